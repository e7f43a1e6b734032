from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_zone_reminders = fields.Boolean(
        related="company_id.customer_zone_reminders", readonly=False
    )
    customer_zone_reminder_least = fields.Monetary(
        related="company_id.customer_zone_reminder_least",
        currency_field="currency_id",
        readonly=False,
    )
    customer_zone_reminder_since = fields.Date(
        related="company_id.customer_zone_reminder_since", readonly=False
    )
