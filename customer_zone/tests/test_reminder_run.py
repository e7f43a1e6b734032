from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .reminder_common import ReminderCommon

RUN = "odoo.addons.customer_zone.models.reminder.customer_zone_reminder_run"


@tagged("post_install", "-at_install")
class TestReminderRun(ReminderCommon):
    """The schedule: in steps, resumable, and one failure harms nobody else."""

    def setUp(self):
        super().setUp()
        self.invoices = self.invoice
        for amount in range(4):
            self.invoices |= self._invoice(self.customer, 100.0 + amount)
        for invoice in self.invoices:
            self._due(invoice, days=8)

    def _told(self):
        self.env.invalidate_all()
        return self.reminders.search([]).move_id

    def _trigger(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("customer_zone.ir_cron_send_reminders")
            cron.method_direct_trigger()

    def test_schedule_sends_all_that_is_due(self):
        self._trigger()
        self.assertEqual(self._told(), self.invoices)
        self._trigger()
        self.assertEqual(len(self.reminders.search([])), 5)

    def test_run_that_was_cut_short_goes_on_and_nobody_gets_two(self):
        def no_time_left(_self, processed=0, *, remaining=None, deactivate=False):
            steps.append((processed, remaining))
            return 0 if processed else 60

        steps = []
        crons = type(self.env["ir.cron"])
        with (
            patch(f"{RUN}.BATCH", 2),
            patch.object(crons, "_commit_progress", no_time_left),
        ):
            self.reminders._cron_send()
            self.assertEqual(len(self._told()), 2)
            self.reminders._cron_send()
            self.assertEqual(len(self._told()), 4)
            self.reminders._cron_send()
        self.assertEqual(self._told(), self.invoices)
        self.assertEqual(len(self.reminders.search([])), 5)
        self.assertEqual(steps, [(0, 5), (2, 3), (0, 3), (2, 1), (0, 1), (1, 0)])

    @mute_logger(RUN)
    def test_one_that_fails_keeps_no_other_from_going_out(self):
        bad = self.invoices[1]
        moves = type(self.invoice)
        send = moves._zone_send_reminder

        def sometimes(move, *args):
            if move == bad:
                raise ValueError("this template is broken")
            return send(move, *args)

        with patch.object(moves, "_zone_send_reminder", sometimes):
            told = self._run()
        self.assertEqual(told, self.invoices - bad)
        self.assertFalse(bad.customer_zone_reminder_ids)
        self.assertEqual(self._run(), bad)
