from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementButtons(SettlementCommon):
    """Each row of the list has the button that settles it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = new_test_user(
            cls.env,
            login="settlement-bookkeeper",
            groups="account.group_account_invoice",
            company_id=cls.sagepay.company_id.id,
            company_ids=[(6, 0, cls.sagepay.company_id.ids)],
        )

    def row(self, kind):
        """Return the one row of this kind, as the bookkeeper sees it."""
        row = self.open_exceptions(kind)
        self.assertEqual(len(row), 1)
        return row.with_user(self.bookkeeper).sudo(False)

    def test_a_deposit_is_suggested_and_matched_in_one_click(self):
        """By reference and amount; Odoo's own statement group is not needed."""
        invoice = self.make_invoice(345.0)
        self.make_invoice(345.0)
        self.account.move("PCD", "345.00", f"{invoice.name} THANKS")
        self.take_in()
        row = self.row("deposit")
        self.assertEqual(row.invoice_id, invoice)
        self.assertEqual(row.partner_id, self.customer)
        self.assertIn(f"{invoice.name} is proposed", row.advice)
        row.action_match()
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(row.state, "done")
        self.assertTrue(row.line_id.sudo().statement_line_id.is_reconciled)
        self.assertAgrees()
        self.assertFalse(self.open_exceptions())

    def test_money_without_an_invoice_goes_on_account(self):
        self.account.move("PCD", "50.00", "july")
        self.take_in()
        row = self.row("deposit")
        with self.assertRaises(UserError):
            row.action_match()
        row.partner_id = self.customer
        row.action_match()
        bank_line = row.line_id.sudo().statement_line_id
        credit = bank_line.line_ids.filtered(
            lambda item: item.account_id.account_type == "asset_receivable"
        )
        self.assertEqual(credit.amount_residual, -50.0)
        self.assertEqual(credit.partner_id, self.customer)
        self.assertEqual(bank_line.partner_id, self.customer)

    def test_money_that_went_back_opens_the_invoice_again(self):
        """M-15"""
        tx, number = self.paid_tx(100.0)
        invoice = tx.invoice_ids
        self.account.receive(tx, number=number)
        self.account.move("PND", "-100.00", tx.reference, extra=tx.reference)
        self.take_in()
        row = self.row("reversal")
        task = row.sudo().activity_ids
        row.action_reopen_invoice()
        self.assertEqual(invoice.amount_residual, 100.0)
        self.assertEqual(invoice.payment_state, "not_paid")
        self.assertFalse(task.exists().filtered("active"))
        self.assertAgrees()

    def test_a_part_that_went_back_opens_that_part(self):
        """M-15"""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        self.account.move("PNR", "-30.00", tx.reference, extra=tx.reference)
        self.take_in()
        self.row("reversal").action_reopen_invoice()
        self.assertEqual(tx.invoice_ids.amount_residual, 30.0)
        self.assertAgrees()

    def test_an_unknown_line_goes_to_the_chosen_account(self):
        self.account.move("INR", "4.00", "Interest")
        self.take_in()
        row = self.row("unclassified")
        row.account_id = self.company_data["default_account_revenue"]
        row.action_book()
        items = row.line_id.sudo().statement_line_id.line_ids
        self.assertIn(row.account_id, items.account_id)
        self.assertFalse(self.open_exceptions())

    def test_a_receipt_that_was_booked_meanwhile_is_settled_instead(self):
        """I1, S-06: no account takes money that a receipt in the books waits for."""
        tx = self.make_tx(self.make_invoice(60.0))
        number = self.account.receive(tx, code="PFX")
        self.take_in()
        row = self.row("unclassified")
        self.pay(tx, trace=f"57830.{number}")
        self.assertPaidOnce(tx)
        row.account_id = self.company_data["default_account_revenue"]
        row.action_book()
        self.assertTrue(tx.payment_id.is_matched)
        items = row.line_id.sudo().statement_line_id.line_ids
        self.assertNotIn(row.account_id, items.account_id)
        self.assertEqual(row.state, "done")
        self.assertAgrees()

    def test_a_row_is_settled_once(self):
        """S-05, R-03: the second click is told so and books nothing."""
        self.account.move("PCD", "50.00", "july")
        self.take_in()
        row = self.row("deposit")
        row.partner_id = self.customer
        row.action_match()
        with self.assertRaises(UserError):
            row.action_match()

    def test_others_cannot_press_the_buttons(self):
        """A-01: reading the list is not settling it."""
        self.account.move("PCD", "50.00", "july")
        self.take_in()
        reader = new_test_user(
            self.env,
            login="settlement-reader",
            groups="account.group_account_readonly",
            company_id=self.sagepay.company_id.id,
            company_ids=[(6, 0, self.sagepay.company_id.ids)],
        )
        row = self.open_exceptions("deposit").with_user(reader).sudo(False)
        self.assertTrue(row.read(["summary", "advice", "amount"]))
        for press in (row.action_match, row.action_book, row.action_close):
            with self.assertRaises(AccessError):
                press()

    def test_the_opening_balance_is_booked_in_one_click(self):
        """A merchant who has used the gateway before has money there."""
        self.account.balance += 1000
        self.account.move("PCD", "50.00", "july")
        day = self.take_in()
        self.assertFalse(day.is_balanced)
        row = self.row("balance")
        self.assertEqual(row.amount, 1000.0)
        row.action_book_opening()
        self.assertTrue(day.is_balanced)
        self.assertAgrees()
        self.assertEqual(row.state, "done")

    def test_what_happened_cannot_be_changed_by_hand(self):
        """A-01: choosing is allowed, rewriting is not."""
        self.account.move("PCD", "50.00", "july")
        self.take_in()
        row = self.row("deposit")
        row.partner_id = self.customer
        for values in ({"state": "done"}, {"amount": 1.0}, {"line_id": False}):
            with self.assertRaises(AccessError):
                row.write(values)

    def test_the_invoice_of_another_customer_is_refused(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        invoice = self.make_invoice(50.0, partner=stranger)
        self.account.move("PCD", "50.00", "july")
        self.take_in()
        row = self.row("deposit")
        row.write({"partner_id": self.customer.id, "invoice_id": invoice.id})
        with self.assertRaises(UserError):
            row.action_match()
        self.assertEqual(invoice.amount_residual, 50.0)

    def test_a_difference_is_listed_on_the_day_it_begins(self):
        """Not again every day after; and gone with its cause."""
        self.account.balance += 1000
        for _day in range(3):
            self.account.move("PCD", "50.00", "july")
            self.take_in()
        row = self.row("balance")
        self.assertEqual(str(row.date), "2026-03-02")
        row.action_book_opening()
        self.assertFalse(self.open_exceptions("balance"))
        self.assertTrue(all(self.days.search([]).mapped("is_balanced")))

    def test_a_day_that_is_still_being_booked_hides_no_difference(self):
        """O-10: what is listed already is not listed again on the day after it."""
        self.account.balance += 1000
        self.account.move("PCD", "50.00", "july")
        self.take_in()
        self.account.move("PFX", "20.00", "?")
        self.account.move("ZZZ", "-20.00", "?")
        between = self.account.close()
        day, _new = self.days._take_in(self.as_system(), between, None, True)
        self.account.move("PCD", "50.00", "july")
        self.take_in()
        self.assertEqual(day.state, "booking")
        self.assertEqual(str(self.row("balance").date), "2026-03-02")
        day._book_all()
        self.assertEqual(str(self.row("balance").date), "2026-03-02")

    def test_a_balance_that_differs_leads_to_the_day_that_is_missing(self):
        """The row names the day, and its button fetches just that."""
        self.account.move("PCD", "50.00", "july")
        self.take_in()
        self.account.move("PCD", "30.00", "july")
        self.account.close()
        self.account.move("PCD", "20.00", "july")
        self.take_in()
        row = self.row("balance")
        self.assertEqual(row.amount, 30.0)
        self.assertIn("3 Mar 2026 is missing", row.advice)
        self.assertFalse(row.is_opening)
        with self.assertRaises(UserError):
            row.action_book_opening()
        missing = self.open_exceptions("day_missing").day_id
        missing.failure = "said before"
        missing.next_try_at = "2026-03-09 10:00:00"
        row.action_fetch_again()
        self.assertFalse(missing.next_try_at)
