from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...statement import company_today
from ...statement.sending_days import MONTH, WEEK, SendingDays

# Changing one of these must not send at once what the new day has missed.
DAY_FIELDS = {
    "customer_zone_statements",
    "customer_zone_statement_every",
    "customer_zone_statement_day",
    "customer_zone_statement_weekday",
}
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_statements = fields.Boolean(
        string="Scheduled Statements",
        help="Customers are e-mailed their statement of account on a schedule.",
    )
    customer_zone_statement_every = fields.Selection(
        selection=[(MONTH, "Every month"), (WEEK, "Every week")],
        string="Statements Are Sent",
        default=MONTH,
        required=True,
    )
    customer_zone_statement_day = fields.Integer(
        string="Statement Day",
        default=1,
        help="Day of the month, 1 to 31; shorter months have it on their last day. A "
        "statement is true at the end of the day before: those of the 1st show the "
        "month that just ended.",
    )
    customer_zone_statement_weekday = fields.Selection(
        selection=WEEKDAYS, string="Statement Weekday", default="0", required=True
    )
    customer_zone_statement_since = fields.Date(
        help="No statement of a sending day before this one is sent."
    )
    customer_zone_statement_kind = fields.Selection(
        selection=[("open", "What is owed"), ("activity", "All activity")],
        string="Kind of Statement",
        default="activity",
        required=True,
    )
    customer_zone_statement_least = fields.Monetary(
        string="Smallest Balance of a Statement",
        help="Customers who owe less get no statement. Zero: whoever has something on "
        "the statement gets it, also when nothing is owed.",
    )
    customer_zone_statement_only_overdue = fields.Boolean(
        string="Statements Only When Overdue"
    )
    customer_zone_statement_audience = fields.Selection(
        selection=[
            ("allowed", "Customers of the zone"),
            ("email", "All with e-mail address"),
        ],
        string="Statements Go To",
        default="allowed",
        required=True,
    )
    customer_zone_statement_pdf = fields.Boolean(
        string="Attach the Statement as PDF",
        default=True,
        help="Without it the e-mail has the link to the statement in the zone alone: "
        "only customers who see it there get one.",
    )
    customer_zone_statement_template_id = fields.Many2one(
        "mail.template",
        string="Statement E-mail",
        domain="[('model', '=', 'res.partner')]",
        ondelete="set null",
    )

    @api.constrains("customer_zone_statement_day", "customer_zone_statement_least")
    def _check_customer_zone_statement_schedule(self):
        """Keep the day within a month and the smallest balance at zero or more."""
        for company in self:
            if not 1 <= company.customer_zone_statement_day <= 31:
                raise ValidationError(
                    self.env._("The day statements are sent is one from 1 to 31.")
                )
            least = company.customer_zone_statement_least
            if company.currency_id.compare_amounts(least, 0) < 0:
                raise ValidationError(
                    self.env._("The smallest balance of a statement is not negative.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Let companies that start with scheduled statements begin today."""
        companies = super().create(vals_list)
        companies.filtered("customer_zone_statements")._zone_begin_statements()
        return companies

    def write(self, vals):
        """Begin anew on the day the schedule is switched on or its days change."""
        before = {company: company._zone_day_values() for company in self}
        result = super().write(vals)
        if DAY_FIELDS & set(vals) and "customer_zone_statement_since" not in vals:
            changed = self.filtered(
                lambda company: company._zone_day_values() != before[company]
            )
            changed._zone_begin_statements()
        return result

    def _zone_day_values(self):
        return tuple(self[name] for name in sorted(DAY_FIELDS))

    def _zone_begin_statements(self):
        for company in self.filtered("customer_zone_statements"):
            company.customer_zone_statement_since = company_today(company)

    def _zone_sending_days(self):
        """Return the ``SendingDays`` of this company's schedule."""
        self.ensure_one()
        return SendingDays(
            every=self.customer_zone_statement_every,
            day=self.customer_zone_statement_day,
            weekday=int(self.customer_zone_statement_weekday),
        )
