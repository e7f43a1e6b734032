from datetime import timedelta
from decimal import Decimal

from odoo import fields, models

from ... import const
from ...paynow.client import TraceStatus
from ...paynow.codes import BANK_EFT
from ...paynow.errors import Malformed
from ...paynow.money import parse_amount
from ...paynow.outcome import Outcome, read_outcome


class SagepayNotice(models.Model):
    """Asking the gateway about a notice, and doing what it answers."""

    _inherit = "sagepay.notice"

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
        cron = self.env.ref(
            "payment.cron_post_process_payment_tx", raise_if_not_found=False
        )
        if cron:
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
        self.write(
            {
                "verified_at": fields.Datetime.now(),
                "reply_reference": status.reference,
                "reply_accepted": status.accepted,
                "reply_amount": status.amount or 0,
                "reply_reason": status.reason,
                "reply_text": status.raw,
                "contradiction": self._is_contradicted_by(status),
                "failure": False,
            }
        )

    def _is_contradicted_by(self, status):
        """Tell whether the gateway says otherwise than was posted. (N-17)

        What was not posted, or cannot be read, and what the gateway leaves out
        contradicts nothing.
        """
        accepted = {"yes": True, "no": False}.get(self.posted_accepted)
        pairs = (
            (accepted, status.accepted),
            (self._posted_decimal(), status.amount),
            (self.reference or None, status.reference or None),
        )
        return any(None not in pair and pair[0] != pair[1] for pair in pairs)

    def _posted_decimal(self):
        """Return the amount as posted, in rand; None when it is no plain amount."""
        try:
            return parse_amount(self.posted_amount or "")
        except Malformed:
            return None

    def _read_reply(self):
        """Return what the verified answer means, as the protocol's ``Outcome``.

        The posted method and reason may only tell "still to come" from "declined".
        """
        if not self.verified_at:
            return Outcome.NOTHING
        return read_outcome(
            self.reply_accepted,
            self.reply_reason or "",
            self.posted_method or None,
            self.posted_reason or "",
        )

    def _says_no(self):
        """Tell whether the verified answer calls it declined or cancelled in words."""
        told = read_outcome(self.reply_accepted, self.reply_reason or "", BANK_EFT)
        return told in (Outcome.DECLINED, Outcome.CANCELLED)

    def _announces(self):
        """Tell whether what was posted only says that money is still to come."""
        told = read_outcome(False, self.posted_reason or "", self.posted_method)
        return self.posted_accepted != "yes" and told is Outcome.PENDING

    def _tells_of_money(self):
        """Tell whether, as far as is known, the money was there by this notice."""
        denied = self.verified_at and not self.reply_accepted
        return not denied and not self._announces()

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

    def _may_be_too_early(self):
        """Tell whether the gateway may say no because it does not know of it yet.

        So it may when somebody was told "accepted", or nothing at all, the answer has
        no word that says no, and there are tries left.
        """
        if self.attempts >= const.DOUBT_TRIES or self._says_no():
            return False
        return self.posted_accepted != "no" or self._is_claimed_elsewhere()

    def _is_claimed_elsewhere(self):
        """Tell whether another notice, still being looked up, says "accepted"."""
        claims = [
            ("trace", "=", self.trace),
            ("reference", "=", self.reference),
            ("posted_accepted", "=", "yes"),
            ("next_check_at", "!=", False),
        ]
        return bool(self.search_count(claims, limit=1))

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
