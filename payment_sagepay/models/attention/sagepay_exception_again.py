import logging

from odoo import models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

AGAIN = ("not_in_books", "unclassified")


class SagepayException(models.Model):
    """Rows whose payment comes to the books after the statement did."""

    _inherit = "sagepay.exception"

    def _settle_again(self):
        """Settle the rows whose receipt is in the books by now; return those rows.

        The money must not go to the customer a second time: the receipt has put it
        there, and waits for just this line.
        """
        settled = self.browse()
        for row in self.filtered(lambda row: row.kind in AGAIN):
            try:
                with self.env.cr.savepoint():
                    if row._settle_one_again():
                        settled |= row
            except UserError as error:
                _logger.warning("Sage Pay exception %s stays: %s", row.id, error)
        return settled

    def _settle_one_again(self):
        """Settle one row if its payment is booked or can be; tell whether it was."""
        line = self.line_id
        tx = self.transaction_id or line._match()[line]
        if not tx:
            return False
        if self.kind == "not_in_books" and not tx.payment_id:
            line._confirm(tx)
        if not line._settles_booked(tx):
            return False
        outstanding = tx._sagepay_outstanding_line()
        item = self._move_to(outstanding.account_id, outstanding.partner_id)
        (item | outstanding).reconcile()
        self.transaction_id = line.transaction_id = tx
        self._settle_line()
        return True
