from odoo import api, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def default_get(self, fields):
        """Tick the permission of a new customer where the settings say so."""
        values = super().default_get(fields)
        context = self.env.context
        is_customer = (
            context.get("default_customer_rank")
            or context.get("res_partner_search_mode") == "customer"
        )
        if (
            "customer_zone_allowed" in fields
            and "customer_zone_allowed" not in values
            and is_customer
            and self._zone_allows_new(self.env.company)
        ):
            values["customer_zone_allowed"] = True
        return values

    @api.model_create_multi
    def create(self, vals_list):
        """Allow new customers online, unless told otherwise with the contact."""
        if self._zone_allows_new(self.env.company):
            vals_list = [
                {"customer_zone_allowed": True, **vals}
                if vals.get("customer_rank")
                else vals
                for vals in vals_list
            ]
        return super().create(vals_list)

    @api.model
    def _zone_allows_new(self, company):
        """Return whether whoever becomes a customer now is allowed at once.

        :param company: `res.company` record whose documents would be shown
        """
        if not (self.env.su or self.env.user._is_internal()):
            return False
        # Settings are for administrators; the rule holds whoever is at work.
        company_sudo = company.sudo()
        return (
            company_sudo.customer_zone_enabled
            and company_sudo.customer_zone_new_customers
        )
