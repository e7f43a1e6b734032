from odoo import models


class AccountMove(models.Model):
    """Whether the money of an invoice has reached the bank."""

    _inherit = "account.move"

    def _zone_banked_on(self):
        """Return the date on which all of the money was in the bank, else False.

        A credit is no money: an invoice settled by credits alone never gets there.
        """
        matchings = self._zone_settlements()
        others = (matchings.debit_move_id | matchings.credit_move_id).move_id - self
        money = others.filtered(
            lambda move: move.statement_line_id or move.origin_payment_id
        )
        dates = [move._zone_arrived_on() for move in money]
        return max(dates) if dates and all(dates) else False

    def _zone_arrived_on(self):
        """Return the bank's date of a payment or statement entry, else False."""
        payment = self.origin_payment_id
        lines = self.statement_line_id
        if not lines:
            if not payment.is_matched:
                return False
            lines = payment.reconciled_statement_line_ids
        if not lines:
            return payment.date
        dates = [line._zone_in_bank_on() for line in lines]
        return max(dates) if all(dates) else False
