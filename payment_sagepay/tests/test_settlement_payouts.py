from datetime import timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .settlement_common import DAY, SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementPayouts(SettlementCommon):
    """Money on its way from the gateway to the bank, seen at both ends."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.company_data["default_journal_bank"]
        cls.bookkeeper = new_test_user(
            cls.env,
            login="settlement-payouts",
            groups="account.group_account_invoice",
            company_id=cls.sagepay.company_id.id,
            company_ids=[Command.set(cls.sagepay.company_id.ids)],
        )

    def pay_out(self, amount="80.00"):
        """Take in a day with a payout; return its line."""
        self.account.move("PCD", "100.00", "july")
        self.account.move("BTR", f"-{amount}", "Bank transfer to client")
        day = self.take_in()
        return day.line_ids.filtered(lambda line: line.code == "BTR")

    def arrive(self, amount=80.0, days=1, account=None):
        """Return a line of the bank's journal, on ``account`` if given."""
        values = {
            "journal_id": self.bank.id,
            "date": DAY + timedelta(days=days),
            "payment_ref": "NETCASH",
            "amount": amount,
        }
        if account:
            values["counterpart_account_id"] = account.id
        return self.days.env["account.bank.statement.line"].create(values)

    def watch(self, days):
        """Compare books and statements so many days after the payout."""
        noon = f"{DAY + timedelta(days=days)} 10:00:00"
        with freeze_time(noon):
            self.days._watch(self.as_system())

    def test_a_payout_is_in_transit_until_the_bank_has_it(self):
        line = self.pay_out()
        item = line._transit_item()
        account = self.sagepay.sagepay_payout_account_id
        self.assertEqual((item.account_id, item.balance), (account, 80.0))
        self.assertEqual(line.state, "booked")
        self.assertFalse(item.reconciled)
        self.arrive(account=account)
        self.watch(2)
        self.assertTrue(item.reconciled)
        self.assertAgrees()
        self.assertFalse(self.open_exceptions("payout_open"))

    def test_another_amount_or_time_is_another_transfer(self):
        """S-08"""
        line = self.pay_out()
        account = self.sagepay.sagepay_payout_account_id
        self.arrive(amount=79.0, account=account)
        self.arrive(days=9, account=account)
        self.arrive(days=-1, account=account)
        self.watch(2)
        self.assertFalse(line._transit_item().reconciled)

    def test_a_payout_the_bank_does_not_show_is_listed_and_matched(self):
        """With the bank's line proposed: same amount, one line, a few days later."""
        line = self.pay_out()
        bank_line = self.arrive(days=2)
        self.watch(5)
        self.assertFalse(self.open_exceptions("payout_open"))
        self.watch(6)
        row = self.open_exceptions("payout_open")
        self.assertEqual(row.bank_line_id, bank_line)
        row.with_user(self.bookkeeper).sudo(False).action_match()
        self.assertTrue(line._transit_item().reconciled)
        self.assertTrue(bank_line.is_reconciled)
        self.assertEqual(row.state, "done")

    def test_a_payout_that_arrives_late_leaves_the_list_by_itself(self):
        self.pay_out()
        self.watch(7)
        self.assertTrue(self.open_exceptions("payout_open"))
        self.arrive(days=7, account=self.sagepay.sagepay_payout_account_id)
        self.watch(8)
        self.assertFalse(self.open_exceptions("payout_open"))

    def test_a_payout_that_comes_back_settles_itself_in_one_click(self):
        """S-09"""
        line = self.pay_out()
        self.account.move("BTU", "80.00", "Bank transfer return")
        self.take_in()
        row = self.open_exceptions("payout_returned")
        row.with_user(self.bookkeeper).sudo(False).action_match()
        self.assertTrue(line._transit_item().reconciled)
        self.watch(9)
        self.assertFalse(self.open_exceptions("payout_open"))
        self.assertAgrees()

    def test_two_lines_of_the_bank_are_no_proposal(self):
        """S-04: somebody has to choose."""
        self.pay_out()
        self.arrive()
        self.arrive()
        self.watch(6)
        row = self.open_exceptions("payout_open")
        self.assertFalse(row.bank_line_id)
        with self.assertRaises(UserError):
            row.with_user(self.bookkeeper).sudo(False).action_match()
