from odoo import api, fields, models

from ...statement import company_today


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

    @api.onchange("customer_zone_reminders")
    def _onchange_customer_zone_reminders(self):
        """Show the day from which on customers are reminded."""
        if self.customer_zone_reminders and not self.customer_zone_reminder_since:
            self.customer_zone_reminder_since = company_today(self.company_id)
