from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .settlement_common import DAY, SettlementCommon

LINE_LOG = "odoo.addons.payment_sagepay.models"


@tagged("post_install", "-at_install")
class TestSettlementWatch(SettlementCommon):
    """Payments the statement should show by now, and balances that should agree."""

    def setUp(self):
        super().setUp()
        self.account.move("PCD", "10.00", "july")
        self.take_in()

    def watch(self, day, hour=10):
        """Compare on a day, at an hour of the Johannesburg morning."""
        with freeze_time(f"{day} {hour - 2:02d}:00:00"):
            self.days._watch(self.as_system())

    def paid_on(self, moment):
        """Return a payment that was done at a moment (UTC)."""
        tx, number = self.paid_tx(100.0)
        tx.sudo().last_state_change = moment
        return tx, number

    def test_a_payment_the_statement_does_not_show_is_listed_on_time(self):
        """S-07, N-04: on day N + 1, not before, and nothing is undone."""
        tx, _number = self.paid_on(f"{DAY} 10:00:00")
        limit = DAY + timedelta(days=self.sagepay.sagepay_alert_days)
        self.watch(limit)
        self.assertFalse(self.open_exceptions("not_on_statement"))
        self.watch(limit + timedelta(days=1))
        row = self.open_exceptions("not_on_statement")
        self.assertEqual(row.transaction_id, tx)
        self.assertTrue(row.activity_ids.user_id)
        self.assertPaidOnce(tx)
        self.watch(limit + timedelta(days=2))
        self.assertEqual(len(self.open_exceptions("not_on_statement")), 1)

    def test_payments_of_the_time_of_testing_are_not_missed_once_it_is_live(self):
        """S-07: the statement of a live account shows live payments."""
        self.paid_on(f"{DAY} 10:00:00")
        tx, _number = self.paid_on(f"{DAY} 11:00:00")
        tx.sudo().is_live = True
        self.sagepay.sudo().state = "enabled"
        self.watch(DAY + timedelta(days=20))
        self.assertEqual(self.open_exceptions("not_on_statement").transaction_id, tx)

    def test_a_payment_that_shows_up_late_leaves_the_list(self):
        """S-07"""
        tx, number = self.paid_on(f"{DAY} 10:00:00")
        later = DAY + timedelta(days=9)
        self.watch(later)
        self.account.receive(tx, number=number)
        self.take_in()
        self.watch(later)
        self.assertFalse(self.open_exceptions("not_on_statement"))
        self.assertTrue(tx.payment_id.is_matched)

    def test_the_day_of_a_payment_is_the_day_in_johannesburg(self):
        """S-11: 22:30 in UTC is half past midnight there; whatever the server's."""
        self.paid_on(f"{DAY} 22:30:00")
        limit = DAY + timedelta(days=1 + self.sagepay.sagepay_alert_days)
        self.watch(limit)
        self.assertFalse(self.open_exceptions("not_on_statement"))
        self.watch(limit + timedelta(days=1))
        row = self.open_exceptions("not_on_statement")
        self.assertEqual(row.date, DAY + timedelta(days=1))

    def test_what_was_paid_before_the_first_statement_is_not_asked_about(self):
        self.paid_on(f"{DAY - timedelta(days=3)} 10:00:00")
        self.watch(DAY + timedelta(days=20))
        self.assertFalse(self.open_exceptions("not_on_statement"))

    def test_days_that_do_not_follow_are_listed(self):
        """The gateway itself says two things about one evening."""
        self.account.balance += 5
        day = self.take_in()
        row = self.open_exceptions("chain")
        self.assertEqual(row.day_id, day)
        self.assertEqual(self.open_exceptions("balance").amount, 5.0)

    def test_an_entry_made_by_hand_shows_as_a_difference(self):
        """The journal is compared, not our own lines."""
        self.days.env["account.bank.statement.line"].create(
            {
                "journal_id": self.netcash.id,
                "date": DAY,
                "payment_ref": "by hand",
                "amount": 3.0,
            }
        )
        day = self.take_in()
        self.assertFalse(day.is_balanced)
        self.assertEqual(set(self.open_exceptions("balance").mapped("amount")), {-3.0})

    def test_a_difference_that_stays_is_one_row_with_the_amount_of_today(self):
        """S-07: found again every hour, told once; another amount is news."""
        entry = self.days.env["account.bank.statement.line"].create(
            {
                "journal_id": self.netcash.id,
                "date": DAY + timedelta(days=1),
                "payment_ref": "by hand",
                "amount": 3.0,
            }
        )
        self.take_in()
        row = self.open_exceptions("balance")
        self.watch(DAY + timedelta(days=2))
        self.assertEqual(self.open_exceptions("balance"), row)
        row.action_close()
        self.watch(DAY + timedelta(days=2), hour=11)
        self.assertEqual(row.state, "done")
        entry.amount = 4.0
        self.watch(DAY + timedelta(days=2), hour=12)
        self.assertEqual(self.open_exceptions("balance"), row)
        self.assertEqual(row.amount, -4.0)

    @mute_logger(LINE_LOG)
    def test_a_lost_payment_that_could_not_be_booked_is_settled_later(self):
        """C-06, S-06: by the schedule, with its own receipt, and booked once."""
        tx = self.make_tx(self.make_invoice(60.0))
        self.account.receive(tx)
        with patch.object(
            self.env.registry["payment.transaction"],
            "_create_payment",
            side_effect=UserError("The period is locked."),
        ):
            self.take_in()
            row = self.open_exceptions("not_in_books")
            self.assertEqual(row.transaction_id, tx)
            self.assertNotPaid(tx)
            self.watch(DAY + timedelta(days=2))
            self.assertEqual(row.state, "open")
        self.watch(DAY + timedelta(days=3))
        self.assertEqual(row.state, "done")
        self.assertPaidOnce(tx)
        self.assertTrue(tx.payment_id.is_matched)
        self.assertEqual(tx.invoice_ids.amount_residual, 0.0)

    def test_matching_by_hand_takes_the_receipt_that_is_there(self):
        """M-03: the customer does not get the same money twice."""
        tx = self.make_tx(self.make_invoice(60.0))
        number = self.account.receive(tx, code="PFX")
        self.take_in()
        row = self.open_exceptions("unclassified")
        self.pay(tx, trace=f"57830.{number}")
        row.partner_id = self.customer
        row.action_match()
        self.assertTrue(tx.payment_id.is_matched)
        self.assertEqual(row.state, "done")

    def test_what_a_person_called_settled_is_not_listed_again(self):
        """S-07: every hour would teach people to look away."""
        self.paid_on(f"{DAY} 10:00:00")
        later = DAY + timedelta(days=9)
        self.watch(later)
        row = self.open_exceptions("not_on_statement")
        row.action_close()
        self.watch(later + timedelta(days=1))
        self.assertEqual(row.state, "done")
        self.assertFalse(self.open_exceptions("not_on_statement"))
