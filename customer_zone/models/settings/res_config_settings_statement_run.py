from odoo import api, fields, models

from ...statement import company_today
from ...statement.sending_days import SendingDays
from ...statement.writing import Writing


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_zone_statements = fields.Boolean(
        related="company_id.customer_zone_statements", readonly=False
    )
    customer_zone_statement_every = fields.Selection(
        related="company_id.customer_zone_statement_every",
        readonly=False,
        required=True,
    )
    customer_zone_statement_day = fields.Integer(
        related="company_id.customer_zone_statement_day", readonly=False
    )
    customer_zone_statement_weekday = fields.Selection(
        related="company_id.customer_zone_statement_weekday",
        readonly=False,
        required=True,
    )
    customer_zone_statement_kind = fields.Selection(
        related="company_id.customer_zone_statement_kind",
        readonly=False,
        required=True,
    )
    customer_zone_statement_least = fields.Monetary(
        related="company_id.customer_zone_statement_least",
        currency_field="currency_id",
        readonly=False,
    )
    customer_zone_statement_only_overdue = fields.Boolean(
        related="company_id.customer_zone_statement_only_overdue", readonly=False
    )
    customer_zone_statement_audience = fields.Selection(
        related="company_id.customer_zone_statement_audience",
        readonly=False,
        required=True,
    )
    customer_zone_statement_pdf = fields.Boolean(
        related="company_id.customer_zone_statement_pdf", readonly=False
    )
    customer_zone_statement_template_id = fields.Many2one(
        related="company_id.customer_zone_statement_template_id", readonly=False
    )
    customer_zone_statement_next = fields.Char(
        string="Next Statements", compute="_compute_customer_zone_statement_next"
    )

    @api.depends(
        "company_id",
        "customer_zone_statement_every",
        "customer_zone_statement_day",
        "customer_zone_statement_weekday",
    )
    def _compute_customer_zone_statement_next(self):
        """Say when statements leave next, and which period they are about."""
        writing = Writing(self.env)
        for settings in self:
            day = settings.customer_zone_statement_day
            if not 1 <= day <= 31:
                settings.customer_zone_statement_next = ""
                continue
            days = SendingDays(
                every=settings.customer_zone_statement_every,
                day=day,
                weekday=int(settings.customer_zone_statement_weekday),
            )
            sending = days.following(company_today(settings.company_id))
            first, last = days.period(sending)
            settings.customer_zone_statement_next = self.env._(
                "Next on %(day)s, for %(first)s to %(last)s.",
                day=writing.day(sending),
                first=writing.day(first),
                last=writing.day(last),
            )
