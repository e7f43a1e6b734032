from odoo.tests import tagged

from ..paynow.errors import RetryLater
from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestAnswers(SagepayCommon):
    """Which answers are believed, and which words of them count."""

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice(100.0)
        self.tx = self.make_tx(self.invoice)

    def test_an_invented_trace_changes_nothing(self):
        """N-01"""
        notice = self.tell(self.fields_for(self.tx, trace="999.111"))
        self.assertEqual(self.gateway.asked, ["999.111"])
        self.assertNotPaid(self.tx)
        self.assertEqual(self.tx.state, "draft")
        self.assertEqual(notice.outcome, "waiting")
        self.assertFalse(notice.verified_at)

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

    def test_success_fields_do_not_pay_when_the_gateway_says_no(self):
        """N-16, N-17: the gateway's answer wins and the contradiction is kept."""
        self.gateway.knows(TRACE, self.tx.reference, accepted=False, reason="Declined")
        notice = self.tell(self.fields_for(self.tx), "accept")
        self.assertNotPaid(self.tx)
        self.assertEqual(self.tx.state, "error")
        self.assertTrue(notice.contradiction)
        self.assertTrue(notice.needs_attention)

    def test_each_posted_field_that_lies_is_recorded_by_itself(self):
        """N-17: accepted, amount, reference; what agrees or says nothing is none."""
        other = self.make_tx(self.make_invoice(100.0))
        cases = (
            ({"TransactionAccepted": "false"}, True),
            ({"Amount": "99.99"}, True),
            ({"Reference": other.reference}, True),
            ({}, False),
            ({"Amount": "100"}, False),
            ({"Amount": ""}, False),
            ({"Amount": "a lot"}, False),
            ({"TransactionAccepted": ""}, False),
        )
        for number, (lie, recorded) in enumerate(cases):
            with self.subTest(lie=lie):
                tx, trace = self.make_tx(self.make_invoice(100.0)), f"7.{number}1"
                self.gateway.knows(trace, tx.reference)
                notice = self.tell({**self.fields_for(tx, trace=trace), **lie})
                self.assertTrue(notice.verified_at)
                self.assertEqual(notice.contradiction, recorded)
                if "Reference" not in lie:
                    self.assertPaidOnce(tx)
        self.assertNotPaid(other)

    def test_another_amount_of_what_was_not_accepted_bothers_nobody(self):
        """N-17: the contradiction is kept; there is nothing to do about it."""
        self.gateway.knows(
            TRACE, self.tx.reference, "0.00", accepted=False, reason="Declined"
        )
        notice = self.tell(self.fields_for(self.tx, accepted="false"))
        self.assertEqual(notice.outcome, "declined")
        self.assertTrue(notice.contradiction)
        self.assertFalse(notice.needs_attention)

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

    def test_an_offline_method_without_a_word_is_pending(self):
        """N-18: the posted method tells pending from declined, nothing more."""
        self.gateway.knows("5.1", self.tx.reference, accepted=False, reason="")
        self.tell(self.fields_for(self.tx, accepted="false", trace="5.1", Method="3"))
        self.assertEqual(self.tx.state, "pending")

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

    def test_traces_that_look_alike_as_numbers_are_two_traces(self):
        """N-23"""
        second = self.make_tx(self.make_invoice(100.0))
        self.pay(self.tx, trace="114.2288")
        self.pay(second, trace="114.22880")
        self.assertPaidOnce(self.tx)
        self.assertPaidOnce(second)

    def test_a_payment_survives_a_gateway_that_is_down(self):
        """G-01: state kept, looked up again later."""
        self.gateway.fails(
            TRACE, RetryLater("The gateway answered 503", code="http_503")
        )
        notice = self.tell(self.fields_for(self.tx))
        self.assertEqual(self.tx.state, "draft")
        self.assertEqual(notice.outcome, "waiting")
        self.assertTrue(notice.next_check_at)
        self.assertIn("503", notice.failure)
