from odoo import models

from ...paynow.statement_day import statement_trace
from ...paynow.trace import statement_id


class PaymentTransaction(models.Model):
    """A payment the statement proved first."""

    _inherit = "payment.transaction"

    def _sagepay_follow_paid(self, notice):
        """Call news of what the statement has proven before a repetition."""
        number = statement_id(notice.trace or "")
        if (
            number
            and self.state == "done"
            and self.provider_reference == statement_trace(number)
            and notice._reply_decimal() == self._sagepay_amount()
        ):
            return "duplicate"
        return super()._sagepay_follow_paid(notice)

    def _sagepay_outstanding_line(self):
        """Return the item of the receipt that the bank line settles, if posted."""
        payment = self.payment_id
        if payment.move_id.state != "posted":
            return self.env["account.move.line"]
        account = payment.outstanding_account_id
        return payment.move_id.line_ids.filtered(
            lambda item: item.account_id == account and account.reconcile
        )[:1]
