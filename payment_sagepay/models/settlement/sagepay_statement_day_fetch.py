from datetime import timedelta

from odoo import fields, models

from ... import statement_fetch
from ...paynow.codes import STATEMENT_LOST, STATEMENT_NOT_YET
from ...paynow.errors import PayNowError, Rejected
from .sagepay_statement_day import DONE

# Minutes until a question that failed is asked again; the last value repeats.
RETRY_MINUTES = (5, 15, 60, 240)
# A request number is good for so long (hours); afterwards the day is asked afresh.
REQUEST_HOURS = 24
# The newest day while nobody has a statement of it yet; then older ones, and a day
# that a person must look at.
LATER = timedelta(hours=3)
TOMORROW = timedelta(hours=20)


class SagepayStatementDay(models.Model):
    """What to ask the gateway about a day, and what its answer means. (G-12)"""

    _inherit = "sagepay.statement.day"

    def _plan_question(self):
        """Return what to ask about this day now, or None when there is nothing."""
        self.ensure_one()
        in_books = self.kind == "day" and self.state in (*DONE, "booking")
        if in_books and not self.refetch:
            return None
        provider = self.provider_id
        # Only system administrators may read the key; asking needs it.
        key = provider.sudo().sagepay_account_key
        if not key:
            return None
        return statement_fetch.Question(
            provider._sagepay_statement_client(),
            key,
            self.date if self.kind == "day" else None,
            self.polling_id or "",
        )

    def _follow_answer(self, polling_id, answer):
        """Write down what the gateway answered; return "wait" to ask on soon.

        :param str polling_id: what was asked for, "" for a new request
        :param answer: a text, or the ``PayNowError`` there was instead
        """
        self = self._of(self.provider_id, self.date, self.kind)
        if (self.polling_id or "") != polling_id or self.state == "booking":
            return None  # somebody else was quicker
        if isinstance(answer, PayNowError):
            return self._follow_error(polling_id, answer)
        if not polling_id:
            self._set_requested(answer)
            # Whoever gets a number is let in.
            self._unlist("fetch_refused", self._days_of_provider())
            return "wait"
        if self.kind == "interim":
            self._take_interim(answer)
            return None
        self._take_in(
            self.provider_id, answer.encode(), expected=self.date, trust_start=True
        )
        return None

    def _follow_error(self, polling_id, error):
        """Decide by the kind of error: wait, ask again later, or tell a person."""
        if error.code == "not_ready":
            return self._follow_not_ready()
        reason = str(error)
        if error.code == STATEMENT_NOT_YET:
            # Of the newest day it may come today; of an older one hardly ever.
            is_new = self.date >= self._last_ready_day()
            self._set_missing(reason, self._after(LATER if is_new else TOMORROW))
        elif isinstance(error, Rejected) and error.code != "redirect":
            self._set_failed(reason, self._after(TOMORROW))
            self._list_while("fetch_refused", self)
        elif polling_id and not self._is_stale() and error.code not in STATEMENT_LOST:
            # A page of an office's proxy, or none: the request may still be good. A
            # day that is being made must not be asked for again.
            self.write({"attempts": self.attempts + 1, "failure": reason})
            self.next_try_at = self._after(self._pause())
        else:
            self._set_failed(reason, self._after(self._pause()))
        return None

    def _follow_not_ready(self):
        """Come back for the file; a request of yesterday is made again."""
        if self._is_stale():
            self._set_missing(self.env._("The gateway did not make the file."), False)
            return None
        self.next_try_at = self._after(timedelta(minutes=RETRY_MINUTES[0]))
        return "wait"

    def _is_stale(self):
        """Tell whether the request is too old to be answered any more."""
        age = fields.Datetime.now() - (self.requested_at or fields.Datetime.now())
        return age > timedelta(hours=REQUEST_HOURS)

    def _is_being_made(self):
        """Tell whether the gateway was asked for this day and may still answer."""
        return bool(self.polling_id) and not self._is_stale()

    def _pause(self):
        """Return how long to wait before asking again: longer each time."""
        position = min(self.attempts, len(RETRY_MINUTES) - 1)
        return timedelta(minutes=RETRY_MINUTES[position])

    def _after(self, pause):
        return fields.Datetime.now() + pause

    def _is_refused(self):
        """Tell whether the gateway refuses us, so that asking on is useless."""
        return bool(
            self.env["sagepay.exception"].search_count(
                [
                    ("kind", "=", "fetch_refused"),
                    ("day_id", "=", self.id),
                    ("state", "=", "open"),
                ],
                limit=1,
            )
        )

    def _set_refused_by_us(self, reason):
        """The file came and could not be used; it is asked for again tomorrow."""
        if self.state == "booking":
            # The lines are stored; booking goes on when its cause is repaired.
            self.write({"failure": reason[:250], "next_try_at": self._after(LATER)})
        else:
            self._set_failed(reason, self._after(TOMORROW))
        if self.kind == "day":
            self._list_while("day_missing", self)

    def _book_step(self):
        """Book one piece if there is something to book; return lines left."""
        if self.state != "booking":
            return 0
        self._of(self.provider_id, self.date, self.kind)
        return self._book_piece()
