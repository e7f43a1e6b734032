"""Getting a day of the statement, in steps that are committed one by one.

1. What is to be asked is read from the day's row.
2. The gateway is asked; no transaction is open meanwhile.
3. The answer is written down: a request number, or a reason to wait, or the file.
4. The lines go to the books, a piece at a time.

A worker that dies loses at most the answer to one question: the row says how far the
day is, and the next run goes on from there. (C-05, G-12)
"""

import logging
import time
from dataclasses import dataclass
from datetime import date

from odoo.exceptions import UserError

from . import intake
from .paynow.errors import PayNowError
from .paynow.nif import StatementClient

_logger = logging.getLogger(__name__)

# Tries to collect a file that is being made, and seconds between them; what is not
# ready then is left to the next run.
TRIES = 5
PAUSE = 2.0


@dataclass(frozen=True)
class Question:
    """One question to the statement service, free of database objects.

    ``polling_id`` "" asks for a statement to be made; ``day`` None is the interim one.
    """

    client: StatementClient
    key: str
    day: date | None
    polling_id: str = ""

    def ask(self):
        """Return a request number or the file's text, or the error there was."""
        try:
            if self.polling_id:
                return self.client.retrieve_statement(self.key, self.polling_id)
            if self.day:
                return self.client.request_statement(self.key, self.day)
            return self.client.request_interim_statement(self.key)
        except PayNowError as error:
            return error


def fetch(registry, day_id):
    """Bring one day as far as possible; return whether the gateway may be asked on."""
    for attempt in range(TRIES):
        question = guarded(registry, day_id, _plan(day_id))
        if question is None:
            break
        answer = question.ask()
        follow = _following(day_id, question, answer)
        outcome = guarded(registry, day_id, follow)
        if outcome != "wait":
            break
        if question.polling_id and attempt < TRIES - 1:
            time.sleep(PAUSE)
    book(registry, day_id)
    return step(registry, lambda env: not _day(env, day_id)._is_refused())


def book(registry, day_id):
    """Put what is stored of a day in the books, each piece in its own transaction."""
    left = 1
    while left:
        left = guarded(registry, day_id, lambda env: _day(env, day_id)._book_step())


def guarded(registry, day_id, work):
    """Run a step; what a person must settle is written on the day, not raised."""
    try:
        return step(registry, work)
    except (UserError, PayNowError) as error:
        _logger.warning("Sage Pay statement %s: %s", day_id, error)
        # The name of an except clause ends with it.
        reason = str(error)
    except Exception as error:
        # One day that cannot be booked must not keep the others waiting.
        _logger.exception("Sage Pay statement %s", day_id)
        reason = f"{type(error).__name__}: {error}"
    _give_up(registry, day_id, reason)
    return None


def _give_up(registry, day_id, reason):
    """Write on the day why it did not go on; the next run tries again."""
    step(registry, lambda env: _day(env, day_id)._set_refused_by_us(reason))


def step(registry, work):
    """Return ``work(env)``, done in a transaction of its own."""
    return intake.committed(registry, work)


def _plan(day_id):
    return lambda env: _day(env, day_id)._plan_question()


def _following(day_id, question, answer):
    return lambda env: _day(env, day_id)._follow_answer(question.polling_id, answer)


def _day(env, day_id):
    return env["sagepay.statement.day"].browse(day_id)
