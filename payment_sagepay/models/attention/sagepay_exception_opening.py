from odoo import api, fields, models
from odoo.exceptions import UserError


class SagepayException(models.Model):
    """What the gateway held before its first statement was imported."""

    _inherit = "sagepay.exception"

    is_opening = fields.Boolean(compute="_compute_is_opening")

    @api.depends("kind", "day_id")
    def _compute_is_opening(self):
        """Tell whether the difference is of the first day there is."""
        for row in self:
            first = row.day_id._days_in_books()[:1] if row.kind == "balance" else None
            row.is_opening = bool(first) and row.day_id == first

    def action_book_opening(self):
        """Book the difference of the first day as opening balance, on suspense.

        The counterpart is for the accountant to choose: what it is made of happened
        before these books.
        """
        row = self._as_accountant()
        day = row.day_id
        if not row.is_opening:
            raise UserError(
                self.env._("An opening balance belongs to the first imported day.")
            )
        journal = day.provider_id.journal_id
        label = self.env._("Opening balance at the gateway")
        row.env["account.bank.statement.line"].create(
            {
                "journal_id": journal.id,
                "date": fields.Date.subtract(day.date, days=1),
                "payment_ref": label,
                "amount": row.amount,
            }
        )
        day._check_books()
        return True
