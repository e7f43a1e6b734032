from odoo import api, fields, models
from odoo.exceptions import ValidationError

BANNER_LETTERS = 500


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_new_customers = fields.Boolean(
        string="Allow New Customers",
        help="Whoever becomes a customer from now on may view invoices online without "
        "being allowed one by one. Customers you already have stay as they are.",
    )
    customer_zone_banner = fields.Text(
        string="Message to Customers",
        translate=True,
        help="Shown at the top of every page of the Customer Zone, as plain text.",
    )

    @api.constrains("customer_zone_banner")
    def _check_customer_zone_banner(self):
        """Keep the message short enough for a phone."""
        for company in self:
            if len(company.customer_zone_banner or "") > BANNER_LETTERS:
                raise ValidationError(
                    self.env._(
                        "The message to customers has at most %(most)s characters.",
                        most=BANNER_LETTERS,
                    )
                )
