from odoo import models


class SagepayStatementLine(models.Model):
    """Receipts whose notification was lost are booked the normal way. (S-06, R-15)"""

    _inherit = "sagepay.statement.line"

    def _as_text(self):
        """Return the line as it was written, for the evidence."""
        amount = f"{self.amount:.4f}"
        texts = (self.description, self.extra_1, self.extra_2, self.extra_3)
        columns = (str(self.date), self.code, self.number, amount, *texts)
        return " | ".join(column or "" for column in columns)

    def _confirm(self, tx):
        """Bring ``tx`` to paid and booked, when this receipt pays it exactly.

        :return: whether it is paid and booked now
        """
        if not self._is_sum_of(tx):
            return False
        if tx.state != "done":
            self.env["sagepay.notice"]._take_statement_line(self, tx)
        if tx.state == "done" and not tx.is_post_processed:
            tx._post_process()
        return tx.state == "done" and bool(tx.payment_id)
