from decimal import Decimal

from odoo import Command
from odoo.tests import tagged

from .statement_common import StatementCommon


@tagged("post_install", "-at_install")
class TestStatementExample(StatementCommon):
    """M-16: one customer's ledger as on 16 November 2026, worked out by hand."""

    def setUp(self):
        """Write the example customer's ledger."""
        super().setUp()
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
                    Command.create(
                        {"value": "percent", "value_amount": part, "nb_days": days}
                    )
                    for part, days in ((40, 30), (30, 61), (30, 91))
                ],
            }
        )

    def test_the_activity_of_the_example_is_right_to_the_cent(self):
        """M-16: opening, totals by sort and every running balance."""
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

    def test_the_open_items_of_the_example_are_right_to_the_cent(self):
        """M-16: ageing, overdue, credit and every running total."""
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
