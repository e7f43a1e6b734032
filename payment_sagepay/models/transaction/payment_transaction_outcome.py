from odoo import models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ... import const
from ...paynow.outcome import Outcome

# States in which the outcome is still open.
OPEN_STATES = ("draft", "pending", "authorized")


class PaymentTransaction(models.Model):
    """What a verified answer of the gateway does to a payment. Nothing else does."""

    _inherit = "payment.transaction"

    def _sagepay_lock(self):
        """Hold this row until the end of the transaction and read it afresh.

        Documents may still refer to the row meanwhile. Whoever waited behind another
        change gets a serialization error and starts again from what is true then.
        """
        self.ensure_one()
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM payment_transaction WHERE id = %s FOR NO KEY UPDATE",
                self.id,
            ),
            # Losing this race is normal and repeated by the caller: no error line.
            log_exceptions=False,
        )
        self.invalidate_recordset()

    def _sagepay_follow(self, notice):
        """Do what the gateway's own answer in ``notice`` says; return the outcome.

        The amount, reference, provider, company and currency are compared every
        time, in every state, so that repeating an answer never adds to it.
        """
        self._sagepay_lock()
        if objection := self._sagepay_objection(notice):
            return objection
        reading = notice._read_reply()
        if reading is Outcome.PAID:
            return self._sagepay_follow_paid(notice)
        if reading not in (Outcome.PENDING, Outcome.CANCELLED, Outcome.DECLINED):
            return "contradictory"
        if self.state == "done":
            # Money that was seen is never undone here; the statement decides. That of
            # another try may still be to come; what was there is there, or gone.
            booked = notice.trace == self.provider_reference
            to_come = reading is Outcome.PENDING and not booked
            return "pending" if to_come else "late_decline"
        if self.state == "pending" and reading is not Outcome.PENDING:
            # What is paid later is unknown until then: only a no to this very try, in
            # so many words, ends it.
            if not notice._says_no():
                return "pending"
            if notice.trace != self.provider_reference:
                return reading.value
        if reading is Outcome.DECLINED and notice._may_be_too_early():
            # Whoever reads "declined, try again" now might pay twice.
            return "contradictory"
        self._process(const.PROVIDER_CODE, notice._payment_data())
        return reading.value

    def _sagepay_objection(self, notice):
        """Return why the answer is not about this payment, or None."""
        if notice.reply_reference != self.reference:
            return "reference_differs"
        if notice.provider_id != self.provider_id:
            return "other_provider"
        if not self._sagepay_company_fits():
            return "company_differs"
        if self.currency_id.name != const.CURRENCY:
            return "currency_differs"
        return None

    def _sagepay_follow_paid(self, notice):
        """Book-keep an accepted answer about this payment; return the outcome."""
        if notice._reply_decimal() != self._sagepay_amount():
            self._sagepay_fail(self._sagepay_words("amount_differs"))
            return "amount_differs"
        if self.env["sagepay.trace"]._claim(self, notice) != self:
            return "trace_used"
        if self.state == "done":
            same = self.provider_reference == notice.trace
            return "duplicate" if same else "second_payment"
        self._process(const.PROVIDER_CODE, notice._payment_data())
        return "paid" if self.state == "done" else "contradictory"

    def _extract_amount_data(self, payment_data):
        """Return amount and currency of an accepted answer; of nothing else."""
        if self.provider_code != const.PROVIDER_CODE:
            return super()._extract_amount_data(payment_data)
        notice = payment_data.get("notice")
        if not notice or notice._read_reply() is not Outcome.PAID:
            return None
        return {"amount": notice.reply_amount, "currency_code": const.CURRENCY}

    def _apply_updates(self, payment_data):
        """Move the state as a verified notice says.

        :raise ValidationError: without a verified notice that proves just this
        """
        if self.provider_code != const.PROVIDER_CODE:
            return super()._apply_updates(payment_data)
        notice = payment_data.get("notice")
        if not notice or not notice._proves(self):
            raise ValidationError(
                self.env._("There is no verified answer of the gateway for this.")
            )
        reading = notice._read_reply()
        if self.state != "done":
            self.provider_reference = notice.trace
            self.payment_method_id = self._sagepay_method(notice.posted_method)
        if reading is Outcome.PAID:
            # A payer may cancel, try again on the gateway's page and pay.
            self._set_done(extra_allowed_states=("cancel",))
            return None
        words = self._sagepay_words(
            reading.value, notice.reply_reason or "", notice.posted_method
        )
        if reading is Outcome.PENDING:
            # Likewise after a declined card: choose bank EFT, pay later.
            self._set_pending(
                state_message=words, extra_allowed_states=("error", "cancel")
            )
        elif reading is Outcome.CANCELLED and self.state in OPEN_STATES:
            self._set_canceled(state_message=words)
        else:
            self._sagepay_fail(words)
        return None

    def _sagepay_fail(self, words):
        """Set an open payment to error; tell the payer the latest news in any case."""
        if self.state in OPEN_STATES:
            self._set_error(words)
        elif self.state != "done":
            self.state_message = words
