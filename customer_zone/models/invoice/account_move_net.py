from odoo import fields, models
from odoo.fields import Domain

from ..document.customer_zone_document_payment import under_way_domain

# More pieces of credit in one payment would make no readable preview.
MOST_CREDITS = 50


class AccountMove(models.Model):
    """Credit that is taken off what a customer pays online.

    What is taken off is written on the payment; when its money has been booked, the
    credit is reconciled with what the money left open of the very same invoices.
    """

    _inherit = "account.move"

    def _zone_net_credit(self):
        """Return the open credit that may be taken off a payment of these invoices.

        Oldest first; none where the company does not take credit off, where a
        payment under way for other invoices counts on it, and where nothing would
        be left to pay. A payment that is counted on no longer, or whose invoices are
        settled, keeps nothing back; should its money come all the same, it settles
        with the credit that is left by then.

        :return: `account.move.line` records in sudo
        """
        # Customers have no rights on the journal items of their own credit.
        items_sudo = self.env["account.move.line"].sudo()
        company_sudo = self.company_id.sudo()
        is_on = company_sudo.mapped("customer_zone_enabled") == [True]
        if not (is_on and company_sudo.customer_zone_net_credit):
            return items_sudo
        account = self._zone_receivable_lines().account_id
        if len(account) != 1 or self._zone_together_refusal():
            return items_sudo
        found = items_sudo.search(
            self._zone_credit_items_domain(account),
            order="date_maturity, date, id",
            limit=MOST_CREDITS,
        )
        left = sum(self.mapped("amount_residual"))
        credit = -sum(found.mapped("amount_residual_currency"))
        is_less = self.currency_id.compare_amounts(credit, left) < 0
        return found if is_less else items_sudo

    def _zone_credit_items_domain(self, account):
        """Return the domain of the customer's open credit on a receivable account."""
        unsettled = Domain("state", "!=", "cancel") & Domain("amount_residual", ">", 0)
        # Payers have no rights on transactions.
        transactions_sudo = self.env["payment.transaction"].sudo()
        promised = transactions_sudo.search(
            under_way_domain()
            & Domain("customer_zone_credit_line_ids", "!=", False)
            & Domain("partner_id.commercial_partner_id", "=", self._zone_payer().id)
            & Domain("invoice_ids", "not in", self.ids)
            & Domain("invoice_ids", "any", unsettled)
        )
        return (
            Domain("account_id", "=", account.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("partner_id.commercial_partner_id", "=", self._zone_payer().id)
            & Domain("currency_id", "=", self.currency_id.id)
            & Domain("parent_state", "=", "posted")
            & Domain("reconciled", "=", False)
            & Domain("amount_residual_currency", "<", 0)
            & Domain("date", "<=", fields.Date.context_today(self))
            & Domain("id", "not in", promised.customer_zone_credit_line_ids.ids)
        )

    def _zone_payer(self):
        """Return the customer (commercial partner) of these invoices."""
        return self.commercial_partner_id[:1]

    def _zone_net_amount(self):
        """Return what is left to pay after the credit, 0.0 without any credit."""
        credit = self._zone_net_credit().mapped("amount_residual_currency")
        if not credit:
            return 0.0
        return self.currency_id.round(sum(self.mapped("amount_residual"), sum(credit)))
