import os
import random
from datetime import date, timedelta
from decimal import Decimal

from odoo.tests import tagged

from .settlement_common import SettlementCommon

# A small month by default; the full one has 500.
PAYMENTS = int(os.environ.get("SAGEPAY_MONTH_PAYMENTS", "31"))
METHODS = ("PNC", "PNC", "PNC", "PIS", "PNE", "PNP", "PNM", "PFX")
FIRST = date(2026, 3, 1)


@tagged("post_install", "-at_install")
class TestSettlementMonth(SettlementCommon):
    """A month at the gateway ends with books that hold what the gateway holds."""

    def setUp(self):
        super().setUp()
        self.account.day = FIRST
        self.random = random.Random(20260301)
        self.planted = []
        self.received = Decimal(0)
        self.booked = self.env["payment.transaction"]

    def test_a_month_closes_to_the_cent(self):
        """I1, I4, S-01, S-06, S-09, M-15, R-15: with exactly the planted exceptions."""
        files = [self.write_day(number) for number in range(31)]
        late = {11, 19}
        for number, data in enumerate(files):
            if number not in late:
                self.take_in(data)
        self.assertEqual(len(self.open_exceptions("day_missing")), 2)
        for number in sorted(late):
            self.take_in(files[number])
        before = self.lines.search_count([])
        self.take_in(files[7])
        self.assertEqual(self.lines.search_count([]), before)
        self.check_books()

    def write_day(self, number):
        """Let a day happen at the gateway; return its file."""
        if self.account.day.day == 1:
            self.account.move("NSF", "-75.00", "Service fee")
            self.account.move("VAT", "-11.25", "Value added tax")
        share = PAYMENTS // 31 + (number < PAYMENTS % 31)
        for _payment in range(share):
            self.write_payment()
        if number == 5:
            self.plant("deposit", "PCD", "210.00", "FNB OB PMT")
        if number == 9:
            self.plant("reversal", "PNR", "-40.00", "refund")
        if number == 22:
            self.plant("reversal", "PND", "-55.00", "dispute")
        self.account.move("PNU", "0.0000", "declined")
        if self.account.balance > 0:
            self.account.move("BTR", f"-{self.account.balance}", "Transfer to client")
        return self.account.close()

    def write_payment(self):
        """Let somebody pay: told in time, or never told."""
        amount = round(self.random.uniform(5, 3000), 2)
        code = self.random.choice(METHODS)
        lost = self.random.random() < 0.03
        if lost:
            tx, number = self.make_tx(self.make_invoice(amount)), None
        else:
            tx, number = self.paid_tx(amount)
        self.account.receive(tx, code=code, number=number)
        self.received += Decimal(f"{amount:.2f}")
        if lost and code == "PFX":
            # Nobody told us, and nobody knows what the code means.
            self.planted.append(("unclassified", round(amount, 2)))
        else:
            self.booked |= tx

    def plant(self, kind, code, amount, text):
        """Write a line that a person has to settle."""
        self.account.move(code, amount, text)
        self.planted.append((kind, float(amount)))
        if code == "PCD":
            self.received += Decimal(amount)

    def check_books(self):
        """Compare journal, receipts, tax and list with what the gateway did."""
        self.assertAgrees()
        self.assertFalse(self.open_exceptions("day_missing"))
        for tx in self.booked:
            self.assertPaidOnce(tx)
            self.assertTrue(tx.payment_id.is_matched)
            self.assertEqual(tx.invoice_ids.amount_residual, 0.0)
        rows = self.open_exceptions()
        listed = sorted((row.kind, row.amount) for row in rows)
        self.assertEqual(listed, sorted(self.planted))
        credits = sum(row.amount for row in rows if row.amount > 0)
        accounted = sum(self.booked.mapped("amount")) + credits
        self.assertEqual(Decimal(f"{accounted:.2f}"), self.received)
        days = self.days.search([])
        self.assertEqual(len(days), 31)
        self.assertEqual(set(days.mapped("state")), {"imported"})
        self.assertTrue(all(days.mapped("is_balanced")))
        self.assertTrue(all(days.statement_id.mapped("is_valid")))
        tax = self.sagepay.sagepay_fee_tax_id
        items = days.line_ids.statement_line_id.line_ids
        taxed = items.filtered(lambda item: item.tax_line_id == tax)
        self.assertEqual(sum(taxed.mapped("balance")), 11.25)
        self.assertEqual(days[:1].date, FIRST + timedelta(days=30))
