from contextlib import contextmanager
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from .common import ZoneCommon


class ReminderCommon(ZoneCommon):
    """A company that reminds 7, 14 and 30 days after the due date."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As the schedule does it.
        root = cls.env.ref("base.user_root")
        cls.reminders = cls.env["customer.zone.reminder"].with_user(root)
        cls.company.write(
            {
                "customer_zone_reminders": True,
                "customer_zone_reminder_since": "2020-01-01",
            }
        )
        cls.env["res.company"].search([("id", "!=", cls.company.id)]).write(
            {"customer_zone_reminders": False}
        )

    def _due(self, invoice, days):
        """Let all that is open of an invoice be overdue for so many days."""
        date = fields.Date.today() - timedelta(days=days)
        terms = invoice.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        terms.date_maturity = date
        invoice.invoice_date_due = date

    def _pay(self, invoice):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({})._create_payments()

    @contextmanager
    def _day(self, day):
        with freeze_time(f"{day} 10:00:00"):
            yield

    def _run(self):
        """Run what the schedule runs; return the invoices that were reminded of."""
        known = self.reminders.search([])
        for company_id, rows in self._found():
            for row in rows:
                self.reminders._try_one(company_id, row[0])
        self.env.invalidate_all()
        return (self.reminders.search([]) - known).move_id

    def _found(self):
        yield self.company, self.reminders._find_due(self.company)
