from odoo import api, models
from odoo.fields import Domain

TO_PAY_STATES = ("not_paid", "partial", "blocked")


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def _zone_to_pay_domain(self):
        """Return the domain of posted invoices with something left to pay."""
        return Domain("payment_state", "in", TO_PAY_STATES)

    @api.model
    def _zone_to_pay_states(self):
        """Return the payment states of invoices with something left to pay."""
        return TO_PAY_STATES

    @api.model
    def _zone_part_domain(self):
        """Return the domain of invoices of which a part is paid."""
        return Domain("payment_state", "=", "partial")

    @api.model
    def _zone_overdue_domain(self, today):
        """Return the domain of invoices with an instalment that is late.

        :param date today: the payer's day; what is due on it is not late
        """
        late = (
            Domain("display_type", "=", "payment_term")
            & Domain("reconciled", "=", False)
            & Domain("date_maturity", "<", today)
        )
        return self._zone_to_pay_domain() & Domain("line_ids", "any", late)
