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
import threading
import time
from dataclasses import dataclass

from odoo import SUPERUSER_ID, api
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from . import const
from .paynow.client import PayNowClient
from .paynow.errors import PayNowError

_logger = logging.getLogger(__name__)

COMMIT_TRIES = 6

# One look-up at a time per process while somebody waits: fifty slow answers of the
# gateway must not keep all workers from serving pages. The rest is left to the cron.
_inline_slot = threading.Lock()


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


def take_in(registry, kind, pairs):
    """Store a posted notice, then go as far with it as is quickly possible.

    :param registry: registry of the database the notice is for
    :param str kind: which address it came to
    :param pairs: (name, value) texts as posted
    :raise Exception: only when the notice could not be stored
    """

    def store(env):
        return env["sagepay.notice"]._store(kind, pairs).id

    notice_id = _committed(registry, store)
    try:
        _process_inline(registry, notice_id)
    except Exception:
        # The notice is safe and has a time at which it is looked at again.
        _logger.exception("Sage Pay notice %s waits for the scheduled run", notice_id)


def process(registry, notice_id, deadline):
    """Look up one stored notice and follow the answer, as far as possible.

    :param float deadline: seconds the gateway may take to answer
    """

    def plan(env):
        return env["sagepay.notice"].browse(notice_id)._plan_look_up(deadline)

    look_up = _committed(registry, plan)
    if look_up is None:
        return
    answer = look_up.ask()
    try:
        paid_id = _committed(registry, lambda env: _notice(env, notice_id, answer))
    except Exception as error:
        _logger.exception("Sage Pay notice %s could not be followed", notice_id)
        failure = error  # the name of an except clause ends with it
        _committed(
            registry,
            lambda env: env["sagepay.notice"].browse(notice_id)._postpone(failure),
        )
        return
    if paid_id:
        _book(registry, paid_id)


def _process_inline(registry, notice_id):
    """Process at once if this process is not already waiting for the gateway."""
    if not _inline_slot.acquire(blocking=False):
        _committed(
            registry,
            lambda env: env["sagepay.notice"].browse(notice_id)._leave_to_cron(),
        )
        return
    try:
        process(registry, notice_id, const.INLINE_DEADLINE)
    finally:
        _inline_slot.release()


def _notice(env, notice_id, answer):
    """Follow the answer; return the id of a payment that became paid."""
    return env["sagepay.notice"].browse(notice_id)._settle(answer).id


def _book(registry, transaction_id):
    """Book the receipt now; if that fails, leave it to core's scheduled action."""

    def post_process(env):
        tx = env["payment.transaction"].browse(transaction_id)
        if not tx.is_post_processed:
            tx._post_process()

    def trigger(env):
        env.ref("payment.cron_post_process_payment_tx")._trigger()

    try:
        _committed(registry, post_process)
    except Exception:
        _logger.exception("The receipt of transaction %s is left", transaction_id)
        _committed(registry, trigger)


def _committed(registry, work):
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
