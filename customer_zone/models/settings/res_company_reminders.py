from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...statement import company_today

# What a company starts with, in days after the due date.
FIRST_STEPS = (7, 14, 30)


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_reminders = fields.Boolean(
        string="Overdue Reminders",
        help="Customers of the zone are reminded by e-mail of overdue invoices. Never "
        "of what is paid or about to be paid.",
    )
    customer_zone_reminder_least = fields.Monetary(
        string="Smallest Amount to Remind of",
        help="Invoices with less than this still open get no reminder.",
    )
    customer_zone_reminder_since = fields.Date(
        string="Due From",
        help="Nobody is reminded of what was due before this day.",
    )
    customer_zone_reminder_step_ids = fields.One2many(
        "customer.zone.reminder.step", "company_id", string="Reminder Steps"
    )

    @api.constrains("customer_zone_reminder_least")
    def _check_customer_zone_reminder_least(self):
        """Keep the smallest amount at zero or more."""
        for company in self:
            least = company.customer_zone_reminder_least
            if company.currency_id.compare_amounts(least, 0) < 0:
                raise ValidationError(
                    self.env._("The smallest amount to remind of cannot be negative.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Give companies that start with reminders their first steps."""
        companies = super().create(vals_list)
        companies.filtered("customer_zone_reminders")._zone_start_reminders()
        return companies

    def write(self, vals):
        """Give companies that begin to remind their first steps and a day to begin."""
        starting = self.filtered(lambda company: not company.customer_zone_reminders)
        result = super().write(vals)
        if vals.get("customer_zone_reminders"):
            starting._zone_start_reminders()
        if "customer_zone_reminder_since" in vals:
            self.filtered("customer_zone_reminders")._zone_begin_today()
        return result

    def _zone_begin_today(self):
        """Let reminding never begin with all the old debts at once."""
        for one in self.filtered(lambda one: not one.customer_zone_reminder_since):
            one.customer_zone_reminder_since = company_today(one)

    def _zone_start_reminders(self):
        """Begin today, with sensible steps."""
        # Settings are written by administrators who need not be accountants.
        steps_sudo = self.env["customer.zone.reminder.step"].sudo()
        self._zone_begin_today()
        for company in self:
            if not company.sudo().customer_zone_reminder_step_ids:
                steps_sudo.create(
                    [{"company_id": company.id, "days": days} for days in FIRST_STEPS]
                )
