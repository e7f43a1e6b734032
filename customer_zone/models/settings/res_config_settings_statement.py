from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_zone_ageing_basis = fields.Selection(
        related="company_id.customer_zone_ageing_basis", readonly=False, required=True
    )
    customer_zone_ageing_unit = fields.Selection(
        related="company_id.customer_zone_ageing_unit", readonly=False, required=True
    )
