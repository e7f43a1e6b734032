from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestRetention(ZoneCommon):
    """Old activity goes, what it adds up to stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.events = cls.env["customer.zone.event"]
        cls.tallies = cls.env["customer.zone.event.tally"]
        cls.company.customer_zone_keep = 12

    def _note(self, when, kind="view", recipient=None):
        visitor = {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "recipient_id": (recipient or self.contact).id,
        }
        with freeze_time(when):
            self.events._record(visitor, kind, move=self.invoice)

    def _marks(self):
        self.invoice.invalidate_recordset()
        names = ("sent_at", "first_view", "last_view", "view_count", "total_views")
        return [self.invoice[f"customer_zone_{name}"] for name in names]

    def _old_story(self):
        self._note("2024-01-05 08:00:00", "sent")
        self._note("2024-01-06 09:00:00")
        self._note("2024-01-07 10:00:00", "pdf", self.customer)
        self._note("2024-01-08 10:00:00", "view", self.stranger)
        self._note("2024-02-03 11:00:00")
        self._note("2026-03-01 12:00:00")

    def _run(self):
        self.env.ref("customer_zone.ir_cron_prune_activity").method_direct_trigger()

    def test_figures_are_the_same_before_and_after(self):
        self._old_story()
        before = self._marks()
        self.assertEqual(before[0], datetime(2024, 1, 5, 8))
        self.assertEqual(before[3:], [4, 4])
        with freeze_time("2026-04-01"):
            self.assertEqual(self.events._prune(self.company, 100), 5)
        self.assertEqual(self._marks(), before)
        found = self.env["account.move"].search(
            [("id", "=", self.invoice.id), ("customer_zone_viewed", "=", "yes")]
        )
        self.assertEqual(found, self.invoice)

    def test_who_it_was_is_gone(self):
        self._old_story()
        with freeze_time("2026-04-01"):
            self.events._prune(self.company, 100)
        left = self.events.search([("move_id", "=", self.invoice.id)])
        self.assertEqual(left.happened_at, datetime(2026, 3, 1, 12))
        self.assertNotIn("recipient_id", self.tallies._fields)
        january = self.tallies.search(
            [("move_id", "=", self.invoice.id), ("kind", "=", "view")], order="id"
        )
        self.assertEqual(
            sorted(january.mapped(lambda one: (str(one.month), one.times))),
            [("2024-01-01", 1), ("2024-01-01", 1), ("2024-02-01", 1)],
        )

    def test_small_steps_add_up_to_the_same(self):
        self._old_story()
        before = self._marks()
        with freeze_time("2026-04-01"):
            steps = [self.events._prune(self.company, 2) for _step in range(4)]
        self.assertEqual(steps, [2, 2, 1, 0])
        self.assertEqual(self._marks(), before)

    def test_zero_keeps_everything(self):
        self._old_story()
        self.company.customer_zone_keep = 0
        self.env["res.company"].search([]).customer_zone_keep = 0
        with freeze_time("2026-04-01"), self.enter_registry_test_mode():
            self._run()
        self.assertEqual(
            self.events.search_count([("move_id", "=", self.invoice.id)]), 6
        )

    def test_cron_cleans_up_companies_that_ask_for_it(self):
        self._old_story()
        with freeze_time("2026-04-01"), self.enter_registry_test_mode():
            self._run()
        self.assertEqual(
            self.events.search_count([("move_id", "=", self.invoice.id)]), 1
        )

    def test_retention_has_limits(self):
        for months in (-1, 121):
            with self.subTest(months=months), self.assertRaises(ValidationError):
                self.company.customer_zone_keep = months
