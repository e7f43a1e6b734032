from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models

from .. import const, intake
from ..paynow.client import TraceStatus
from ..paynow.errors import PayNowError
from ..paynow.outcome import Outcome, read_outcome


class SagepayNotice(models.Model):
    """Asking the gateway about a notice, and doing what it answers."""

    _inherit = "sagepay.notice"

    def _plan_look_up(self, deadline):
        """Return the question to ask about this notice, or None when there is none.

        :param float deadline: seconds the question may take in all
        """
        self.ensure_one()
        if not self.next_check_at:
            return None
        if self._is_plain_repeat():
            self._close("duplicate")
            return None
        tx = self.transaction_id
        try:
            client = tx.provider_id._sagepay_client(live=tx.is_live, deadline=deadline)
        except PayNowError as error:
            self._postpone(error)
            return None
        return intake.LookUp(client, self.trace)

    def _is_plain_repeat(self):
        """Tell whether this says again what was verified and booked before."""
        tx = self.transaction_id
        return (
            self.posted_accepted == "yes"
            and tx.state == "done"
            and tx.provider_reference == self.trace
            and bool(
                self.env["sagepay.trace"].search_count(
                    [("transaction_id", "=", tx.id), ("trace", "=", self.trace)],
                    limit=1,
                )
            )
        )

    def _settle(self, answer):
        """Record the gateway's answer and follow it.

        :param answer: a ``TraceStatus``, or the ``PayNowError`` there was instead
        :return: the payment that became paid by this, to be booked next
        """
        self._lock()
        nothing = self.env["payment.transaction"]
        if not self.next_check_at:
            return nothing  # somebody else has settled it meanwhile
        self.attempts += 1
        if not isinstance(answer, TraceStatus):
            self._postpone(answer)
            return nothing
        self._record(answer)
        tx = self.transaction_id
        if not tx:
            self._close("unknown_reference")
            return nothing
        outcome = tx._sagepay_follow(self)
        self._close(outcome, ask_again=self._is_doubtful(outcome))
        if outcome != "paid":
            return nothing
        # Should this worker die before it has booked the receipt, the cron does.
        cron = self.env.ref("payment.cron_post_process_payment_tx")
        cron._trigger(at=fields.Datetime.now() + timedelta(minutes=1))
        return tx

    def _lock(self):
        """Hold this row until the end of the transaction and read it afresh."""
        self.ensure_one()
        self.flush_recordset()
        self.env.cr.execute(
            "SELECT id FROM sagepay_notice WHERE id = %s FOR NO KEY UPDATE",
            [self.id],
            # Losing this race is normal and repeated by the caller: no error line.
            log_exceptions=False,
        )
        self.invalidate_recordset()

    def _record(self, status):
        """Write down what the gateway said, beside what was posted."""
        accepted = {"yes": True, "no": False}.get(self.posted_accepted)
        self.write(
            {
                "verified_at": fields.Datetime.now(),
                "reply_reference": status.reference,
                "reply_accepted": status.accepted,
                "reply_amount": status.amount or 0,
                "reply_reason": status.reason,
                "reply_text": status.raw,
                "contradiction": accepted not in (None, status.accepted),
                "failure": False,
            }
        )

    def _read_reply(self):
        """Return what the verified answer means, as the protocol's ``Outcome``.

        The posted method may only tell "still to come" from "declined".
        """
        if not self.verified_at:
            return Outcome.NOTHING
        return read_outcome(
            self.reply_accepted, self.reply_reason or "", self.posted_method or None
        )

    def _reply_decimal(self):
        """Return the verified amount in rand as an exact decimal, two places."""
        return Decimal(f"{self.reply_amount:.2f}")

    def _payment_data(self):
        """Return this notice as the data core passes through ``_process``."""
        return {"reference": self.reference, "notice": self}

    def _proves(self, tx):
        """Tell whether this is a verified answer about ``tx``, and if paid, in full."""
        self.ensure_one()
        about_it = (
            self.verified_at
            and self.transaction_id == tx
            and self.reply_reference == tx.reference
            and self.provider_id == tx.provider_id
            and tx.currency_id.name == const.CURRENCY
        )
        if not about_it or self._read_reply() is not Outcome.PAID:
            return bool(about_it)
        claim = self.env["sagepay.trace"].search(
            [("provider_id", "=", tx.provider_id.id), ("trace", "=", self.trace)]
        )
        paid_in_full = self._reply_decimal() == tx._sagepay_amount()
        return paid_in_full and claim.transaction_id == tx

    def _is_doubtful(self, outcome):
        """Tell whether the answer should be asked for again before it is believed.

        Somebody was told "accepted" and the gateway does not say so (yet).
        """
        unclear = outcome == "contradictory" or (
            self.posted_accepted == "yes" and not self.reply_accepted
        )
        return unclear and self.attempts < const.DOUBT_TRIES

    def _close(self, outcome, ask_again=False):
        """Record the outcome; ask again later only when it is in doubt."""
        self.write(
            {
                "outcome": outcome,
                "processed_at": fields.Datetime.now(),
                "next_check_at": self._next_time() if ask_again else False,
            }
        )

    def _postpone(self, error):
        """Keep the notice unverified and ask again later, until patience ends."""
        age = fields.Datetime.now() - self.received_at
        unknown = getattr(error, "code", "") == "unknown_trace"
        values = {"failure": f"{type(error).__name__}: {error}"[:250]}
        if raw := getattr(error, "raw", ""):
            values["reply_text"] = raw
        self.write(values)
        if unknown and self.attempts >= const.DOUBT_TRIES:
            self._close("unknown_trace")
        elif age > timedelta(days=const.GIVE_UP_DAYS):
            self._close("given_up")
        else:
            self.next_check_at = self._next_time()
            self._wake_cron(self.next_check_at)

    def _next_time(self):
        """Return when to ask next: soon at first, twice a day in the end (UTC)."""
        step = min(max(self.attempts, 1), len(const.RETRY_MINUTES)) - 1
        return fields.Datetime.now() + timedelta(minutes=const.RETRY_MINUTES[step])

    def _leave_to_cron(self):
        """Let the scheduled action ask about this notice as soon as it can."""
        self.next_check_at = fields.Datetime.now()
        self._wake_cron(self.next_check_at)

    @api.model
    def _wake_cron(self, at):
        """Run the scheduled re-check at the given time (UTC)."""
        self.env.ref("payment_sagepay.cron_recheck_notices")._trigger(at=at)

    @api.model
    def _cron_recheck(self):
        """Look up the notices that are due, each in a transaction of its own."""
        due = [("next_check_at", "<=", fields.Datetime.now())]
        ids = self.search(due, order="next_check_at", limit=const.RECHECK_BATCH).ids
        commit = self.env["ir.cron"]._commit_progress
        # Also ends this transaction, so that none is open while the gateway answers.
        commit(remaining=self.search_count(due))
        for notice_id in ids:
            intake.process(self.env.registry, notice_id, const.CRON_DEADLINE)
            if not commit(1):
                break
