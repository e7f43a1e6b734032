from odoo.tests import tagged

from .common import TRACE, SagepayCommon

LATER = "5.1"


@tagged("post_install", "-at_install")
class TestPending(SagepayCommon):
    """What is paid later stays open until the gateway says no to it in words."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))
        self.gateway.knows(
            LATER, self.tx.reference, accepted=False, reason="Pending payment"
        )
        self.tell(self.fields_for(self.tx, accepted="false", trace=LATER, Method="2"))
        self.assertEqual(self.tx.state, "pending")

    def answered(self, trace, reason, **posted):
        """Let the gateway say no to a trace; return the notice about it."""
        self.gateway.knows(trace, self.tx.reference, accepted=False, reason=reason)
        fields = self.fields_for(self.tx, accepted="false", trace=trace)
        return self.tell({**fields, **posted})

    def test_no_word_about_it_is_not_a_no(self):
        """R-13: asked in between, without a method, before the money is there."""
        for reason in ("", "Awaiting deposit"):
            with self.subTest(reason=reason):
                notice = self.answered(LATER, reason, Method="", Reason="")
                self.assertEqual(notice.outcome, "pending")
                self.assertEqual(self.tx.state, "pending")
        self.pay(self.tx, trace="5.2")
        self.assertPaidOnce(self.tx)

    def test_late_news_of_the_card_before_it_changes_nothing(self):
        """R-04: the payer was refused, and chose bank EFT then."""
        notice = self.answered(TRACE, "Declined")
        self.assertEqual(notice.outcome, "declined")
        self.assertEqual(self.tx.state, "pending")
        self.assertEqual(self.tx.provider_reference, LATER)

    def test_a_no_in_words_to_the_transfer_itself_ends_it(self):
        """R-13"""
        notice = self.answered(LATER, "Payment cancelled", Method="2")
        self.assertEqual(notice.outcome, "cancelled")
        self.assertEqual(self.tx.state, "cancel")

    def test_a_posted_reason_tells_what_is_to_come_when_the_answer_tells_nothing(self):
        """N-18, R-13: "Pending payment" posted, no method; the answer has no reason."""
        for number, said in enumerate(("", "Awaiting deposit")):
            with self.subTest(said=said):
                self.tx = self.make_tx(self.make_invoice(100.0))
                notice = self.answered(
                    f"6.{number}", said, Reason="Pending payment", Method=""
                )
                self.assertEqual(notice.posted_reason, "Pending payment")
                self.assertEqual(notice.outcome, "pending")
                self.assertEqual(self.tx.state, "pending")

    def test_a_posted_reason_tells_nothing_else(self):
        """N-18: neither against the gateway's own word, nor another word than that."""
        cases = (
            ("Declined", "Pending payment", "error"),
            ("Cancelled", "Pending payment", "cancel"),
            ("", "Cancelled", "error"),
            ("", "Success", "error"),
        )
        for number, (said, posted, state) in enumerate(cases):
            with self.subTest(said=said, posted=posted):
                self.tx = self.make_tx(self.make_invoice(100.0))
                self.answered(f"7.{number}", said, Reason=posted, Method="1")
                self.assertEqual(self.tx.state, state)
                self.assertNotPaid(self.tx)
