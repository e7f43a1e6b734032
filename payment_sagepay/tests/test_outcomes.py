from odoo.tests import tagged
from odoo.tools import mute_logger

from ..paynow.errors import RetryLater
from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestOutcomes(SagepayCommon):
    """What a verified answer does to a payment, from every state."""

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice(100.0)
        self.tx = self.make_tx(self.invoice)

    def test_a_verified_payment_pays_the_invoice_and_books_one_receipt(self):
        """The main job: one true notice, one receipt in the chosen journal."""
        notice = self.pay(self.tx)
        self.assertEqual(notice.outcome, "paid")
        self.assertPaidOnce(self.tx)
        self.assertEqual(self.receipts(self.tx).journal_id, self.journal)
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(self.tx.provider_reference, TRACE)
        self.assertTrue(notice.verified_at)
        self.assertTrue(notice.processed_at)
        self.assertFalse(notice.next_check_at)
        self.assertFalse(notice.needs_attention)

    def test_an_invented_trace_changes_nothing(self):
        """N-01"""
        notice = self.tell(self.fields_for(self.tx, trace="999.111"))
        self.assertEqual(self.gateway.asked, ["999.111"])
        self.assertNotPaid(self.tx)
        self.assertEqual(self.tx.state, "draft")
        self.assertEqual(notice.outcome, "waiting")
        self.assertFalse(notice.verified_at)

    def test_the_trace_of_another_payment_of_the_same_amount_does_not_pay(self):
        """N-03"""
        self.pay(self.tx)
        second = self.make_tx(self.make_invoice(100.0))
        notice = self.tell(self.fields_for(second))
        self.assertNotPaid(second)
        self.assertEqual(notice.outcome, "reference_differs")
        self.assertTrue(notice.needs_attention)
        self.assertPaidOnce(self.tx)

    def test_a_trace_that_paid_once_pays_nobody_else(self):
        """N-05: even if the gateway named both references, the claim decides."""
        self.pay(self.tx)
        second = self.make_tx(self.make_invoice(100.0))
        notice = self.pay(second)
        self.assertNotPaid(second)
        self.assertEqual(notice.outcome, "trace_used")
        claims = self.env["sagepay.trace"].search([("trace", "=", TRACE)])
        self.assertEqual(claims.transaction_id, self.tx)

    def test_a_different_amount_does_not_pay_however_often_it_is_told(self):
        """N-06, N-07: both sums are in evidence, the payer reads the truth."""
        for _time in range(3):
            notice = self.pay(self.tx, amount="99.99")
            self.assertNotPaid(self.tx)
            self.assertEqual(notice.outcome, "amount_differs")
        self.assertEqual(notice.reply_amount, 99.99)
        self.assertEqual(notice.posted_amount, "100.00")
        self.assertTrue(notice.needs_attention)
        self.assertEqual(self.tx.state, "error")
        self.assertIn("not the amount", self.tx.state_message)
        self.assertEqual(self.invoice.amount_residual, 100.0)

    def test_only_the_exact_cents_pay(self):
        """N-11"""
        for amount in ("99.99", "100.01", "0.00", "0", "1.00", "10000.00"):
            with self.subTest(amount=amount):
                self.pay(self.tx, amount=amount, trace=f"1.{amount.replace('.', '')}")
                self.assertNotPaid(self.tx)
        self.pay(self.tx, amount="100", trace="1.7777")
        self.assertPaidOnce(self.tx)

    def test_an_amount_that_is_not_plain_money_does_not_pay(self):
        """N-11: what breaks the grammar is an answer we did not get."""
        for amount in ("100.005", "1e2", "NaN", "-100.00", "", None, "１００"):
            with self.subTest(amount=amount):
                notice = self.pay(self.tx, amount=amount)
                self.assertNotPaid(self.tx)
                self.assertEqual(notice.outcome, "waiting")

    def test_declined_then_a_wrong_amount_does_not_pay(self):
        """N-08"""
        self.gateway.knows("1.1", self.tx.reference, accepted=False, reason="Declined")
        self.tell(self.fields_for(self.tx, accepted="false", trace="1.1"), "decline")
        self.assertEqual(self.tx.state, "error")
        for _time in range(2):
            self.pay(self.tx, amount="1.00", trace="1.2")
            self.assertNotPaid(self.tx)

    def test_cancelled_then_a_wrong_amount_does_not_pay(self):
        """N-09"""
        self.gateway.knows(
            "1.1", self.tx.reference, accepted=False, reason="Cancelled by user"
        )
        self.tell(self.fields_for(self.tx, accepted="false", trace="1.1"), "decline")
        self.assertEqual(self.tx.state, "cancel")
        for _time in range(2):
            notice = self.pay(self.tx, amount="1.00", trace="1.2")
            self.assertNotPaid(self.tx)
            self.assertEqual(notice.outcome, "amount_differs")
        self.assertEqual(self.tx.state, "cancel")

    def test_declined_then_paid_on_the_gateways_page_ends_paid(self):
        """R-04: error -> done."""
        self.gateway.knows("1.1", self.tx.reference, accepted=False, reason="Declined")
        self.tell(self.fields_for(self.tx, accepted="false", trace="1.1"), "decline")
        self.pay(self.tx, trace="1.2")
        self.assertPaidOnce(self.tx)

    def test_cancelled_then_paid_on_the_gateways_page_ends_paid(self):
        """R-04: cancel -> done, with the amount proven."""
        self.gateway.knows("1.1", self.tx.reference, accepted=False, reason="cancelled")
        self.tell(self.fields_for(self.tx, accepted="false", trace="1.1"), "decline")
        self.assertEqual(self.tx.state, "cancel")
        self.pay(self.tx, trace="1.2")
        self.assertPaidOnce(self.tx)

    def test_a_late_decline_does_not_undo_but_is_shown(self):
        """R-05, same trace and another one."""
        self.pay(self.tx)
        for trace in (TRACE, "1.9"):
            with self.subTest(trace=trace):
                self.gateway.knows(
                    trace, self.tx.reference, accepted=False, reason="Declined"
                )
                notice = self.tell(
                    self.fields_for(self.tx, accepted="false", trace=trace)
                )
                self.assertEqual(notice.outcome, "late_decline")
                self.assertTrue(notice.needs_attention)
                self.assertPaidOnce(self.tx)
                self.assertEqual(self.tx.provider_reference, TRACE)

    def test_success_fields_do_not_pay_when_the_gateway_says_no(self):
        """N-16, N-17: the gateway's answer wins and the contradiction is kept."""
        self.gateway.knows(TRACE, self.tx.reference, accepted=False, reason="Declined")
        notice = self.tell(self.fields_for(self.tx), "accept")
        self.assertNotPaid(self.tx)
        self.assertEqual(self.tx.state, "error")
        self.assertTrue(notice.contradiction)
        self.assertTrue(notice.needs_attention)

    def test_posted_fields_that_lie_do_not_stop_a_true_payment(self):
        """N-17: wrong amount, refusal and reason posted; the answer is clean."""
        self.gateway.knows(TRACE, self.tx.reference)
        notice = self.tell(
            self.fields_for(self.tx, accepted="false", Amount="1.00", Reason="Declined")
        )
        self.assertPaidOnce(self.tx)
        self.assertEqual(notice.outcome, "paid")
        self.assertTrue(notice.contradiction)

    def test_no_reason_can_make_a_payment_paid(self):
        """N-18: not accepted stays not accepted, whatever the words."""
        for number, reason in enumerate(("Success", "Paid", "accepted", "", "true")):
            with self.subTest(reason=reason):
                tx = self.make_tx(self.make_invoice(100.0))
                trace = f"2.{number}"
                self.gateway.knows(trace, tx.reference, accepted=False, reason=reason)
                self.tell(self.fields_for(tx, accepted="false", trace=trace))
                self.assertNotPaid(tx)
                self.assertEqual(tx.state, "error")

    def test_an_answer_that_contradicts_itself_pays_nothing_and_is_shown(self):
        """N-18: accepted, but with a word that says otherwise."""
        for number, reason in enumerate(("Declined", "pending", "Cancelled")):
            with self.subTest(reason=reason):
                notice = self.pay(self.tx, reason=reason, trace=f"3.{number}")
                self.assertNotPaid(self.tx)
                self.assertEqual(self.tx.state, "draft")
                self.assertEqual(notice.outcome, "contradictory")
                self.assertTrue(notice.needs_attention)

    def test_a_reason_is_not_needed(self):
        """N-18: absent Reason is no error."""
        fields = self.fields_for(self.tx)
        del fields["Reason"]
        self.gateway.knows(TRACE, self.tx.reference)
        del self.gateway.replies[TRACE]["Reason"]
        self.tell(fields)
        self.assertPaidOnce(self.tx)

    def test_only_the_word_true_is_accepted_in_the_answer(self):
        """N-19"""
        for number, word in enumerate(("1", "yes", 1, "", None, ["true"])):
            with self.subTest(word=word):
                self.pay(self.tx, accepted=word, trace=f"4.{number}")
                self.assertNotPaid(self.tx)
        self.pay(self.tx, accepted="TRUE", trace="4.9")
        self.assertPaidOnce(self.tx)

    def test_an_answer_about_another_trace_is_no_answer(self):
        """N-20"""
        self.gateway.knows(TRACE, self.tx.reference)
        self.gateway.replies[TRACE]["RequestTrace"] = "57830.123098574"
        notice = self.tell(self.fields_for(self.tx))
        self.assertNotPaid(self.tx)
        self.assertFalse(notice.verified_at)

    def test_a_pending_bank_transfer_waits_and_is_booked_when_it_comes(self):
        """R-13 in short: a second notice with another trace settles it."""
        self.gateway.knows(
            "5.1", self.tx.reference, accepted=False, reason="Pending payment"
        )
        notice = self.tell(
            self.fields_for(self.tx, accepted="false", trace="5.1", Method="2")
        )
        self.assertEqual(notice.outcome, "pending")
        self.assertFalse(notice.needs_attention)
        self.assertEqual(self.tx.state, "pending")
        self.assertFalse(self.receipts(self.tx))
        self.pay(self.tx, trace="5.2")
        self.assertPaidOnce(self.tx)

    def test_an_offline_method_without_a_word_is_pending(self):
        """N-18: the posted method tells pending from declined, nothing more."""
        self.gateway.knows("5.1", self.tx.reference, accepted=False, reason="")
        self.tell(self.fields_for(self.tx, accepted="false", trace="5.1", Method="3"))
        self.assertEqual(self.tx.state, "pending")

    def test_declined_then_bank_transfer_is_pending(self):
        """error -> pending: the payer chose another way on the gateway's page."""
        self.gateway.knows("1.1", self.tx.reference, accepted=False, reason="Declined")
        self.tell(self.fields_for(self.tx, accepted="false", trace="1.1"))
        self.gateway.knows("1.2", self.tx.reference, accepted=False, reason="pending")
        self.tell(self.fields_for(self.tx, accepted="false", trace="1.2", Method="2"))
        self.assertEqual(self.tx.state, "pending")

    def test_an_old_pending_answer_does_not_reopen_a_paid_one(self):
        """I3: done stays done."""
        self.pay(self.tx)
        self.gateway.knows("1.2", self.tx.reference, accepted=False, reason="pending")
        notice = self.tell(self.fields_for(self.tx, accepted="false", trace="1.2"))
        self.assertEqual(notice.outcome, "pending")
        self.assertPaidOnce(self.tx)

    def test_a_declined_trace_of_another_payment_cancels_nothing(self):
        """N-15: a true trace of somebody else's, used against this payment."""
        other = self.make_tx(self.make_invoice(100.0))
        self.gateway.knows("6.1", other.reference, accepted=False, reason="cancelled")
        notice = self.tell(self.fields_for(self.tx, accepted="false", trace="6.1"))
        self.assertEqual(self.tx.state, "draft")
        self.assertEqual(notice.outcome, "reference_differs")

    def test_an_anonymous_decline_without_a_true_trace_changes_nothing(self):
        """N-15: neither an invented trace nor none at all."""
        for fields in (
            self.fields_for(self.tx, accepted="false", trace="6.2"),
            self.fields_for(self.tx, accepted="false", trace=""),
        ):
            self.tell(fields, "decline")
            self.assertEqual(self.tx.state, "draft")
        self.pay(self.tx)
        self.assertPaidOnce(self.tx)

    def test_the_same_true_notice_a_hundred_times_has_one_effect(self):
        """R-01: and the gateway is asked once."""
        for number in range(100):
            notice = self.pay(self.tx)
            self.assertEqual(notice.outcome, "duplicate" if number else "paid")
        self.assertPaidOnce(self.tx)
        self.assertEqual(len(self.gateway.asked), 1)
        self.assertEqual(len(self.env["sagepay.trace"].search([])), 1)

    def test_a_second_true_payment_of_one_reference_is_shown_not_booked(self):
        """The payer paid twice on the gateway's page: a person gives it back."""
        self.pay(self.tx)
        notice = self.pay(self.tx, trace="7.7")
        self.assertEqual(notice.outcome, "second_payment")
        self.assertTrue(notice.needs_attention)
        self.assertPaidOnce(self.tx)

    def test_traces_that_look_alike_as_numbers_are_two_traces(self):
        """N-23"""
        second = self.make_tx(self.make_invoice(100.0))
        self.pay(self.tx, trace="114.2288")
        self.pay(second, trace="114.22880")
        self.assertPaidOnce(self.tx)
        self.assertPaidOnce(second)

    def test_a_payment_not_in_rand_is_never_paid(self):
        """N-10: refused, repeatedly."""
        tx = self.make_tx(currency_id=self.currency_euro.id)
        for _time in range(2):
            notice = self.pay(tx)
            self.assertNotPaid(tx)
            self.assertEqual(notice.outcome, "currency_differs")

    def test_documents_of_another_company_are_never_paid(self):
        """N-14: the provider's company must be the documents' company."""
        other = self.setup_other_company()["company"]
        stranger = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "company_id": other.id,
                "journal_id": self.env["account.journal"]
                .search([("company_id", "=", other.id), ("type", "=", "sale")], limit=1)
                .id,
            }
        )
        tx = self.make_tx(invoice_ids=[(6, 0, stranger.ids)])
        notice = self.pay(tx)
        self.assertNotPaid(tx)
        self.assertEqual(notice.outcome, "company_differs")

    def test_a_disabled_provider_still_books_real_money(self):
        """N-21"""
        self.sagepay.state = "disabled"
        self.pay(self.tx)
        self.assertPaidOnce(self.tx)

    @mute_logger("odoo.addons.payment_sagepay.intake")
    def test_a_payment_survives_a_gateway_that_is_down(self):
        """G-01: state kept, looked up again later."""
        self.gateway.fails(TRACE, RetryLater("The gateway answered 503", code="http_503"))
        notice = self.tell(self.fields_for(self.tx))
        self.assertEqual(self.tx.state, "draft")
        self.assertEqual(notice.outcome, "waiting")
        self.assertTrue(notice.next_check_at)
        self.assertIn("503", notice.failure)
