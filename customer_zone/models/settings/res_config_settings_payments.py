from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_zone_part_payments = fields.Boolean(
        related="company_id.customer_zone_part_payments", readonly=False
    )
    customer_zone_part_floor = fields.Monetary(
        related="company_id.customer_zone_part_floor",
        currency_field="currency_id",
        readonly=False,
    )
    customer_zone_net_credit = fields.Boolean(
        related="company_id.customer_zone_net_credit", readonly=False
    )
