from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields

from .common import ZoneCommon

WORK = "odoo.addons.customer_zone.models.statement.customer_zone_statement_run_work"
PDF = b"%PDF-1.4 the statement"
TODAY = "2026-12-01"


class Killed(BaseException):
    """What ends a worker in the middle of its work."""


class StatementRunCommon(ZoneCommon):
    """A company that sends statements on the 1st, and two customers who owe."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As the schedule does it.
        root = cls.env.ref("base.user_root")
        cls.runs = cls.env["customer.zone.statement.run"].with_user(root)
        cls.lines = cls.env["customer.zone.statement.run.line"].with_user(root)
        cls.sent = cls.env["customer.zone.statement.sent"].sudo()
        cls.env["res.company"].search([("id", "!=", cls.company.id)]).write(
            {"customer_zone_statements": False}
        )
        cls.company.write(
            {
                "customer_zone_statements": True,
                "customer_zone_statement_since": "2026-01-01",
                "customer_zone_statement_pdf": False,
                "customer_zone_statement_kind": "open",
            }
        )
        cls.invoice.button_draft()
        cls.invoice.button_cancel()
        cls.debt = cls._owe(cls.customer, 300.0)
        cls.other_debt = cls._owe(cls.other_customer, 80.0)

    @classmethod
    def _owe(cls, customer, amount, due="2026-11-20", **values):
        return cls._invoice(
            customer,
            amount,
            invoice_date="2026-11-03",
            invoice_date_due=due,
            invoice_payment_term_id=False,
            **values,
        )

    @classmethod
    def _owing(cls, number):
        """Return so many more customers who owe."""
        found = cls.env["res.partner"]
        for index in range(number):
            customer = cls._contact(f"Owing {index:02}", is_company=True)
            customer.customer_zone_allowed = True
            cls._owe(customer, 100.0 + index)
            found |= customer
        return found

    @contextmanager
    def _day(self, day=TODAY):
        with freeze_time(f"{day} 08:00:00"):
            yield

    @contextmanager
    def _no_commit(self, stop_after=None):
        """Let steps be counted and not committed; time may run out after some."""

        def step(_self, processed=0, *, remaining=None, deactivate=False):
            self.env.flush_all()
            self.env.invalidate_all()
            self.committed.close(rollback=False)
            self.committed = self.env.cr.savepoint()
            self.steps.append(processed)
            done = sum(1 for one in self.steps if one)
            return 0 if stop_after and done >= stop_after else 60

        self.steps, self.committed = [], self.env.cr.savepoint()
        crons = type(self.env["ir.cron"])
        with patch.object(crons, "_commit_progress", step):
            yield
        self.committed.close(rollback=False)

    def _run(self, day=TODAY, stop_after=None):
        """Run what the schedule runs on a day; return the newest run."""
        with self._day(day), self._no_commit(stop_after):
            self.runs._cron_send()
        self.env.invalidate_all()
        return self.runs.search([], limit=1)

    def _run_killed(self, day=TODAY):
        """Run until the worker is killed; what was not committed is lost."""
        try:
            with self._day(day), self._no_commit():
                self.runs._cron_send()
        except Killed:
            # Not `assertRaises`, which would undo the committed steps as well.
            killed = True
        else:
            killed = False
        self.assertTrue(killed)
        self.committed.close(rollback=True)
        self.env.invalidate_all()
        return self.runs.search([], limit=1)

    @contextmanager
    def _quick_pdf(self):
        """Let every PDF be the same few bytes; what is in one is proven elsewhere."""
        statements = type(self.env["customer.zone.statement"])
        with patch.object(statements, "_zone_statement_pdf", lambda *_arguments: PDF):
            yield

    def _mails(self):
        return self.env["mail.mail"].sudo().search([], order="id") - self.old_mails

    def setUp(self):
        super().setUp()
        self.old_mails = self.env["mail.mail"].sudo().search([])

    def _line(self, run, customer):
        return run.line_ids.filtered(lambda line: line.customer_id == customer)

    def _states(self, run):
        """Return state and reason by customer."""
        return {line.customer_id: (line.state, line.why or "") for line in run.line_ids}

    def _ago(self, days):
        return fields.Date.to_date(TODAY) - timedelta(days=days)
