from odoo import fields, models
from odoo.exceptions import UserError


class SagepayException(models.Model):
    """What the gateway held before its first statement was imported."""

    _inherit = "sagepay.exception"

    def action_book_opening(self):
        """Book the difference of the first day as opening balance, on suspense.

        The counterpart is for the accountant to choose: what it is made of happened
        before these books.
        """
        row = self._as_accountant()
        day = row.day_id
        first = day._days_in_books()[:1]
        if row.kind != "balance" or day != first:
            raise UserError(
                self.env._(
                    "An opening balance belongs to the first imported day, %s.",
                    first.date,
                )
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
