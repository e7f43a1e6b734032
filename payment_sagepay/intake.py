"""From a posted notice to its effect, in steps that are committed one by one.

1. The notice is stored. From here on nothing can be lost.
2. The gateway is asked what became of the trace; no transaction is open meanwhile.
3. The payment is locked and follows the answer.
4. The receipt is booked.

A step that fails leaves the ones before it in place; the scheduled actions go on
from there. Every step may run more than once: each looks at what is true first.
"""

import logging
import random
import time
from dataclasses import dataclass

from psycopg2 import InterfaceError, OperationalError

from odoo import SUPERUSER_ID, api
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from . import const, inline_place
from .paynow.client import PayNowClient
from .paynow.errors import PayNowError

_logger = logging.getLogger(__name__)

COMMIT_TRIES = 6


@dataclass(frozen=True)
class LookUp:
    """One question to the gateway, free of database objects."""

    client: PayNowClient
    trace: str

    def ask(self):
        """Return the gateway's answer, or the error there was instead of one."""
        try:
            return self.client.check_trace(self.trace)
        except PayNowError as error:
            return error


@dataclass(frozen=True)
class Checked:
    """What a look-up by hand brought.

    ``answer`` is the gateway's, or the error there was instead; then there is no
    notice. ``company_id`` is False when the payment is not known here.
    """

    answer: object
    notice_id: int | None = None
    company_id: int | bool = False


def take_in(registry, kind, pairs):
    """Store a posted notice, then go as far with it as is quickly possible.

    :param registry: registry of the database the notice is for
    :param str kind: which address it came to
    :param pairs: (name, value) texts as posted
    :raise Exception: only when the notice could not be stored
    """

    def store(env):
        return env["sagepay.notice"]._store(kind, pairs).id

    notice_id = committed(registry, store)
    try:
        _process_inline(registry, notice_id)
    except Exception:
        # The notice is safe and has a time at which it is looked at again.
        _logger.exception("Sage Pay notice %s waits for the scheduled run", notice_id)


def process(registry, notice_id, deadline):
    """Look up one stored notice and follow the answer, as far as possible.

    :param float deadline: seconds the gateway may take to answer
    """
    try:
        answer = _ask(registry, notice_id, deadline)
    except Exception as error:
        # One notice that cannot be asked about must not keep the others waiting.
        _logger.exception("Sage Pay notice %s could not be asked about", notice_id)
        _put_off(registry, notice_id, error)
        return
    if answer is not None:
        _follow(registry, notice_id, answer)


def _put_off(registry, notice_id, failure):
    """Keep the reason on the notice and have it asked about again later."""
    committed(
        registry,
        lambda env: env["sagepay.notice"].browse(notice_id)._put_off(failure),
    )


def _ask(registry, notice_id, deadline):
    """Return what the gateway says about a stored notice; None if nothing is asked."""

    def plan(env):
        return env["sagepay.notice"].browse(notice_id)._plan_look_up(deadline)

    look_up = committed(registry, plan)
    return look_up.ask() if look_up else None


def _follow(registry, notice_id, answer):
    """Do what the gateway's answer about a stored notice says, up to the receipt."""
    try:
        paid_id = committed(registry, lambda env: _notice(env, notice_id, answer))
    except Exception as error:
        _logger.exception("Sage Pay notice %s could not be followed", notice_id)
        _put_off(registry, notice_id, error)
        return
    if paid_id:
        book(registry, paid_id)


def _process_inline(registry, notice_id):
    """Process at once if not too many others do already, else leave it to the cron.

    Whoever holds a place keeps a worker from serving pages: while the gateway is
    asked, and while the receipt is booked, which takes longer than most answers.
    """
    with inline_place.place(registry.db_name) as free:
        if free:
            process(registry, notice_id, const.INLINE_DEADLINE)
            return
    committed(
        registry,
        lambda env: env["sagepay.notice"].browse(notice_id)._leave_to_cron(),
    )


def _notice(env, notice_id, answer):
    """Follow the answer; return the id of a payment that became paid."""
    return env["sagepay.notice"].browse(notice_id)._settle(answer).id


def book(registry, transaction_id):
    """Book the receipt of a paid payment now; if that fails, leave it for later."""

    def post_process(env):
        tx = env["payment.transaction"].browse(transaction_id)
        if not tx.is_post_processed:
            tx._post_process()

    try:
        committed(registry, post_process)
    except Exception as error:
        _logger.exception("The receipt of transaction %s is left", transaction_id)
        # What the database itself is short of passes; the scheduled actions go on.
        if not isinstance(error, (OperationalError, InterfaceError)):
            note_posting_failure(registry, transaction_id, error)


def note_posting_failure(registry, transaction_id, error):
    """Write down why a receipt could not be booked, and tell a person once.

    Fails never: whoever calls this has a failure to end with already.
    """

    def note(env):
        tx = env["payment.transaction"].browse(transaction_id).exists()
        if tx:
            tx._sagepay_posting_failed(tx._sagepay_cause(error))

    try:
        committed(registry, note)
    except Exception:
        _logger.exception("Why transaction %s failed is not kept", transaction_id)


def check(registry, provider_id, trace, user_id):
    """Look one trace up for a person and follow the answer, as always; see Checked.

    :param int provider_id: whose account is asked
    :param int user_id: who asks, for the evidence
    """

    def plan(env):
        provider = env["payment.provider"].browse(provider_id)
        live = provider.state == "enabled"
        return LookUp(
            provider._sagepay_client(live=live, deadline=const.CRON_DEADLINE), trace
        )

    def store(env):
        notice = env["sagepay.notice"]._store_check(answer, user_id)
        return notice.id, notice.company_id.id

    try:
        answer = committed(registry, plan).ask()
    except PayNowError as error:
        return Checked(error)
    if isinstance(answer, PayNowError):
        return Checked(answer)
    notice_id, company_id = committed(registry, store)
    _follow(registry, notice_id, answer)
    return Checked(answer, notice_id, company_id)


def committed(registry, work):
    """Return ``work(env)``, run in a transaction of its own and committed.

    Repeated from the start when another transaction was quicker, so ``work`` may do
    nothing but change this database.
    """
    for attempt in range(1, COMMIT_TRIES + 1):
        try:
            with registry.cursor() as cr:
                return work(api.Environment(cr, SUPERUSER_ID, {}))
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            if attempt == COMMIT_TRIES:
                raise
            time.sleep(random.uniform(0, 0.02 * 2**attempt))
    raise AssertionError("unreachable")
