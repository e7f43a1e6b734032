from datetime import date, timedelta
from decimal import Decimal

from odoo import Command
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

    def test_the_mock_ledger_gives_the_figures_of_the_mock(self):
        """M-16: the example customer as on 16 November 2026."""
        self._write_example()
        section = self._home(self._activity("2026-11-16", "2026-09-01"))
        sums = section.totals
        self.assertEqual(section.opening, Decimal("9870.00"))
        self.assertEqual(
            (sums.invoiced, sums.credited, sums.paid, sums.refunded, sums.other),
            (
                Decimal("33350.00"),
                Decimal("-2311.50"),
                Decimal("-12845.00"),
                Decimal("115.00"),
                Decimal("0.00"),
            ),
        )
        self.assertEqual(sums.charges, Decimal("33465.00"))
        self.assertEqual(sums.credits, Decimal("15156.50"))
        self.assertEqual(section.closing, Decimal("28178.50"))
        self.assertEqual(
            [line.balance for line in section.lines],
            [
                Decimal(balance)
                for balance in (
                    "5385 23785 23900 27120 25682.50 18322.50 26027.50 25153.50 "
                    "24153.50 26798.50 28178.50"
                ).split()
            ],
        )
        self.assertAddsUp(section)
        still = self._home(self._open("2026-11-16"))
        figures = still.figures
        self.assertEqual(
            [bucket.amount for bucket in figures.ageing.buckets],
            [17250, Decimal("7302.50"), 2185, 0, 3315, 0],
        )
        self.assertEqual(figures.available_credit, 1874)
        self.assertEqual(figures.overdue, Decimal("12802.50"))
        self.assertEqual(figures.oldest_overdue_days, 95)
        self.assertEqual(
            [line.balance for line in still.lines],
            [
                Decimal(balance)
                for balance in (
                    "3315 5500 8720 12802.50 20507.50 23152.50 24532.50 30052.50 "
                    "29178.50 28178.50"
                ).split()
            ],
        )
        self.assertAddsUp(still)

    def _write_example(self):
        """Write the example customer's ledger."""
        oldest = self._invoice(9315, "2026-07-14", due="2026-08-13", ref="PO 4417")
        first = self._payment(6000, "2026-08-20")
        self._match("2026-08-20", oldest, first)
        august = self._invoice(2185, "2026-08-28", due="2026-09-27")
        settled = self._invoice(4370, "2026-07-20", due="2026-08-19")
        paid = self._payment(4485, "2026-09-09")
        self._match("2026-09-09", settled, paid)
        parts = self._invoice(18400, "2026-09-14")
        parts.button_draft()
        parts.invoice_payment_term_id = self._three_parts()
        parts.action_post()
        back = self._payment(115, "2026-09-14", payment_type="outbound")
        self._match("2026-09-14", paid, back)
        self._invoice(3220, "2026-10-02", due="2026-11-01", ref="PO 4446")
        credit = self._credit_note(1437.50, "2026-10-06")
        self._match("2026-10-06", parts, credit)
        money = self._payment(7360, "2026-10-13")
        self._match("2026-10-13", parts, money)
        self._invoice(7705, "2026-10-20", due="2026-11-19")
        self._credit_note(874, "2026-10-28")
        self._payment(1000, "2026-10-30")
        self._invoice(2645, "2026-11-05", due="2026-12-05")
        self._invoice(1380, "2026-11-12", due="2026-12-12")
        self.assertEqual(august.amount_residual, 2185)

    def _three_parts(self):
        return self.env["account.payment.term"].create(
            {
                "name": "40, 30 and 30 percent",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": part, "nb_days": days}
                    )
                    for part, days in ((40, 30), (30, 61), (30, 91))
                ],
            }
        )
