from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import const, inline_place, intake
from ..paynow.errors import RetryLater
from .common import TRACE, SagepayCommon

INTAKE_LOG = "odoo.addons.payment_sagepay.intake"


@tagged("post_install", "-at_install")
class TestLimits(SagepayCommon):
    """X-10, N-02: what strangers post costs the gateway next to nothing."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))

    def flood(self, count, tx=None):
        """Post so many notices with invented traces; return them."""
        notices = self.last_notice().browse()
        for number in range(count):
            trace = f"666.{(tx or self.tx).id}{number:04}"
            notices |= self.tell(self.fields_for(tx or self.tx, trace=trace))
        return notices

    def make_due(self, notices):
        """Let the next look-up of these notices be due now."""
        notices.write({"next_check_at": fields.Datetime.now() - timedelta(minutes=1)})

    def test_many_invented_traces_of_one_payment_are_few_look_ups(self):
        """N-02: at once and by the schedule together."""
        notices = self.flood(const.LOOK_UPS_PER_REFERENCE + 10)
        self.assertEqual(len(self.gateway.asked), const.LOOK_UPS_AT_ONCE)
        for _run in range(3):
            self.make_due(notices)
            self.run_scheduled()
        self.assertEqual(len(self.gateway.asked), const.LOOK_UPS_AT_ONCE)
        self.assertEqual(set(notices.mapped("outcome")), {"waiting"})
        self.assertTrue(all(notices.mapped("next_check_at")))
        self.assertNotPaid(self.tx)

    def test_the_payment_of_somebody_else_is_served_during_a_flood(self):
        """R-01 during an attack: another reference is not kept waiting."""
        self.flood(const.LOOK_UPS_PER_REFERENCE + 5)
        other = self.make_tx(self.make_invoice(100.0))
        self.pay(other)
        self.assertPaidOnce(other)

    def test_in_the_schedule_every_payment_gets_its_turn(self):
        """A flood that came first does not stand before a true notice."""
        with patch.object(inline_place, "places", return_value=0):
            flood = self.flood(30)
            other = self.make_tx(self.make_invoice(100.0))
            self.gateway.knows(TRACE, other.reference)
            last = self.tell(self.fields_for(other))
        self.assertFalse(self.gateway.asked)
        self.make_due(flood + last)
        self.assertIn(last.id, self.env["sagepay.notice"]._due_ids(2))

    def test_after_an_hour_the_rest_is_asked(self):
        """Put off is not forgotten: the true notice among them pays."""
        notices = self.flood(const.LOOK_UPS_PER_REFERENCE)
        self.gateway.knows(TRACE, self.tx.reference)
        true = self.tell(self.fields_for(self.tx))
        self.assertEqual(true.outcome, "waiting")
        self.assertEqual(true.attempts, 0)
        wait = true.next_check_at - fields.Datetime.now()
        self.assertLessEqual(wait, timedelta(hours=1))
        long_ago = fields.Datetime.now() - timedelta(hours=2)
        (notices + true).write({"asked_at": long_ago})
        self.make_due(true)
        self.run_scheduled()
        self.assertPaidOnce(self.tx)

    def test_a_person_need_not_wait_for_a_flood_to_end(self):
        """Check now asks at once."""
        self.flood(const.LOOK_UPS_PER_REFERENCE + 1)
        self.gateway.knows(TRACE, self.tx.reference)
        wizard = self.env["sagepay.check"].create({"trace": TRACE})
        with self.test_cursors():
            wizard.action_check()
        self.env.invalidate_all()
        self.assertPaidOnce(self.tx)

    def test_there_is_a_limit_for_all_references_together(self):
        """X-10: many references, few look-ups in a minute, none lost."""
        with patch.object(const, "LOOK_UPS_PER_MINUTE", 3):
            for _number in range(5):
                self.flood(1, self.make_tx(self.make_invoice(100.0)))
        self.assertEqual(len(self.gateway.asked), 3)
        notices = self.env["sagepay.notice"].sudo()
        waiting = notices.search([("asked_at", "=", False)])
        self.assertEqual(len(waiting), 2)
        for notice in waiting:
            wait = notice.next_check_at - fields.Datetime.now()
            self.assertLessEqual(wait, timedelta(minutes=1))

    def test_a_failed_look_up_counts_too(self):
        """G-01: a gateway in trouble is not asked more than a healthy one."""
        down = RetryLater("The gateway answered 503", code="http_503")
        for number in range(const.LOOK_UPS_PER_REFERENCE + 3):
            self.gateway.fails(f"5.{number + 1}", down)
            self.tell(self.fields_for(self.tx, trace=f"5.{number + 1}"))
        self.assertEqual(len(self.gateway.asked), const.LOOK_UPS_AT_ONCE)

    def test_a_look_up_counts_whatever_becomes_of_its_answer(self):
        """N-02: also when the answer could not be followed."""
        model = self.env.registry["sagepay.notice"]
        broken = patch.object(model, "_settle", side_effect=ValueError)
        with broken, mute_logger(INTAKE_LOG):
            notice = self.tell(self.fields_for(self.tx))
            for _run in range(const.LOOK_UPS_PER_REFERENCE + 5):
                self.make_due(notice)
                self.run_scheduled()
        self.assertEqual(len(self.gateway.asked), const.LOOK_UPS_AT_ONCE)
        self.assertEqual(notice.attempts, const.LOOK_UPS_AT_ONCE)

    def test_each_repeated_look_up_counts(self):
        """X-10: few notices, each asked about again and again, are no way round."""
        most = const.LOOK_UPS_AT_ONCE
        notices = self.flood(7)
        for _run in range(const.DOUBT_TRIES + 1):
            self.make_due(notices.filtered("next_check_at"))
            self.run_scheduled()
        self.assertLessEqual(len(self.gateway.asked), most)
        self.assertGreater(len(self.gateway.asked), most - 7)

    def test_what_is_not_to_be_asked_is_not_left_to_the_schedule_either(self):
        """X-10, N-12: a busy moment opens no notice that was closed when it came."""
        with patch.object(inline_place, "places", return_value=0):
            unknown = self.tell({**self.fields_for(self.tx), "Reference": "KOS-NONE"})
        self.assertEqual(unknown.outcome, "unknown_reference")
        self.assertFalse(unknown.next_check_at)

    def test_a_notice_without_its_payment_keeps_no_other_waiting(self):
        """N-12: the payment was deleted while its notice waited."""
        gone = self.make_tx(self.make_invoice(100.0))
        with patch.object(inline_place, "places", return_value=0):
            orphan = self.flood(1, gone)
            self.gateway.knows(TRACE, self.tx.reference)
            true = self.tell(self.fields_for(self.tx))
        gone.unlink()
        self.make_due(orphan + true)
        self.run_scheduled()
        self.assertEqual(orphan.outcome, "unknown_reference")
        self.assertPaidOnce(self.tx)

    def test_a_notice_that_cannot_be_asked_about_keeps_no_other_waiting(self):
        """I6: whatever is wrong with one, the rest of the list goes on."""
        model = type(self.env["sagepay.notice"])
        plan = model._plan_look_up
        with patch.object(inline_place, "places", return_value=0):
            bad = self.flood(1)
            other = self.make_tx(self.make_invoice(100.0))
            self.gateway.knows(TRACE, other.reference)
            true = self.tell(self.fields_for(other))
        self.make_due(bad + true)

        def broken(notice, deadline):
            if notice.id == bad.id:
                raise ValueError("broken")
            return plan(notice, deadline)

        with (
            patch.object(model, "_plan_look_up", broken),
            mute_logger("odoo.addons.payment_sagepay.intake"),
        ):
            self.run_scheduled()
        self.env.invalidate_all()
        self.assertIn("broken", bad.failure)
        self.assertPaidOnce(other)

    def test_booking_takes_a_place_as_waiting_does(self):
        """P-04: whoever books keeps a worker from serving pages, too."""
        free = []

        def watched(registry, _transaction_id):
            with inline_place.place(registry.db_name) as place:
                free.append(place)

        self.gateway.knows(TRACE, self.tx.reference)
        with patch.object(intake, "book", watched):
            self.tell(self.fields_for(self.tx))
        self.assertEqual(free, [False])

    def test_half_of_the_workers_at_most_wait_for_the_gateway(self):
        """G-11: the places are counted over all processes of the machine."""
        name = self.env.cr.dbname
        with patch.dict(inline_place.config.options, {"workers": 5}):
            self.assertEqual(inline_place.places(), 2)
            with inline_place.place(name) as one, inline_place.place(name) as two:
                self.assertTrue(one and two)
                with inline_place.place(name) as three:
                    self.assertFalse(three)
            with inline_place.place(name) as again:
                self.assertTrue(again)
        with patch.dict(inline_place.config.options, {"workers": 0}):
            self.assertEqual(inline_place.places(), 1)

    def test_a_question_of_the_schedule_is_counted_before_it_is_asked(self):
        """C-03: also by a worker that dies while it waits."""
        notice = self.tell(self.fields_for(self.tx, trace="4.4"))
        notice.write({"asked_at": False})
        self.make_due(notice)
        with self.test_cursors(), self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["sagepay.notice"].browse(notice.id)._plan_look_up(2)
        self.env.invalidate_all()
        self.assertTrue(notice.asked_at)
