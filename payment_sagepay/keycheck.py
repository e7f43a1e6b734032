"""Are these keys right? Asked once, and written down before and after.

Three failed tries within ten minutes lock the account at the gateway, so nothing here
ever asks twice by itself: the question is recorded in a transaction of its own before
it is asked, and the answer in another one. Neither is open while the gateway answers,
and neither is repeated when the request around them is.
"""

import hashlib
from dataclasses import dataclass

from odoo import api

from .paynow.codes import DEFAULT_VENDOR_KEY, SERVICE_ACCOUNT, SERVICE_PAY_NOW
from .paynow.errors import Malformed, PayNowError
from .paynow.keys import KeyCheck


@dataclass(frozen=True, repr=False)
class Keys:
    """What one merchant account is opened with; empty texts where there is nothing.

    It shows itself without its contents, in a traceback too.
    """

    account: str
    service: str
    statement: str
    vendor: str

    @property
    def can_be_asked(self):
        """True when there is an account number and the Pay Now service key."""
        return bool(self.account and self.service)

    @property
    def by_service(self):
        """The keys by the number of their service; the statement key is optional."""
        keys = {SERVICE_PAY_NOW: self.service, SERVICE_ACCOUNT: self.statement}
        return {number: key for number, key in keys.items() if key}

    @property
    def fingerprint(self):
        """Tells two sets of keys apart without containing any of them."""
        text = "|".join((self.account, self.service, self.statement, self.vendor))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Answer:
    """What came of a check.

    ``result`` is valid, wrong, locked, unclear (nothing was learnt about the keys) or
    not_asked; ``message`` says it to the person who asked, in their language.
    """

    result: str
    message: str


def check(provider, keys, state, automatic=False):
    """Ask the gateway about ``keys`` once and return the ``Answer``.

    :param provider: one `payment.provider`, read as the system
    :param Keys keys: keys of the right shape, stored or not
    :param str state: state of the provider for which the keys are meant
    :param bool automatic: whether nobody is waiting for it
    """
    try:
        client = provider._sagepay_key_client(state=state)
    except PayNowError as error:
        return Answer("not_asked", str(error))
    row_id, refusal = _in_own_transaction(
        provider, lambda checks: checks._begin(provider.id, keys, automatic)
    )
    if refusal:
        return Answer("not_asked", refusal)
    reply = _ask(client, keys)
    return _in_own_transaction(
        provider, lambda checks: checks.browse(row_id)._finish(reply, keys)
    )


def _ask(client, keys) -> KeyCheck | PayNowError:
    try:
        vendor = keys.vendor or DEFAULT_VENDOR_KEY
        return client.check_keys(keys.account, keys.by_service, vendor)
    except Malformed as error:
        if error.code in ("account", "key"):
            raise  # the caller has to look at the shape first
        return error
    except PayNowError as error:
        return error


def _in_own_transaction(provider, work):
    env = provider.env
    with env.registry.cursor() as cr:
        own = api.Environment(cr, env.uid, env.context, su=True)
        return work(own["sagepay.key.check"])
