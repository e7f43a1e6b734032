from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ZoneCommon

TOTALS = (
    "customer.zone.event.tally",
    "customer.zone.reminder",
    "customer.zone.reminder.step",
    "customer.zone.analysis",
)
MARKS = (
    "customer_zone_sent_at",
    "customer_zone_first_view",
    "customer_zone_last_view",
    "customer_zone_view_count",
    "customer_zone_total_views",
    "customer_zone_viewers",
    "customer_zone_viewed",
    "customer_zone_waiting_days",
)
MOVE_FIELDS = (
    *MARKS,
    "customer_zone_stage",
    "customer_zone_started_at",
    "customer_zone_paid_on",
    "customer_zone_banked_on",
    "customer_zone_reminder_ids",
)


@tagged("post_install", "-at_install")
class TestRightsActivity(ZoneCommon):
    """A-12: who reads marks, totals, reminders and analysis, and who sets what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_partner.parent_id = cls.customer
        cls.clerk = cls._user("zone_plain_2", "base.group_user")
        cls.reader = cls._user("zone_reader_2", "account.group_account_readonly")
        cls.biller = cls._user("zone_biller_2", "account.group_account_invoice")
        cls.manager = cls._user("zone_manager_2", "account.group_account_manager")

    @classmethod
    def _user(cls, login, groups):
        return new_test_user(
            cls.env,
            login,
            groups,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def test_customers_read_none_of_our_marks(self):
        order = self.env["sale.order"].sudo().create({"partner_id": self.customer.id})
        order.action_quotation_sent()
        records = (
            (self.invoice, MOVE_FIELDS),
            (order, (*MARKS, "customer_zone_shared")),
            (self.customer, ("customer_zone_no_reminders",)),
        )
        for record, names in records:
            mine = record.with_user(self.portal_user)
            self.assertTrue(mine.read(["name"])[0]["name"])
            for name in names:
                with self.subTest(model=record._name, field=name):
                    with self.assertRaises(AccessError):
                        mine.read([name])
                    with self.assertRaises(AccessError):
                        mine.write({name: False})

    def test_customers_cannot_search_by_our_marks(self):
        moves = self.env["account.move"].with_user(self.portal_user)
        for domain in (
            [("customer_zone_viewed", "=", "yes")],
            [("customer_zone_waiting_days", ">=", 1)],
            [("customer_zone_reminder_ids", "!=", False)],
        ):
            with self.subTest(domain=domain), self.assertRaises(AccessError):
                moves.search(domain)

    def test_nobody_but_bookkeepers_reads_totals_and_reminders(self):
        for model in TOTALS:
            for user in (self.public_user, self.portal_user, self.clerk):
                with (
                    self.subTest(model=model, user=user.id),
                    self.assertRaises(AccessError),
                ):
                    self.env[model].with_user(user).search_read([], ["id"])
            for user in (self.reader, self.biller):
                with self.subTest(model=model, user=user.id):
                    self.env[model].with_user(user).search_read([], ["id"])

    def test_nobody_writes_totals_or_reminders_by_hand(self):
        values = {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "kind": "view",
            "month": "2026-01-01",
            "times": 7,
            "first_at": "2026-01-01 08:00:00",
            "last_at": "2026-01-01 08:00:00",
        }
        reminder = {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "move_id": self.invoice.id,
            "due_date": "2026-01-01",
            "days": 7,
        }
        for user in (self.portal_user, self.biller, self.manager):
            with self.subTest(user=user.id):
                with self.assertRaises(AccessError):
                    self.env[TOTALS[0]].with_user(user).create(values)
                with self.assertRaises(AccessError):
                    self.env[TOTALS[1]].with_user(user).create(reminder)

    def test_steps_are_set_up_by_administrators_of_accounting(self):
        steps = self.env["customer.zone.reminder.step"]
        with self.assertRaises(AccessError):
            steps.with_user(self.biller).create({"days": 3})
        step = steps.with_user(self.manager).create({"days": 3})
        self.assertEqual(step.company_id, self.company)
        self.assertTrue(step.template_id)
        other = self.env["res.company"].sudo().create({"name": "Second Shop"})
        with self.assertRaises(AccessError):
            steps.with_user(self.manager).create({"days": 4, "company_id": other.id})
