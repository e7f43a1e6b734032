from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .. import const
from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestFloodTurns(SagepayCommon):
    """X-10, N-02: the true notice among invented ones about the same payment."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))
        self.invented = 0

    def flood(self, count):
        """Post so many notices with invented traces about the payment."""
        for _notice in range(count):
            self.invented += 1
            self.tell(self.fields_for(self.tx, trace=f"666.{self.invented}"))

    def tell_the_truth(self):
        """Post the one notice that is true; return it."""
        self.gateway.knows(TRACE, self.tx.reference)
        return self.tell(self.fields_for(self.tx))

    def age(self, notices=None, received_only=False, **times):
        """Let notices, else all, be older than they are."""
        columns = ["received_at"]
        if not received_only:
            columns += ["asked_at", "next_check_at"]
        ids = (notices or self.env["sagepay.notice"].sudo().search([])).ids
        self.env.flush_all()
        for column in columns:
            self.env.cr.execute(
                f"UPDATE sagepay_notice SET {column} = {column} - %s "
                "WHERE id = ANY(%s)",
                [timedelta(**times), ids],
            )
        self.env.invalidate_all()

    def pass_a_pause(self):
        """Let the time until the next look-up go by, and the schedule run."""
        self.age(minutes=const.LOOK_UP_PAUSE)
        self.run_scheduled()
        self.env.invalidate_all()

    def test_a_true_notice_after_a_flood_is_asked_about_in_minutes(self):
        """X-10: three hundred invented ones came first."""
        self.flood(300)
        asked = len(self.gateway.asked)
        self.assertEqual(asked, const.LOOK_UPS_AT_ONCE)
        true = self.tell_the_truth()
        self.assertEqual((true.outcome, true.attempts), ("waiting", 0))
        wait = true.next_check_at - fields.Datetime.now()
        self.assertLessEqual(wait, timedelta(minutes=const.LOOK_UP_PAUSE))
        for _turn in range(2):
            self.pass_a_pause()
        self.assertPaidOnce(self.tx)
        self.assertLessEqual(len(self.gateway.asked), asked + 2)

    def test_a_flood_that_goes_on_cannot_keep_a_true_notice_waiting_for_good(self):
        """X-10: some came before it, and some come all the time after it."""
        self.flood(const.LOOK_UPS_AT_ONCE + 10)
        self.tell_the_truth()
        self.flood(5)
        hours = [len(self.gateway.asked)]
        while self.tx.state != "done" and len(hours) < 5:
            for _turn in range(60 // const.LOOK_UP_PAUSE):
                self.flood(2)
                self.pass_a_pause()
            hours.append(len(self.gateway.asked))
        self.assertPaidOnce(self.tx)
        for before, after in zip(hours, hours[1:], strict=False):
            self.assertLessEqual(after - before, const.LOOK_UPS_PER_REFERENCE)

    def test_who_comes_last_does_not_take_the_turn_of_those_who_wait(self):
        """X-10: else the newest would always be asked about, and no other."""
        self.flood(const.LOOK_UPS_AT_ONCE + 2)
        self.age(minutes=const.LOOK_UP_PAUSE)
        self.flood(3)
        self.assertEqual(len(self.gateway.asked), const.LOOK_UPS_AT_ONCE)
        self.run_scheduled()
        self.assertEqual(len(self.gateway.asked), const.LOOK_UPS_AT_ONCE + 1)

    def test_what_was_never_asked_about_comes_before_what_was(self):
        """N-02: a second answer about an invented trace can wait."""
        self.flood(const.LOOK_UPS_AT_ONCE)
        self.tell_the_truth()
        tried = self.env["sagepay.notice"].sudo().search([("attempts", ">", 0)])
        tried.write({"next_check_at": fields.Datetime.now() - timedelta(days=1)})
        self.pass_a_pause()
        self.assertPaidOnce(self.tx)

    def test_nothing_is_given_up_that_was_never_asked_about(self):
        """X-10: however long it had to wait, while its payment is open."""
        self.flood(const.LOOK_UPS_AT_ONCE)
        true = self.tell_the_truth()
        self.age(true, received_only=True, days=const.GIVE_UP_DAYS + 1)
        true.next_check_at = fields.Datetime.now()
        self.run_scheduled()
        self.env.invalidate_all()
        self.assertEqual(true.outcome, "waiting")
        self.pass_a_pause()
        self.assertPaidOnce(self.tx)

    def test_more_than_can_ever_be_asked_about_end_on_the_list(self):
        """I6: after days of such a flood a person is told."""
        self.flood(const.LOOK_UPS_AT_ONCE + 3)
        last = self.last_notice()
        self.age(last, received_only=True, days=const.GIVE_UP_DAYS + 1)
        last.next_check_at = fields.Datetime.now()
        with patch.object(const, "WAITING_PER_REFERENCE", 2):
            self.run_scheduled()
        self.env.invalidate_all()
        self.assertEqual(last.outcome, "given_up")
        self.assertTrue(last.needs_attention)
