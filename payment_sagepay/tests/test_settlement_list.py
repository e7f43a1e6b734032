from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementList(SettlementCommon):
    """What a person has to settle: listed once, with what to do, never forced."""

    def only(self, kind):
        """Return the one row on the list, which is of this kind."""
        row = self.open_exceptions()
        self.assertEqual(row.mapped("kind"), [kind])
        self.assertTrue(row.advice)
        return row

    def test_a_receipt_nobody_asked_for_is_listed(self):
        """S-06, C-09, I4: the money is on suspense and on the list."""
        self.account.move("PNC", "80.00", "UNKNOWN-1", extra="UNKNOWN-1")
        self.take_in()
        row = self.only("not_in_books")
        self.assertEqual(row.amount, 80.0)
        self.assertFalse(row.line_id.statement_line_id.is_reconciled)
        self.assertAgrees()

    def test_same_amounts_are_never_mixed_up(self):
        """S-04: two payments of one amount, one day and one customer."""
        first, one = self.paid_tx(100.0)
        second, two = self.paid_tx(100.0)
        self.account.receive(second, number=two)
        day = self.take_in()
        self.assertEqual(day.line_ids.transaction_id, second)
        self.assertFalse(first.payment_id.is_matched)
        self.account.receive(first, number=one)
        self.take_in()
        self.assertTrue(first.payment_id.is_matched)
        self.assertAgrees()

    def test_an_amount_alone_matches_nothing(self):
        """S-04"""
        self.make_tx(self.make_invoice(100.0))
        self.account.move("PCD", "100.00", "FNB OB PMT")
        self.take_in()
        row = self.only("deposit")
        self.assertFalse(row.invoice_id)
        self.assertFalse(row.transaction_id)

    def test_an_ending_in_common_is_no_match(self):
        """S-04: number 1231 is not trace 57830.40001231."""
        tx, _number = self.paid_tx(100.0, number="40001231")
        self.account.move("PNC", "100.00", "", number="1231")
        self.take_in()
        self.only("not_in_books")
        self.assertFalse(tx.payment_id.is_matched)

    def test_a_line_that_names_two_payments_names_none(self):
        """S-04"""
        first, number = self.paid_tx(100.0)
        second = self.make_tx(self.make_invoice(100.0))
        self.account.receive(second, number=number)
        self.take_in()
        self.only("not_in_books")
        self.assertFalse(first.payment_id.is_matched)
        self.assertNotPaid(second)

    def test_the_reference_is_found_in_the_description_as_a_whole_word(self):
        """S-06"""
        tx = self.make_tx(self.make_invoice(100.0))
        longer = f"{tx.reference}X"
        self.account.move("PNC", "100.00", f"ACME {longer}")
        self.take_in()
        self.only("not_in_books").action_close()
        self.account.move("PNC", "100.00", f"ACME, {tx.reference}.")
        self.take_in()
        self.assertPaidOnce(tx)

    def test_another_amount_is_listed_and_never_forced(self):
        """S-08, N-06: net of a fee, or a bank's mistake."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number, amount="96.50")
        self.take_in()
        row = self.only("amount_differs")
        self.assertEqual(row.transaction_id, tx)
        self.assertFalse(tx.payment_id.is_matched)
        self.assertAgrees()

    def test_one_payment_is_settled_by_one_line(self):
        """I1: a second receipt of the same payment is a credit to give back."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        self.account.receive(tx)
        self.take_in()
        row = self.only("paid_twice")
        self.assertTrue(tx.payment_id.is_matched)
        self.assertPaidOnce(tx)
        self.assertTrue(row.activity_ids)

    def test_what_went_back_is_listed_with_its_payment(self):
        """S-09, M-15: the invoice stays as it is until the accountant says so."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        self.account.move("PND", "-100.00", tx.reference, extra=tx.reference)
        self.take_in()
        row = self.only("reversal")
        self.assertEqual(row.transaction_id, tx)
        self.assertEqual(row.amount, -100.0)
        self.assertTrue(row.activity_ids.user_id)
        self.assertEqual(tx.invoice_ids.amount_residual, 0.0)
        self.assertAgrees()

    def test_an_unknown_code_keeps_its_sign(self):
        """S-09"""
        self.account.move("PFX", "12.00", "?")
        self.account.move("ZZZ", "-5.00", "?")
        self.take_in()
        rows = self.open_exceptions("unclassified")
        self.assertEqual(sorted(rows.mapped("amount")), [-5.0, 12.0])
        self.assertAgrees()

    def test_a_new_way_of_paying_settles_what_was_proven(self):
        """S-09: codes of newer methods are not published; the receipt is known."""
        told, number = self.paid_tx(100.0)
        lost = self.make_tx(self.make_invoice(60.0))
        self.account.receive(told, code="PFX", number=number)
        self.account.receive(lost, code="PFX")
        self.take_in()
        self.assertTrue(told.payment_id.is_matched)
        self.assertNotPaid(lost)
        row = self.only("unclassified")
        self.assertEqual((row.transaction_id, row.amount), (lost, 60.0))
        self.assertAgrees()

    def test_one_number_for_a_payment_and_its_fee(self):
        """S-03: kept both; the next year it may stand for another payment."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        self.account.move("NSF", "-3.00", "fee", number=number)
        self.take_in()
        self.account.move("NSF", "-3.00", "fee", number=number)
        self.take_in()
        found = self.lines.search([("number", "=", number)])
        self.assertEqual(len(found), 3)
        self.assertAgrees()

    def test_a_corrected_day_adds_what_is_new_and_lists_what_changed(self):
        """S-02"""
        kept, one = self.paid_tx(100.0)
        added, two = self.paid_tx(30.0)
        self.account.receive(kept, number=one)
        self.account.move("PFX", "7.00", "as first told", number="77")
        first = self.account.close()
        self.take_in(first)
        self.account.day, self.account.lines = self.take_in(first).date, []
        self.account.balance = 0
        self.account.receive(kept, number=one)
        self.account.move("PFX", "8.00", "corrected", number="77")
        self.account.receive(added, number=two)
        day = self.take_in()
        self.assertEqual(len(day.line_ids), 4)
        self.assertTrue(added.payment_id.is_matched)
        self.assertEqual(self.open_exceptions("changed").line_id.amount, 7.0)
        self.assertEqual(self.open_exceptions("balance").amount, -7.0)
