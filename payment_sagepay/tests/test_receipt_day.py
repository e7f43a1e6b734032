from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import const, intake
from ..paynow.errors import RetryLater
from .common import TRACE
from .settlement_common import Account, SettlementCommon

LAST_OF_FEBRUARY = date(2026, 2, 28)
# Half an hour before and after midnight in Johannesburg.
EVENING, NIGHT = "2026-02-28 21:30:00", "2026-02-28 22:30:00"
NEXT_MORNING = "2026-03-01 07:00:00"
DAYS_LATER = "2026-03-05 10:00:00"


@tagged("post_install", "-at_install")
class TestReceiptDay(SettlementCommon):
    """M-11: a receipt belongs to the day of the payment, whenever it was proven."""

    def setUp(self):
        super().setUp()
        self.account = Account(first=LAST_OF_FEBRUARY)
        with freeze_time("2026-02-27 10:00:00"):
            self.tx = self.make_tx(self.make_invoice(100.0, invoice_date="2026-02-01"))

    def assertDated(self, day):
        """Fail unless the receipt is posted once, with this date, in the books too."""
        self.assertPaidOnce(self.tx)
        receipt = self.receipts(self.tx)
        self.assertEqual(str(receipt.date), str(day))
        self.assertEqual(str(receipt.move_id.date), str(day))
        self.assertEqual(self.tx.invoice_ids.amount_residual, 0.0)

    def announce(self, trace, **posted):
        """Let the gateway say that the money is still to come."""
        self.gateway.knows(trace, self.tx.reference, accepted=False, reason="Pending")
        fields_posted = self.fields_for(self.tx, accepted="false", trace=trace)
        return self.tell({**fields_posted, "Reason": "", "Method": "2", **posted})

    def ask_again(self, notice):
        """Let the next look-up of a notice be due, and run it."""
        notice.next_check_at = fields.Datetime.now()
        self.run_scheduled()
        self.env.invalidate_all()

    def test_a_lost_notice_is_dated_by_the_line_of_the_statement(self):
        """M-11, R-15: paid on 28 February, fetched on 1 March."""
        self.account.receive(self.tx)
        with freeze_time(NEXT_MORNING):
            self.take_in()
        self.assertDated("2026-02-28")

    def discounted_payment(self, days):
        """Return a payment of an invoice that is 10 % less within so many days."""
        term = self.env["account.payment.term"].create(
            {
                "name": "10 % early",
                "early_discount": True,
                "discount_percentage": 10.0,
                "discount_days": days,
                "line_ids": [Command.create({"value": "percent", "value_amount": 100})],
            }
        )
        invoice = self.make_invoice(
            100.0, invoice_date="2026-02-01", invoice_payment_term_id=term.id
        )
        return self.make_tx(invoice, amount=90.0)

    def test_a_discount_counts_by_the_day_of_the_payment(self):
        """M-10: paid on its last day and proven the next, it settles the invoice."""
        for days, left in ((27, 0.0), (26, 10.0)):
            with self.subTest(days=days):
                with freeze_time("2026-02-27 10:00:00"):
                    tx = self.discounted_payment(days)
                trace = f"41.{days}"
                self.gateway.fails(trace, RetryLater("Answered 503", code="http"))
                with freeze_time(EVENING):
                    notice = self.tell(self.fields_for(tx, trace=trace))
                self.gateway.knows(trace, tx.reference, "90.00")
                with freeze_time(NEXT_MORNING):
                    self.ask_again(notice)
                self.assertEqual(tx.state, "done")
                self.assertEqual(tx.invoice_ids.amount_residual, left)

    def test_a_look_up_that_succeeds_after_midnight_keeps_the_day_before(self):
        """M-11, G-01: told before midnight, verified after."""
        self.gateway.fails(TRACE, RetryLater("The gateway answered 503", code="http"))
        with freeze_time(EVENING):
            notice = self.tell(self.fields_for(self.tx))
        self.gateway.knows(TRACE, self.tx.reference)
        with freeze_time(NIGHT):
            self.ask_again(notice)
        self.assertDated("2026-02-28")

    def test_the_first_notice_of_the_trace_counts(self):
        """M-11: the one that was verified may have come a day later."""
        self.gateway.fails(TRACE, RetryLater("The gateway answered 503", code="http"))
        with freeze_time(EVENING):
            self.tell(self.fields_for(self.tx))
        with freeze_time(DAYS_LATER):
            self.pay(self.tx)
        self.assertDated("2026-02-28")

    @mute_logger("odoo.addons.payment_sagepay.intake")
    def test_a_receipt_that_could_not_be_booked_at_once_keeps_its_day(self):
        """M-11, C-06: put right days later."""
        model = self.env.registry["payment.transaction"]
        with (
            freeze_time(EVENING),
            patch.object(model, "_create_payment", side_effect=UserError("No.")),
        ):
            self.pay(self.tx)
        with freeze_time(DAYS_LATER), self.test_cursors():
            intake.book(self.env.registry, self.tx.id)
        self.env.invalidate_all()
        self.assertDated("2026-02-28")

    def test_a_bank_transfer_is_dated_by_its_money_not_by_its_announcement(self):
        """M-11, R-13: under the same trace, or under another one."""
        for announced, paid in (("5.1", "5.1"), ("5.2", "5.3")):
            with self.subTest(announced=announced, paid=paid):
                with freeze_time("2026-02-27 10:00:00"):
                    self.tx = self.make_tx(
                        self.make_invoice(100.0, invoice_date="2026-02-01")
                    )
                    self.announce(announced)
                self.assertEqual(self.tx.state, "pending")
                with freeze_time(DAYS_LATER):
                    self.pay(self.tx, trace=paid)
                self.assertDated("2026-03-05")

    def test_an_announcement_whose_trace_is_paid_when_asked_is_dated_by_the_answer(
        self,
    ):
        """M-11, R-13: the gateway was out of reach when it was announced."""
        for reason, method in (("", "2"), ("Pending payment", "")):
            with self.subTest(reason=reason, method=method):
                trace = f"6.{len(reason) + 1}"
                with freeze_time("2026-02-27 10:00:00"):
                    self.tx = self.make_tx(
                        self.make_invoice(100.0, invoice_date="2026-02-01")
                    )
                    posted = self.fields_for(self.tx, accepted="false", trace=trace)
                    posted |= {"Reason": reason, "Method": method}
                    down = RetryLater("The gateway answered 503", code="http")
                    self.gateway.fails(trace, down)
                    notice = self.tell(posted)
                self.gateway.knows(trace, self.tx.reference)
                with freeze_time(EVENING):
                    self.ask_again(notice)
                self.assertDated("2026-02-28")

    def test_a_claim_that_the_gateway_denied_dates_nothing(self):
        """M-11, N-16: nobody dates a receipt back by saying "accepted" too early."""
        with freeze_time("2026-02-27 10:00:00"):
            notice = self.announce("5.1", TransactionAccepted="true")
            for _try in range(const.DOUBT_TRIES):
                if notice.next_check_at:
                    self.ask_again(notice)
        self.assertEqual(self.tx.state, "pending")
        with freeze_time(DAYS_LATER):
            self.pay(self.tx, trace="5.1")
        self.assertDated("2026-03-05")

    def test_a_line_of_tomorrow_is_dated_today(self):
        """M-11: whose clock is wrong does not matter."""
        self.account.receive(self.tx)
        with freeze_time("2026-02-27 10:00:00"):
            self.take_in()
        self.assertDated("2026-02-27")

    def test_a_closed_day_books_on_the_first_open_one(self):
        """M-11: told on its day and verified later; nothing is lost."""
        self.company.fiscalyear_lock_date = LAST_OF_FEBRUARY + timedelta(days=2)
        self.pay_after_outage()
        self.assertDated("2026-03-03")

    def test_a_line_of_a_closed_day_books_on_the_first_open_one(self):
        """M-11, S-06: the same for what only the statement told."""
        self.company.fiscalyear_lock_date = LAST_OF_FEBRUARY
        self.account.receive(self.tx)
        with freeze_time(DAYS_LATER):
            self.take_in()
        self.assertDated("2026-03-01")
        self.assertTrue(self.tx.payment_id.is_matched)

    def test_a_receipt_is_booked_though_today_is_closed_too(self):
        """M-11: then its date is the first open day to come."""
        self.company.fiscalyear_lock_date = date(2026, 3, 31)
        self.pay_after_outage()
        self.assertDated("2026-04-01")

    def pay_after_outage(self):
        """Let a payment be told of on its day, and verified days later."""
        self.gateway.fails(TRACE, RetryLater("The gateway answered 503", code="http"))
        with freeze_time(EVENING):
            notice = self.tell(self.fields_for(self.tx))
        self.gateway.knows(TRACE, self.tx.reference)
        with freeze_time(DAYS_LATER):
            self.ask_again(notice)
