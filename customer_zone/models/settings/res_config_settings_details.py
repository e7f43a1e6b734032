from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_zone_change_contact = fields.Boolean(
        related="company_id.customer_zone_change_contact", readonly=False
    )
    customer_zone_change_language = fields.Boolean(
        related="company_id.customer_zone_change_language", readonly=False
    )
    customer_zone_change_company = fields.Boolean(
        related="company_id.customer_zone_change_company", readonly=False
    )
    customer_zone_change_billing = fields.Boolean(
        related="company_id.customer_zone_change_billing", readonly=False
    )
    customer_zone_change_delivery = fields.Boolean(
        related="company_id.customer_zone_change_delivery", readonly=False
    )
    customer_zone_change_people = fields.Boolean(
        related="company_id.customer_zone_change_people", readonly=False
    )
