from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_zone_enabled = fields.Boolean(
        related="company_id.customer_zone_enabled", readonly=False
    )
    customer_zone_mode = fields.Selection(
        related="company_id.customer_zone_mode", readonly=False, required=True
    )
    customer_zone_link_days = fields.Integer(
        related="company_id.customer_zone_link_days", readonly=False
    )
    customer_zone_ask_code = fields.Boolean(
        related="company_id.customer_zone_ask_code", readonly=False
    )
    customer_zone_code_days = fields.Integer(
        related="company_id.customer_zone_code_days", readonly=False
    )
    customer_zone_contact_scope = fields.Selection(
        related="company_id.customer_zone_contact_scope", readonly=False, required=True
    )
