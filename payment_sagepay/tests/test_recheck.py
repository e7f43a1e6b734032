from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .. import const, inline_place, intake
from ..paynow.client import PayNowClient
from ..paynow.errors import Malformed, Rejected, RetryLater
from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestRecheck(SagepayCommon):
    """Notices that could not be verified at once are asked about again."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))
        self.down = RetryLater("The gateway answered 503", code="http_503")
        self.gateway.fails(TRACE, self.down)
        self.notice = self.tell(self.fields_for(self.tx))

    def make_due(self, notice=None, **values):
        """Let the next look-up of the notice be due now."""
        past = fields.Datetime.now() - timedelta(minutes=1)
        (notice or self.notice).write({"next_check_at": past, **values})

    def run_cron(self):
        """Run the scheduled action as the scheduler does."""
        self.run_scheduled()

    def test_the_schedule_pays_as_soon_as_the_gateway_answers(self):
        """G-01, R-15: nobody has to tell us again."""
        self.gateway.knows(TRACE, self.tx.reference)
        self.make_due()
        self.run_cron()
        self.assertPaidOnce(self.tx)
        self.assertEqual(self.notice.outcome, "paid")
        self.assertFalse(self.notice.failure)

    def test_a_notice_that_is_not_due_is_left_alone(self):
        """The back-off is kept."""
        asked = len(self.gateway.asked)
        self.run_cron()
        self.assertEqual(len(self.gateway.asked), asked)

    def test_the_time_between_two_tries_grows_to_half_a_day(self):
        """1, 2, 5, 15, 60 minutes … then every 12 hours."""
        waits = []
        for _try in range(9):
            now = fields.Datetime.now()
            waits.append(round((self.notice.next_check_at - now).total_seconds() / 60))
            self.make_due()
            self.run_cron()
        self.assertEqual(waits, [1, 2, 5, 15, 60, 240, 720, 720, 720])
        self.assertEqual(self.notice.attempts, 10)
        self.assertEqual(self.notice.outcome, "waiting")

    def test_after_some_days_a_person_is_told_instead(self):
        """The notice ends on the list, the payment is as it was."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sagepay_notice SET received_at = received_at - interval '5 days'"
        )
        self.env.invalidate_all()
        self.make_due()
        self.run_cron()
        self.assertEqual(self.notice.outcome, "given_up")
        self.assertTrue(self.notice.needs_attention)
        self.assertFalse(self.notice.next_check_at)
        self.assertEqual(self.tx.state, "draft")

    def test_an_unknown_trace_is_asked_a_few_times_then_believed_unknown(self):
        """N-01, N-02: a bounded number of look-ups for an invention."""
        notice = self.tell(self.fields_for(self.tx, trace="9.999"))
        for _try in range(10):
            if not notice.next_check_at:
                break
            self.make_due(notice)
            self.make_due(self.notice, next_check_at=False)
            self.run_cron()
        self.assertEqual(notice.outcome, "unknown_trace")
        self.assertTrue(notice.needs_attention)
        self.assertEqual(self.gateway.asked.count("9.999"), const.DOUBT_TRIES)
        self.assertEqual(self.tx.state, "draft")

    def test_a_gateway_that_lags_behind_its_own_notice_is_asked_again(self):
        """Told accepted, answered not accepted: the later answer books the money."""
        self.gateway.knows(TRACE, self.tx.reference, accepted=False, reason="Declined")
        self.make_due()
        self.run_cron()
        self.assertEqual(self.tx.state, "error")
        self.assertTrue(self.notice.contradiction)
        self.assertTrue(self.notice.next_check_at)
        self.gateway.knows(TRACE, self.tx.reference)
        self.make_due()
        self.run_cron()
        self.assertPaidOnce(self.tx)
        self.assertFalse(self.notice.contradiction)
        self.assertFalse(self.notice.needs_attention)

    def test_an_unreadable_answer_is_kept_and_asked_again(self):
        """G-04: evidence keeps what was received."""
        self.gateway.fails(TRACE, Malformed("not JSON", code="json", raw="<html>busy"))
        self.make_due()
        self.run_cron()
        self.assertEqual(self.notice.outcome, "waiting")
        self.assertEqual(self.notice.reply_text, "<html>busy")
        self.assertTrue(self.notice.next_check_at)

    def test_an_answer_of_a_simulator_is_never_believed_unasked(self):
        """O-05: refused answers leave everything as it was."""
        self.gateway.fails(TRACE, Rejected("A simulator answered", code="simulated"))
        self.make_due()
        self.run_cron()
        self.assertEqual(self.notice.outcome, "waiting")
        self.assertFalse(self.notice.verified_at)
        self.assertEqual(self.tx.state, "draft")

    def test_one_bad_notice_does_not_hold_up_the_others(self):
        """Each is looked up in a transaction of its own."""
        second = self.make_tx(self.make_invoice(100.0))
        self.gateway.knows("1.2", second.reference)
        self.gateway.fails("1.3", self.down)
        third = self.tell(self.fields_for(second, trace="1.3"))
        fourth = self.tell(self.fields_for(second, trace="1.2"))
        fourth.write({"outcome": "waiting"})
        for notice in (self.notice, third):
            self.make_due(notice)
        self.gateway.knows(TRACE, self.tx.reference)
        self.run_cron()
        self.assertPaidOnce(self.tx)
        self.assertPaidOnce(second)
        self.assertEqual(third.outcome, "waiting")

    def test_settling_twice_has_one_effect(self):
        """Inline and schedule meet on one notice: the second finds it settled."""
        self.gateway.knows(TRACE, self.tx.reference)
        status = PayNowClient().check_trace(TRACE)
        self.notice._settle(status)
        attempts = self.notice.attempts
        self.assertFalse(self.notice._settle(status))
        self.assertEqual(self.notice.attempts, attempts)
        self.assertEqual(self.tx.state, "done")

    def test_a_deleted_payment_is_reported_when_its_answer_comes(self):
        """N-12: deleted between the notice and the look-up."""
        self.gateway.knows(TRACE, self.tx.reference)
        status = PayNowClient().check_trace(TRACE)
        self.tx.unlink()
        self.notice.invalidate_recordset()
        self.assertFalse(self.notice._settle(status))
        self.assertEqual(self.notice.outcome, "unknown_reference")

    def test_a_worker_that_dies_before_asking_is_replaced_by_the_schedule(self):
        """C-03: a stored notice always has a time at which it is looked at."""
        with self.test_cursors():
            notice = (
                self.env["sagepay.notice"]
                .sudo()
                ._store("notify", list(self.fields_for(self.tx, trace="1.5").items()))
            )
        self.assertTrue(notice.next_check_at)
        self.gateway.knows("1.5", self.tx.reference)
        self.make_due(notice)
        self.run_cron()
        self.assertPaidOnce(self.tx)

    def test_two_workers_never_ask_about_one_notice(self):
        """P-04: who takes it first asks; should that one die, it is due in a minute."""
        self.make_due()
        asked = len(self.gateway.asked)
        self.assertTrue(self.notice._claim(self.notice.id))
        self.notice.invalidate_recordset()
        wait = self.notice.next_check_at - fields.Datetime.now()
        self.assertLessEqual(abs(wait - timedelta(minutes=1)), timedelta(seconds=2))
        self.assertFalse(self.notice._claim(self.notice.id))
        self.run_cron()
        self.assertEqual(len(self.gateway.asked), asked)

    def test_notices_without_a_place_wake_two_workers(self):
        """P-04: a flood is not left to one process."""
        self.make_due()
        self.notice._leave_to_cron()
        for job in const.RECHECK_JOBS:
            cron = self.env.ref(f"payment_sagepay.{job}")
            self.assertTrue(cron.active)
            self.assertEqual(cron.code, "model._cron_recheck()")
            triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
            self.assertTrue(triggers, job)

    def test_a_turn_that_took_its_time_lets_other_jobs_in(self):
        """O-10: it ends, and both jobs are called again, not at once and ten times."""
        others = [self.make_tx(self.make_invoice(100.0)) for _number in range(3)]
        with patch.object(inline_place, "places", return_value=0):
            for number, tx in enumerate(others):
                self.pay(tx, trace=f"3.{number}")
        triggers = self.env["ir.cron.trigger"].sudo()
        triggers.search([]).unlink()
        told, asked = [], len(self.gateway.asked)

        def progress(_crons, processed=0, remaining=None):
            told.append((processed, remaining))
            return 0

        with patch.object(type(self.env["ir.cron"]), "_commit_progress", progress):
            self.run_scheduled()
        self.assertEqual(len(self.gateway.asked), asked + 1)
        self.assertEqual(told[-1], (0, 0))
        woken = triggers.search([]).cron_id
        for job in const.RECHECK_JOBS:
            self.assertIn(self.env.ref(f"payment_sagepay.{job}"), woken)

    def test_a_notice_that_comes_at_the_end_of_an_empty_turn_calls_for_another(self):
        """X-10: Odoo warns of a job that does nothing and says there is work."""
        self.env["ir.cron.trigger"].sudo().search([]).unlink()
        told = []

        def progress(_crons, processed=0, remaining=None):
            told.append((processed, remaining))
            return 60

        def too_early(model, _limit):
            self.make_due(model.browse(self.notice.id))
            return []

        with (
            patch.object(type(self.env["ir.cron"]), "_commit_progress", progress),
            patch.object(type(self.notice), "_due_ids", too_early),
        ):
            self.run_scheduled()
        self.assertEqual(told[-1], (0, 0))
        woken = self.env["ir.cron.trigger"].sudo().search([]).cron_id
        self.assertIn(self.env.ref(f"payment_sagepay.{const.RECHECK_JOBS[0]}"), woken)

    def test_the_look_up_has_no_more_time_than_its_caller(self):
        """G-03: two seconds while somebody waits, more when nobody does."""
        inline = self.notice._plan_look_up(const.INLINE_DEADLINE)
        self.assertIsInstance(inline, intake.LookUp)
        self.assertEqual(inline.client._limits.deadline, const.INLINE_DEADLINE)
        self.assertEqual(inline.trace, TRACE)

    def test_the_schedule_is_active(self):
        """C-07 in short."""
        cron = self.env.ref("payment_sagepay.cron_recheck_notices")
        self.assertTrue(cron.active)
        self.assertEqual(cron.user_id, self.env.ref("base.user_root"))
