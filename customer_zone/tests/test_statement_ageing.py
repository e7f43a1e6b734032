from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.customer_zone.statement import Basis, Unit, read_figures

from .statement_common import StatementCommon

AS_AT = date(2026, 11, 16)


@tagged("post_install", "-at_install")
class TestStatementAgeing(StatementCommon):
    """How old what is owed is; M-16: the rows add up to the balance."""

    def _amounts(self, basis=Basis.DUE, unit=Unit.DAYS, to=AS_AT):
        (figures,) = read_figures(
            self.customer, self.company, to, basis=basis, unit=unit
        )
        self.assertEqual(figures.ageing.total, figures.balance)
        return [bucket.amount for bucket in figures.ageing.buckets]

    def test_days_after_the_due_date_fall_in_the_row_that_names_them(self):
        edges = (-1, 0, 1, 30, 31, 60, 61, 90, 91, 120, 121, 400)
        for power, days in enumerate(edges):
            due = AS_AT - timedelta(days=days)
            self._entry(2**power, "2025-01-01")
            self._last_item().date_maturity = due
        self.assertEqual(self._amounts(), [3, 12, 48, 192, 768, 3072])

    def _last_item(self):
        return self.env["account.move.line"].search(
            [("account_id", "=", self.receivable.id)], order="id desc", limit=1
        )

    def test_calendar_months_count_from_the_month_of_the_date(self):
        for power, due in enumerate(
            (
                "2026-12-01",
                "2026-11-01",
                "2026-10-31",
                "2026-10-01",
                "2026-09-30",
                "2026-08-01",
                "2026-07-15",
                "2026-06-30",
                "2025-11-16",
            )
        ):
            self._entry(2**power, "2025-01-01")
            self._last_item().date_maturity = due
        self.assertEqual(self._amounts(unit=Unit.MONTHS), [3, 12, 16, 32, 64, 384])

    def test_the_age_counts_from_the_invoice_date_when_asked(self):
        self._invoice(100, "2026-10-10", due="2026-12-31")
        self.assertEqual(self._amounts(), [100, 0, 0, 0, 0, 0])
        self.assertEqual(self._amounts(basis=Basis.INVOICE), [0, 0, 100, 0, 0, 0])

    def test_leap_day_and_year_end_are_ordinary_days(self):
        """S-11: 29 February and 31 December neither gain nor lose a day."""
        self._invoice(1, "2028-02-28", due="2028-02-28")
        self._invoice(10, "2028-02-29", due="2028-02-29")
        self.assertEqual(self._amounts(to=date(2028, 2, 29))[:2], [10, 1])
        self.assertEqual(self._amounts(to=date(2028, 3, 30))[1:3], [10, 1])
        self._invoice(100, "2028-12-31", due="2028-12-31")
        self.assertEqual(self._amounts(to=date(2028, 12, 31))[0], 100)
        self.assertEqual(self._amounts(to=date(2029, 1, 1))[1], 100)

    def test_a_row_of_the_ageing_can_be_opened(self):
        for days in (5, 10, 40):
            day = (AS_AT - timedelta(days=days)).isoformat()
            self._invoice(days, day)
        self._payment(3, "2026-11-01")
        for bucket, residuals in ((1, [10, 5]), (2, [40]), (0, []), (-1, [-3])):
            section = self._home(self._open("2026-11-16", bucket=bucket))
            self.assertEqual([line.residual for line in section.lines], residuals)
            self.assertEqual(section.line_count, len(residuals))
            self.assertEqual(section.closing, 52)
            self.assertEqual(section.carried_forward, sum(residuals))
