import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..paynow.errors import Malformed
from ..paynow.statement import parse_statement
from ..paynow.statement_archive import statement_files

# So many lines are booked while the person waits; more are left to the schedule.
LINES_AT_ONCE = 1000


class SagepayStatementUpload(models.TransientModel):
    """A statement from the merchant portal, uploaded by hand: one day or a zip."""

    _name = "sagepay.statement.upload"
    _description = "Upload Sage Pay statements"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    journal_id = fields.Many2one("account.journal", compute="_compute_journal_id")
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()
    confirmed = fields.Boolean(
        string="This is the statement of this account",
        help="Needed where the file does not go on from a day that is in the books.",
    )

    @api.depends("company_id")
    def _compute_journal_id(self):
        """Show which journal the file is for."""
        for wizard in self:
            wizard.journal_id = wizard._provider_sudo().journal_id

    def _provider_sudo(self):
        """Return the Sage Pay provider of the company, one the user may work in."""
        self.company_id.check_access("read")
        # Providers are readable by system administrators only.
        providers_sudo = self.env["payment.provider"].sudo()
        return providers_sudo._sagepay_of_company(self.company_id).with_company(
            self.company_id.root_id
        )

    def action_upload(self):
        """Take all files in and book them, or none of them.

        :raise AccessError: for everybody but those who book payments
        :raise UserError: naming the file and the line at fault
        """
        self.ensure_one()
        self.env["sagepay.exception"]._require_bookkeeper()
        provider_sudo = self._provider_sudo()
        provider_sudo._sagepay_check_can_settle()
        days, lines = self._take_in_files(provider_sudo)
        if lines <= LINES_AT_ONCE:
            for day in days:
                day._book_all()
            days[:1]._watch(provider_sudo)
        else:
            cron = self.env.ref("payment_sagepay.cron_fetch_statements")
            # Starting the schedule early harms nobody.
            cron.sudo()._trigger()
        return self._open_days(days, lines)

    def _take_in_files(self, provider_sudo):
        """Store the files in the order of their days; return (days, new lines)."""
        days_sudo = provider_sudo.env["sagepay.statement.day"]
        lines = 0
        for date, name, data in self._files_by_day():
            try:
                days_sudo._check_date(provider_sudo, date)
                day, new = days_sudo._take_in(
                    provider_sudo, data, trust_start=self.confirmed
                )
            except UserError as error:
                raise UserError(
                    self.env._("%(file)s: %(fault)s", file=name, fault=error)
                ) from error
            days_sudo |= day
            lines += new
        return days_sudo, lines

    def _files_by_day(self):
        """Return [(date, name, bytes)], the oldest day first.

        :raise UserError: when a file is no statement
        """
        name = self.filename or "statement.txt"
        try:
            files = statement_files(base64.b64decode(self.file), name)
            dated = []
            for name, data in files:
                dated.append((parse_statement(data).date, name, data))
        except Malformed as error:
            raise UserError(
                self.env._("%(file)s: %(fault)s", file=name, fault=error)
            ) from error
        return sorted(dated)

    def _open_days(self, days, lines):
        """Return the action that says what came of the files and shows their days."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "payment_sagepay.action_sagepay_statement_day"
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if lines else "info",
                "sticky": not lines,
                "message": self._outcome(lines),
                "next": {**action, "domain": [("id", "in", days.ids)], "context": {}},
            },
        }

    def _outcome(self, lines):
        """Return one sentence about what the files brought. (S-01)"""
        if not lines:
            return self.env._(
                "Nothing new: every line of this upload was taken in before."
            )
        if lines > LINES_AT_ONCE:
            return self.env._(
                "%(lines)s new lines are stored and booked over the next minutes.",
                lines=lines,
            )
        if lines == 1:
            return self.env._("1 new line is booked.")
        return self.env._("%s new lines are booked.", lines)
