from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_enabled = fields.Boolean(
        string="Customer Zone",
        help="Customers open, print and pay their invoices from the link in the "
        "invoice e-mail.",
    )
    customer_zone_mode = fields.Selection(
        selection=[
            ("documents", "Invoices only"),
            ("history", "Invoices and account history"),
        ],
        string="What Customers See",
        default="history",
        required=True,
    )
    customer_zone_link_days = fields.Integer(
        string="Link Life",
        default=90,
        help="Number of days an e-mailed link works, counted from the last time it "
        "was sent.",
    )

    @api.constrains("customer_zone_link_days")
    def _check_customer_zone_link_days(self):
        """Keep the life of links between one day and ten years."""
        for company in self:
            if not 1 <= company.customer_zone_link_days <= 3650:
                raise ValidationError(
                    self.env._("Links must work for at least 1 and at most 3650 days.")
                )
