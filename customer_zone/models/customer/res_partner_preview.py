from odoo import models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_customer_zone_preview(self):
        """Open the zone in a new tab as this person sees it.

        Nothing is counted there, and nothing can be sent or paid.

        :return: an `ir.actions.act_url` dictionary
        :raise AccessError: for users who may not read the customer's invoices
        """
        self.ensure_one()
        company = self.env.company
        if not self._zone_may_preview(company):
            raise AccessError(
                self.env._("Only bookkeepers see the zone as a customer does.")
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/zone/preview/{self.id}?company_id={company.id}",
            "target": "new",
        }

    def _zone_may_preview(self, company):
        """Return whether the user may look at the zone as this person.

        :param company: `res.company` record whose documents would be shown
        :rtype: bool
        """
        user = self.env.user
        is_bookkeeper = user._is_internal() and (
            user.has_group("account.group_account_invoice")
            or user.has_group("account.group_account_readonly")
        )
        # Nothing but the user's own list of companies is read.
        if not is_bookkeeper or company not in user.sudo().company_ids:
            return False
        partner = self.with_context(allowed_company_ids=company.ids).exists()
        if not partner or not partner.has_access("read"):
            return False
        # The invoices belong to the customer, not to the contact alone.
        customer_sudo = partner.sudo().commercial_partner_id
        return customer_sudo.sudo(False).has_access("read")
