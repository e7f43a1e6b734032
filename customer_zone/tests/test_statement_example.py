from decimal import Decimal

from odoo.tests import tagged

from .statement_example import StatementExample


@tagged("post_install", "-at_install")
class TestStatementExample(StatementExample):
    """M-16: one customer's ledger as on 16 November 2026, worked out by hand."""

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
