from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .. import inline_place
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

    def test_declined_after_it_was_paid_is_shown_though_the_gateway_says_paid(self):
        """R-05: goods may wait; "pending" that was late says nothing."""
        self.pay(self.tx)
        reasons = {"Declined": True, "": True, "Pending payment": False}
        for reason, shown in reasons.items():
            with self.subTest(reason=reason):
                notice = self.tell(
                    self.fields_for(self.tx, accepted="false", Reason=reason)
                )
                self.assertEqual(notice.outcome, "duplicate")
                self.assertEqual(notice.needs_attention, shown)
        self.assertPaidOnce(self.tx)

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

    def test_money_that_was_there_and_is_to_come_again_is_shown(self):
        """R-05: the same trace says no after it said yes, in whatever words."""
        self.pay(self.tx, trace="5.1")
        for reason in ("Returned by the bank", "pending", ""):
            with self.subTest(reason=reason):
                self.gateway.knows(
                    "5.1", self.tx.reference, accepted=False, reason=reason
                )
                notice = self.tell(
                    self.fields_for(self.tx, accepted="false", trace="5.1", Method="2")
                )
                self.assertEqual(notice.outcome, "late_decline")
                self.assertTrue(notice.needs_attention)
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

    def test_a_payment_moved_to_another_provider_is_not_paid_by_the_old_one(self):
        """N-14: the notice keeps whose account it is about; evidence names both."""
        with patch.object(inline_place, "places", return_value=0):
            self.gateway.knows(TRACE, self.tx.reference)
            notice = self.tell(self.fields_for(self.tx))
        other = self.sagepay.copy()
        self.tx.provider_id = other
        notice.next_check_at = fields.Datetime.now()
        self.run_scheduled()
        self.assertNotPaid(self.tx)
        self.assertEqual(notice.outcome, "other_provider")
        self.assertEqual(notice.provider_id, self.sagepay)
        self.assertEqual(notice.transaction_id.provider_id, other)

    def test_a_disabled_provider_still_books_real_money(self):
        """N-21"""
        self.sagepay.state = "disabled"
        self.pay(self.tx)
        self.assertPaidOnce(self.tx)
