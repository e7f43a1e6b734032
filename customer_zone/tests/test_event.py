from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestEvent(ZoneCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.events = cls.env["customer.zone.event"]
        cls.visitor = {
            "company_id": cls.company.id,
            "customer_id": cls.customer.id,
            "recipient_id": cls.contact.id,
            "link_id": False,
        }

    def _see(self, when, kind="view", move=None):
        with freeze_time(when):
            return self.events._record(self.visitor, kind, move=move or self.invoice)

    def test_invoice_shows_first_last_and_number_of_views(self):
        self._see("2025-03-01 08:00:00")
        self._see("2025-03-04 09:30:00", kind="pdf")
        self._see("2025-03-05 10:00:00", kind="pay_start")
        self.assertEqual(self.invoice.customer_zone_first_view, datetime(2025, 3, 1, 8))
        self.assertEqual(
            self.invoice.customer_zone_last_view, datetime(2025, 3, 4, 9, 30)
        )
        self.assertEqual(self.invoice.customer_zone_view_count, 2)

    def test_invoice_nobody_opened_says_nothing(self):
        self.assertFalse(self.invoice.customer_zone_first_view)
        self.assertFalse(self.invoice.customer_zone_last_view)
        self.assertEqual(self.invoice.customer_zone_view_count, 0)
        new = self.env["account.move"].new({"move_type": "out_invoice"})
        self.assertEqual(new.customer_zone_view_count, 0)

    def test_marks_of_many_invoices_cost_one_query(self):
        invoices = self.invoice
        for amount in range(5):
            invoices |= self._invoice(self.customer, 10.0 + amount)
        for invoice in invoices:
            self._see("2025-03-01 08:00:00", move=invoice)
        invoices.invalidate_recordset()
        invoices.mapped("name")
        with self.assertQueryCount(1):
            counts = invoices.mapped("customer_zone_view_count")
        self.assertEqual(counts, [1] * 6)

    def test_event_names_who_did_what_and_when(self):
        event = self._see("2025-03-01 08:00:00")
        self.assertEqual(event.recipient_id, self.contact)
        self.assertEqual(event.customer_id, self.customer)
        self.assertEqual(event.company_id, self.company)
        self.assertEqual(event.happened_at, datetime(2025, 3, 1, 8))

    def test_what_happened_cannot_be_changed_or_removed(self):
        event = self._see("2025-03-01 08:00:00")
        with self.assertRaises(UserError):
            event.sudo().write({"kind": "pdf"})
        with self.assertRaises(UserError):
            event.sudo().unlink()
        self.assertEqual(event.kind, "view")

    def test_bookkeepers_of_another_company_see_nothing(self):
        event = self._see("2025-03-01 08:00:00")
        other = self.env["res.company"].create({"name": "Second Shop"})
        clerk = new_test_user(
            self.env,
            "zone_other_clerk",
            "account.group_account_invoice",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(self.events.with_user(clerk).search([]))
        with self.assertRaises(AccessError):
            event.with_user(clerk).read(["kind"])

    def test_button_opens_the_activity_of_this_invoice(self):
        event = self._see("2025-03-01 08:00:00")
        self._see("2025-03-01 08:00:00", move=self._invoice(self.customer))
        action = self.invoice.action_customer_zone_events()
        self.assertEqual(self.events.search(action["domain"]), event)
