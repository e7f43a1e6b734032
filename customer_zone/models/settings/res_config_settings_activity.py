from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_zone_sent_only = fields.Boolean(
        related="company_id.customer_zone_sent_only", readonly=False
    )
    customer_zone_keep = fields.Integer(
        related="company_id.customer_zone_keep", readonly=False
    )
    customer_zone_tell_seller = fields.Boolean(
        related="company_id.customer_zone_tell_seller", readonly=False
    )
