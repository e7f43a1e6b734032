from odoo import models


class ResPartner(models.Model):
    """The numbers of a party as documents print them, ``""`` for none."""

    _inherit = "res.partner"

    def _zone_vat_line(self):
        """Return the tax number with the word the party's country uses."""
        self.ensure_one()
        if not self.vat:
            return ""
        label = self.country_id.vat_label or self.env._("VAT")
        return self.env._("%(label)s no. %(number)s", label=label, number=self.vat)

    def _zone_registry_line(self):
        """Return the number of registration with its word."""
        self.ensure_one()
        number = self.company_registry
        return self.env._("Reg. no. %(number)s", number=number) if number else ""
