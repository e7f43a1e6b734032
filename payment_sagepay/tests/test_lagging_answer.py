from odoo import fields
from odoo.tests import tagged

from .. import const
from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestLaggingAnswer(SagepayCommon):
    """Told "accepted", answered "not accepted" without a word: too early to believe."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))

    def lag(self, reason="", trace=TRACE):
        """Let the gateway not know yet that a trace was accepted."""
        self.gateway.knows(trace, self.tx.reference, accepted=False, reason=reason)

    def ask_again(self, notice):
        """Let the next look-up of a notice be due, and run it."""
        notice.next_check_at = fields.Datetime.now()
        self.run_scheduled()
        self.env.invalidate_all()

    def test_a_lagging_answer_declines_nothing_and_is_asked_again(self):
        """N-16, G-01: the payer must not read "declined", and pay a second time."""
        for number, reason in enumerate(("", "Success", "Processing")):
            with self.subTest(reason=reason):
                self.tx = self.make_tx(self.make_invoice(100.0))
                trace = f"4.{number}"
                self.lag(reason, trace)
                notice = self.tell(self.fields_for(self.tx, trace=trace))
                self.assertEqual(self.tx.state, "draft")
                self.assertFalse(self.tx.state_message)
                self.assertNotPaid(self.tx)
                self.assertEqual(notice.outcome, "contradictory")
                self.assertTrue(notice.contradiction)
                self.assertTrue(notice.next_check_at)
                self.gateway.knows(trace, self.tx.reference)
                self.ask_again(notice)
                self.assertPaidOnce(self.tx)
                self.assertEqual(notice.outcome, "paid")
                self.assertFalse(notice.needs_attention)

    def test_when_the_tries_are_used_up_it_is_declined(self):
        """N-16: a no that stays is a no."""
        self.lag()
        notice = self.tell(self.fields_for(self.tx))
        for _try in range(const.DOUBT_TRIES - 1):
            self.assertEqual(self.tx.state, "draft")
            self.assertTrue(notice.next_check_at)
            self.ask_again(notice)
        self.assertEqual(self.gateway.asked.count(TRACE), const.DOUBT_TRIES)
        self.assertEqual(self.tx.state, "error")
        self.assertEqual(notice.outcome, "declined")
        self.assertFalse(notice.next_check_at)
        self.assertTrue(notice.needs_attention)
        self.assertNotPaid(self.tx)

    def test_a_no_in_words_ends_it_at_once(self):
        """N-16: declined and cancelled are no delay."""
        for number, (reason, state) in enumerate(
            (("Declined", "error"), ("Cancelled by user", "cancel"))
        ):
            with self.subTest(reason=reason):
                self.tx = self.make_tx(self.make_invoice(100.0))
                self.lag(reason, f"4.{number}")
                self.tell(self.fields_for(self.tx, trace=f"4.{number}"))
                self.assertEqual(self.tx.state, state)

    def test_what_nobody_called_accepted_is_declined_at_once(self):
        """N-15: a card that was refused, in words the gateway never told us."""
        self.lag("Invalid card number")
        posted = self.fields_for(self.tx, accepted="false")
        self.tell({**posted, "Reason": "Invalid card number"})
        self.assertEqual(self.tx.state, "error")

    def test_a_message_that_claims_nothing_declines_nothing_at_once(self):
        """R-12: the payer is back without a result, and the gateway has none yet."""
        self.lag()
        posted = self.fields_for(self.tx)
        del posted["TransactionAccepted"], posted["Reason"]
        notice = self.tell(posted, "redirect")
        self.assertEqual(self.tx.state, "draft")
        self.assertTrue(notice.next_check_at)
        self.gateway.knows(TRACE, self.tx.reference)
        self.ask_again(notice)
        self.assertPaidOnce(self.tx)

    def test_another_message_about_it_does_not_end_it_meanwhile(self):
        """N-16, R-12: a look-up by hand, or one more message, asks too early too."""
        self.lag()
        first = self.tell(self.fields_for(self.tx))
        fields_posted = self.fields_for(self.tx)
        del fields_posted["TransactionAccepted"]
        second = self.tell(fields_posted, "accept")
        self.assertEqual(self.tx.state, "draft")
        self.assertEqual(second.outcome, "contradictory")
        self.gateway.knows(TRACE, self.tx.reference)
        self.ask_again(first)
        self.assertPaidOnce(self.tx)

    def test_a_later_try_that_lags_leaves_the_earlier_news(self):
        """R-04: declined, tried again on the gateway's page, paid."""
        self.lag("Declined", "4.1")
        self.tell(self.fields_for(self.tx, accepted="false", trace="4.1"))
        message = self.tx.state_message
        self.lag("", "4.2")
        notice = self.tell(self.fields_for(self.tx, trace="4.2"))
        self.assertEqual((self.tx.state, self.tx.state_message), ("error", message))
        self.gateway.knows("4.2", self.tx.reference)
        self.ask_again(notice)
        self.assertPaidOnce(self.tx)
