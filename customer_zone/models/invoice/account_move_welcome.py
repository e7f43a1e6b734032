from odoo import models
from odoo.fields import Domain


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        """Allow whoever gets a first invoice of the company, if it is to be so."""
        new = self._zone_new_customers()
        posted = super()._post(soft=soft)
        for company, customers in new.items():
            invoiced = posted.filtered(lambda move, own=company: move.company_id == own)
            customers &= invoiced.commercial_partner_id
            # The setting decides here, not the rights of whoever posts.
            customers.sudo().with_company(company).customer_zone_allowed = True
        return posted

    def _zone_new_customers(self):
        """Return the customers without any posted invoice yet, by company.

        Only of companies that allow new customers at once, and nobody who was refused.
        """
        found = {}
        partners = self.env["res.partner"]
        for company, moves in self.grouped("company_id").items():
            invoices = moves.filtered(lambda move: move.move_type == "out_invoice")
            # What staff decided does not depend on who posts.
            customers = invoices.commercial_partner_id.filtered(
                lambda one, own=company: (
                    not one.sudo().with_company(own).customer_zone_refused
                )
            )
            if not customers or not partners._zone_allows_new(company):
                continue
            domain = Domain("company_id", "=", company.id)
            domain &= Domain("move_type", "=", "out_invoice")
            domain &= Domain("state", "=", "posted")
            domain &= Domain("commercial_partner_id", "in", customers.ids)
            # Who was a customer already does not depend on who asks.
            known = self.sudo()._read_group(domain, ["commercial_partner_id"])
            found[company] = customers - partners.union(*(one for (one,) in known))
        return found
