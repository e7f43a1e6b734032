from odoo import fields, models


class CustomerZoneReminderStep(models.Model):
    _name = "customer.zone.reminder.step"
    _description = "Customer Zone Reminder Step"
    _order = "company_id, days"
    _rec_name = "days"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    days = fields.Integer(
        string="Days after Due",
        required=True,
        default=7,
        help="The reminder is sent when an invoice, or an instalment of it, is overdue "
        "for so many days.",
    )
    template_id = fields.Many2one(
        "mail.template",
        string="E-mail",
        required=True,
        domain="[('model', '=', 'account.move')]",
        default=lambda self: self._default_template(),
        ondelete="restrict",
    )

    _one_per_day = models.Constraint(
        "UNIQUE (company_id, days)", "There is a reminder for that number of days."
    )
    _days_sensible = models.Constraint(
        "CHECK (days BETWEEN 1 AND 365)",
        "Reminders are sent 1 to 365 days after the due date.",
    )

    def _default_template(self):
        return self.env.ref("customer_zone.mail_template_reminder", False)
