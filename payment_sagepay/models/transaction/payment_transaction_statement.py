from odoo import models

from ...paynow.statement_codes import Kind
from ...paynow.statement_day import is_statement_trace, statement_trace
from ...paynow.trace import statement_id


class PaymentTransaction(models.Model):
    """A payment the statement proved first."""

    _inherit = "payment.transaction"

    def _sagepay_follow_paid(self, notice):
        """Call news of what the statement has proven before a repetition.

        From then on the real trace is the one that paid this; another is a second
        payment.
        """
        outcome = super()._sagepay_follow_paid(notice)
        if outcome == "second_payment" and self._sagepay_is_trace_of_line(notice.trace):
            self.provider_reference = notice.trace
            return "duplicate"
        return outcome

    def _sagepay_is_trace_of_line(self, trace):
        """Tell whether ``trace`` is what the statement proved this payment by.

        Surely so when it ends in the number of that line. That it does is nowhere
        promised, so any trace may be it, if it is the first one to be heard of and the
        statement has no line of its own for it.
        """
        if not is_statement_trace(self.provider_reference or ""):
            return False
        number = statement_id(trace)
        if self.provider_reference == statement_trace(number):
            return True
        return not (
            self._sagepay_other_traces(trace) or self._sagepay_lines_numbered(number)
        )

    def _sagepay_other_traces(self, trace):
        """Return the accepted traces of this payment, without ``trace`` and lines."""
        claims = self.env["sagepay.trace"].search(
            [("transaction_id", "=", self.id), ("trace", "!=", trace)]
        )
        return claims.filtered(lambda claim: not is_statement_trace(claim.trace))

    def _sagepay_lines_numbered(self, number):
        """Return the receipts on the statement that name this payment, by number."""
        return self.env["sagepay.statement.line"].search(
            [
                ("provider_id", "=", self.provider_id.id),
                ("number", "=", number),
                ("transaction_id", "=", self.id),
                ("kind", "in", (Kind.RECEIPT.value, Kind.UNCLASSIFIED.value)),
            ]
        )

    def _sagepay_outstanding_line(self):
        """Return the item of the receipt that the bank line settles, if posted."""
        payment = self.payment_id
        if payment.move_id.state != "posted":
            return self.env["account.move.line"]
        account = payment.outstanding_account_id
        return payment.move_id.line_ids.filtered(
            lambda item: item.account_id == account and account.reconcile
        )[:1]
