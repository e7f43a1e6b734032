from odoo import fields
from odoo.tests import tagged

from ..paynow.errors import RetryLater
from .common import TRACE
from .look_at_common import LookAtCommon


@tagged("post_install", "-at_install")
class TestToLookAtDealtWith(LookAtCommon):
    """The button "Dealt with" takes off the list exactly what the line shows."""

    def deal_with(self, line):
        """Press the button in a line as the bookkeeper."""
        self.assertEqual(len(line), 1)
        line.action_dealt_with()

    def told(self, accepted, reason):
        """Post "accepted" about the payment; the gateway says something else."""
        self.gateway.knows(TRACE, self.tx.reference, accepted=accepted, reason=reason)
        return self.tell(self.fields_for(self.tx))

    def test_an_invented_message_takes_no_verified_one_along(self):
        """I4, N-12: the money that did arrive stays on the list."""
        self.gateway.knows("7.1", "LOST-1", amount="250.00")
        check = self.env["sagepay.check"].with_user(self.bookkeeper)
        with self.test_cursors():
            check.create({"trace": "7.1"}).action_check()
        self.env.invalidate_all()
        paid = self.last_notice()
        self.tell(self.fields_for(self.tx, trace="6.6", Reference="LOST-1"))
        lines = self.lines(cause="unknown_reference", reference="LOST-1")
        self.assertEqual(len(lines), 2)
        self.deal_with(lines.filtered(lambda line: not line.trace))
        line = self.lines()
        self.assertEqual((line.trace, line.received), ("7.1", 250.0))
        self.assertFalse(paid.looked_at)
        self.deal_with(line)
        self.assertFalse(self.lines())

    def test_every_message_of_the_line_is_dealt_with(self):
        """O-10: however the gateway denied each of them."""
        first = self.told(False, "Declined")
        second = self.told(False, "User cancelled")
        self.assertNotEqual(first.outcome, second.outcome)
        line = self.lines()
        self.assertEqual((line.cause, line.times), ("told_otherwise", 2))
        self.deal_with(line)
        self.assertFalse(self.lines())
        self.assertEqual((first | second).looked_by_id, self.bookkeeper)

    def test_messages_that_are_not_listed_are_left_alone(self):
        """O-11: nobody is said to have looked at what was never shown."""
        self.gateway.knows(TRACE, self.tx.reference, accepted=False, reason="Declined")
        honest = self.tell(self.fields_for(self.tx, accepted="false"), "decline")
        listed = self.told(False, "Declined")
        self.deal_with(self.lines(cause="told_otherwise"))
        self.assertTrue(listed.looked_at)
        self.assertFalse(honest.looked_at)

    def test_a_message_that_waits_is_listed_whatever_it_turns_out_to_be(self):
        """I4, N-06: dealing with it too early hides no wrong amount."""
        self.gateway.fails(TRACE, RetryLater("The gateway answered 503", code="http"))
        notice = self.tell(self.fields_for(self.tx))
        self.make_old()
        self.deal_with(self.lines(cause="waiting"))
        self.assertFalse(notice.looked_at)
        self.asked_again_it_is_a_wrong_amount(notice)

    def test_what_turns_out_to_be_something_else_is_listed_again(self):
        """I4, N-06: a denial was dealt with, and then another sum came."""
        notice = self.told(False, "Declined")
        self.deal_with(self.lines(cause="told_otherwise"))
        self.asked_again_it_is_a_wrong_amount(notice)

    def asked_again_it_is_a_wrong_amount(self, notice):
        """Let the gateway say by the next time that another sum came."""
        self.gateway.knows(TRACE, self.tx.reference, amount="99.99")
        notice.next_check_at = fields.Datetime.now()
        self.run_scheduled()
        self.env.invalidate_all()
        self.assertEqual(notice.outcome, "amount_differs")
        self.assertEqual(self.lines().cause, "amount_differs")
