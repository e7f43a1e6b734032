import logging
from dataclasses import dataclass

from odoo import models
from odoo.exceptions import UserError

from ...paynow.statement_codes import Kind

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settled:
    """What one receipt of the statement settles, or why it settles nothing."""

    transaction: object
    outstanding: object
    problem: str = ""


class SagepayStatementLine(models.Model):
    """Receipts: which payment each one settles."""

    _inherit = "sagepay.statement.line"

    def _settle_receipts(self):
        """Return {line: Settled} for these receipts.

        Lost payments are booked on the way. Each open receipt in the books is settled
        by one line only.
        """
        matches = self._match()
        payments = self.env["payment.transaction"].union(*matches.values())
        # One query each for what is looked at below.
        payments.payment_id.move_id.line_ids.mapped("reconciled")
        taken = self.env["account.move.line"].browse()
        settled = {}
        for line, tx in matches.items():
            result = line._settle_receipt(tx)
            if result.outstanding & taken:
                nothing = result.outstanding.browse()
                result = Settled(tx, nothing, "paid_twice")
            taken |= result.outstanding
            settled[line] = result
        return settled

    def _may_be_receipt(self):
        """Tell whether the line brings money of a payer, or perhaps does.

        The codes of newer ways of paying are not published.
        """
        unknown = self.kind == Kind.UNCLASSIFIED.value and self.booked_amount > 0
        return unknown or self.kind == Kind.RECEIPT.value

    def _settle_receipt(self, tx):
        """Return what one receipt settles, given the payment it names."""
        nothing = self.env["account.move.line"].browse()
        if self.kind == Kind.UNCLASSIFIED.value and not self._settles_booked(tx):
            return Settled(tx, nothing, "unclassified")
        if not tx:
            unknown = "deposit" if self.method == "deposit" else "not_in_books"
            return Settled(tx, nothing, unknown)
        if not self._is_sum_of(tx):
            return Settled(tx, nothing, "amount_differs")
        if not tx.payment_id and not self._try_confirm(tx):
            return Settled(tx, nothing, "not_in_books")
        outstanding = tx._sagepay_outstanding_line()
        if not outstanding or outstanding.reconciled:
            problem = "paid_twice" if outstanding else "not_in_books"
            return Settled(tx, nothing, problem)
        return Settled(tx, outstanding)

    def _settles_booked(self, tx):
        """Tell whether a receipt of this name and amount is open in the books.

        A code nobody knows proves nothing new; it only settles what was proven.
        """
        if not tx or not self._is_sum_of(tx):
            return False
        outstanding = tx._sagepay_outstanding_line()
        return bool(outstanding) and not outstanding.reconciled

    def _try_confirm(self, tx):
        """Book a lost payment; one that cannot be booked stops no other."""
        try:
            with self.env.cr.savepoint():
                return self._confirm(tx)
        except UserError as error:
            _logger.warning("Sage Pay payment %s is listed: %s", tx.reference, error)
            return False
