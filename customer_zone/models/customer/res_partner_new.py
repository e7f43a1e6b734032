from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_zone_refused = fields.Boolean(
        string="Refused Online",
        company_dependent=True,
        copy=False,
        groups="base.group_user",
        help="Somebody decided that this customer may not view invoices online. No "
        "rule for new customers changes that. Kept per company.",
    )

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
        if not self._zone_allows_new(self.env.company):
            return super().create(vals_list)
        vals_list = [
            {"customer_zone_allowed": True, **vals}
            if vals.get("customer_rank")
            else vals
            for vals in vals_list
        ]
        partners = super().create(vals_list)
        for partner, vals in zip(partners, vals_list, strict=True):
            # Of others the flag was sent as it was offered.
            if partner.customer_rank and not vals.get("customer_zone_allowed", True):
                partner._zone_note_decision(allowed=False)
        return partners

    def write(self, vals):
        """Remember whether customers were refused: that is more than not allowed."""
        result = super().write(vals)
        if "customer_zone_allowed" in vals:
            self._zone_note_decision(bool(vals["customer_zone_allowed"]))
        return result

    def _zone_note_decision(self, allowed):
        """Note what was decided about these customers in the current company.

        Contacts of a customer follow it: nothing is decided about them.
        """
        changed = self.filtered(
            lambda partner: (
                partner.commercial_partner_id == partner
                and partner.customer_zone_refused == allowed
            )
        )
        changed.customer_zone_refused = not allowed

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
