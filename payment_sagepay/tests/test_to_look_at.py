from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.attention.sagepay_to_look_at_causes import CAUSES, STATEMENT, advice
from ..models.notice.sagepay_notice import OUTCOMES
from ..paynow.errors import RetryLater
from .common import TRACE
from .look_at_common import LookAtCommon

INTAKE_LOG = "odoo.addons.payment_sagepay.intake"


@tagged("post_install", "-at_install")
class TestToLookAt(LookAtCommon):
    """The one list of what a person should see, and what can be done about it."""

    def test_the_common_case_leaves_nothing_to_look_at(self):
        """Paid and booked, told twice, declined, pending: nobody need care."""
        self.pay(self.tx)
        self.pay(self.tx)
        other = self.make_tx(self.make_invoice(100.0))
        self.gateway.knows("1.1", other.reference, accepted=False, reason="Declined")
        self.tell(self.fields_for(other, accepted="false", trace="1.1"), "decline")
        self.make_old()
        self.assertFalse(self.lines())

    def test_a_repeated_wrong_amount_is_one_line_with_both_sums(self):
        """N-06, N-07: told three times, shown once, with what can be done."""
        for _time in range(3):
            self.pay(self.tx, amount="99.99")
        line = self.lines(cause="amount_differs")
        self.assertEqual(len(line), 1)
        self.assertEqual((line.expected, line.received), (100.0, 99.99))
        self.assertEqual(line.times, 3)
        self.assertEqual(line.transaction_id, self.tx)
        self.assertIn("another sum", line.what_to_do)

    def test_a_second_payment_of_one_invoice_is_listed(self):
        """Duplicates: the money of the second payment is somebody's."""
        self.pay(self.tx)
        self.pay(self.tx, trace="7.7")
        line = self.lines(cause="second_payment")
        self.assertEqual((line.trace, line.received), ("7.7", 100.0))

    def test_a_late_decline_and_a_contradiction_are_listed(self):
        """R-05, N-18"""
        self.pay(self.tx)
        self.gateway.knows("1.9", self.tx.reference, accepted=False, reason="Declined")
        self.tell(self.fields_for(self.tx, accepted="false", trace="1.9"))
        self.assertTrue(self.lines(cause="late_decline"))
        other = self.make_tx(self.make_invoice(100.0))
        self.pay(other, reason="Declined", trace="2.1")
        self.assertTrue(self.lines(cause="contradictory"))

    def test_a_success_that_the_gateway_denies_is_listed_as_told_otherwise(self):
        """N-16, N-17: do not deliver."""
        self.gateway.knows(TRACE, self.tx.reference, accepted=False, reason="Declined")
        self.tell(self.fields_for(self.tx), "accept")
        self.assertIn("Do not deliver", self.lines(cause="told_otherwise").what_to_do)

    def test_a_decline_that_is_posted_for_booked_money_is_listed_as_booked(self):
        """R-05, N-17: the gateway still says paid, and nobody reads "not booked"."""
        self.pay(self.tx)
        self.tell(self.fields_for(self.tx, accepted="false"), "decline")
        line = self.lines()
        self.assertEqual(line.cause, "booked_otherwise")
        self.assertIn("The payment is booked", line.what_to_do)
        self.assertEqual(self.last_notice().what_to_do, line.what_to_do)

    def test_an_unknown_reference_is_listed_when_money_is_claimed(self):
        """N-12, C-09: and noise of scanners is not."""
        self.tell(self.fields_for(self.tx, Reference="LOST-1"))
        self.tell(self.fields_for(self.tx, accepted="false", Reference="LOST-2"))
        self.tell({"page": "admin"})
        line = self.lines(cause="unknown_reference")
        self.assertEqual(line.mapped("reference"), ["LOST-1"])

    def test_a_notice_that_stays_unverified_is_listed_after_a_while(self):
        """Unverified: with the reason; not in the first minutes."""
        self.gateway.fails(TRACE, RetryLater("The gateway answered 503", code="http"))
        self.tell(self.fields_for(self.tx))
        self.assertFalse(self.lines())
        self.make_old()
        line = self.lines(cause="waiting")
        self.assertIn("503", line.detail)

    def test_invented_messages_about_one_payment_are_one_line(self):
        """X-10: a flood does not bury what matters."""
        for number in range(5):
            notice = self.tell(self.fields_for(self.tx, trace=f"9.{number}"))
            notice.sudo()._close("unknown_trace")
        line = self.lines(cause="unknown_trace")
        self.assertEqual((len(line), line.times), (1, 5))

    @mute_logger(INTAKE_LOG)
    def test_paid_but_not_booked_is_listed_and_book_now_books_it(self):
        """C-06, I1: after ten minutes, with the reason and a button."""
        with patch.object(
            self.env.registry["payment.transaction"],
            "_create_payment",
            side_effect=UserError("The period is locked."),
        ):
            self.pay(self.tx)
        self.assertFalse(self.lines())
        self.make_old()
        line = self.lines(cause="not_booked")
        self.assertEqual(line.detail, "The period is locked.")
        self.assertIn("Book now", line.what_to_do)
        with self.test_cursors():
            line.action_book_now()
        self.env.invalidate_all()
        self.assertPaidOnce(self.tx)
        self.assertFalse(self.lines())

    def test_a_receipt_that_was_taken_back_is_listed(self):
        """I1: done at the gateway, but somebody cancelled the receipt here."""
        self.pay(self.tx)
        self.make_old()
        self.assertFalse(self.lines())
        payment = self.receipts(self.tx)
        payment.action_draft()
        payment.action_cancel()
        self.assertTrue(self.lines(cause="not_booked"))

    def test_what_the_statement_found_is_on_the_same_list(self):
        """S-06, S-07: one screen; the button opens where it is settled."""
        exception = (
            self.env["sagepay.exception"]
            .sudo()
            .create(
                {
                    "kind": "not_on_statement",
                    "provider_id": self.sagepay.id,
                    "currency_id": self.zar.id,
                    "date": fields.Date.today(),
                    "amount": 100.0,
                    "transaction_id": self.tx.id,
                }
            )
        )
        line = self.lines(cause="statement_not_on_statement")
        self.assertEqual((line.received, line.transaction_id), (100.0, self.tx))
        self.assertEqual(line.what_to_do, exception.advice)
        action = line.action_open_exception()
        self.assertEqual(action["res_model"], "sagepay.exception")
        self.assertEqual(action["res_id"], exception.id)
        exception.state = "done"
        self.assertFalse(self.lines())

    def test_a_scheduled_job_that_does_not_run_is_listed(self):
        """C-07: switched off, a day late, or run by somebody who left."""
        core = self.env.ref("payment.cron_post_process_payment_tx").sudo()
        ours = self.env.ref("payment_sagepay.cron_recheck_notices").sudo()
        self.assertFalse(self.lines(cause="schedule"))
        core.active = False
        ours.nextcall = fields.Datetime.now() - timedelta(days=2)
        lines = self.lines(cause="schedule")
        self.assertEqual(
            set(lines.mapped("reference")), {core.cron_name, ours.cron_name}
        )
        core.active = True
        gone = self.user_of("account.group_account_manager")
        core.user_id = gone
        gone.active = False
        self.assertEqual(len(self.lines(cause="schedule")), 2)
        self.sagepay.state = "disabled"
        self.assertFalse(self.lines(cause="schedule"))

    def test_dealt_with_takes_the_line_off_and_keeps_the_evidence(self):
        """The bookkeeper's own decision, with name and time."""
        for _time in range(2):
            self.pay(self.tx, amount="99.99")
        self.lines(cause="amount_differs").action_dealt_with()
        self.assertFalse(self.lines())
        notices = self.env["sagepay.notice"].search(
            [("outcome", "=", "amount_differs")]
        )
        self.assertEqual(len(notices), 2)
        self.assertEqual(notices.looked_by_id, self.bookkeeper)
        self.assertTrue(all(notices.mapped("looked_at")))
        self.pay(self.tx, amount="99.98", trace="8.8")
        self.assertEqual(self.lines().received, 99.98)

    def test_every_cause_says_what_to_do(self):
        """No line without advice, no outcome without a line."""
        labels = dict(CAUSES)
        for cause in labels:
            if not cause.startswith(STATEMENT):
                self.assertTrue(advice(self.env, cause), cause)
        for outcome, _label in OUTCOMES:
            with self.subTest(outcome=outcome):
                notice = self.tell(self.fields_for(self.tx, trace="9.9"))
                notice.sudo().outcome = outcome
                self.env.flush_all()
                self.env.cr.execute(
                    "UPDATE sagepay_notice SET needs_attention = (id = %s)", [notice.id]
                )
                line = self.lines()
                self.assertEqual(len(line), 1)
                self.assertIn(line.cause, labels)
                self.assertTrue(line.what_to_do)

    def test_the_list_opens_with_all_its_columns(self):
        """The screen itself: list, form and search are valid for the bookkeeper."""
        model = self.env["sagepay.to.look.at"].with_user(self.bookkeeper)
        for kind in ("list", "form", "search"):
            self.assertIn("cause", model.get_view(view_type=kind)["arch"])
        self.pay(self.tx, amount="99.99")
        shown = self.lines().web_read(
            {"cause": {}, "what_to_do": {}, "transaction_id": {"fields": {}}}
        )
        self.assertEqual(shown[0]["cause"], "amount_differs")
        groups = model.formatted_read_group([], ["cause"], ["__count"])
        self.assertEqual(groups[0]["__count"], 1)
        now = fields.Datetime.now()
        self.assertLess(now - self.lines().last_at, timedelta(minutes=5))
