from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_sent_only = fields.Boolean(
        string="Only Documents That Were Sent",
        help="Customers see an invoice, credit note or quote only after it was sent or "
        "shared. Otherwise they see every document as soon as it is confirmed. The "
        "account, which is the figures of the Overview and the Statement, holds every "
        "posted entry either way, sent or not.",
    )
    customer_zone_keep = fields.Integer(
        string="Keep Activity",
        default=24,
        help="Number of months for which the zone keeps who opened what. Afterwards "
        "only totals per document are left. Zero: forever.",
    )
    customer_zone_tell_seller = fields.Boolean(
        string="Tell the Salesperson",
        default=True,
        help="The salesperson of the invoice gets a message when an online payment "
        "was booked.",
    )

    @api.constrains("customer_zone_keep")
    def _check_customer_zone_keep(self):
        """Keep activity for at most ten years, or forever."""
        for company in self:
            if not 0 <= company.customer_zone_keep <= 120:
                raise ValidationError(
                    self.env._("Activity is kept for 0 to 120 months.")
                )
