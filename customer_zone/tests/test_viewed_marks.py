from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestViewedMarks(ZoneCommon, MailCommon):
    """Who opened a document since it was last sent, when, and how often."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        cls.events = cls.env["customer.zone.event"]
        cls.order = cls.env["sale.order"].sudo().create({"partner_id": cls.customer.id})

    def _note(self, when, kind="view", document=None, recipient=None):
        document = document or self.invoice
        visitor = {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "recipient_id": (recipient or self.contact).id,
        }
        with freeze_time(when):
            event = self.events._record(
                visitor, kind, **document._zone_event_document()
            )
        document.invalidate_recordset()
        return event

    def _found(self, *domain, model="account.move"):
        return self.env[model].search(
            [("id", "in", (self.invoice | self.other).ids), *domain]
            if model == "account.move"
            else [("id", "=", self.order.id), *domain]
        )

    def setUp(self):
        super().setUp()
        self.other = self._invoice(self.customer, 50.0)

    def test_sending_the_invoice_is_noted_for_each_recipient(self):
        wizard = self._create_account_move_send_wizard_single(
            self.invoice,
            sending_methods=["email"],
            mail_partner_ids=(self.customer | self.contact).ids,
        )
        with self.mock_mail_gateway():
            wizard.action_send_and_print(allow_fallback_pdf=True)
        sent = self.events.search(
            [("move_id", "=", self.invoice.id), ("kind", "=", "sent")]
        )
        self.assertEqual(sent.recipient_id, self.customer | self.contact)
        self.assertEqual(len(sent), 2)
        self.assertTrue(self.invoice.is_move_sent)
        self.assertTrue(self.invoice.customer_zone_sent_at)
        self.assertEqual(self.invoice.customer_zone_viewed, "no")

    def test_writing_about_an_invoice_is_not_sending_it(self):
        self._note("2025-03-01 08:00:00", "sent")
        self._note("2025-03-02 08:00:00")
        with self.mock_mail_gateway():
            self.invoice.message_post(
                body="We look forward to it.",
                partner_ids=self.customer.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertIn("/zone/l/", self._new_mails.body_html)
        self.assertEqual(self.invoice.customer_zone_viewed, "yes")
        self.assertEqual(self.invoice.customer_zone_sent_at, datetime(2025, 3, 1, 8))

    def test_marks_start_anew_when_the_document_is_sent_again(self):
        for document in (self.invoice, self.order):
            with self.subTest(model=document._name):
                self._note("2025-03-01 08:00:00", "sent", document)
                self._note("2025-03-01 09:00:00", "view", document)
                self._note("2025-03-02 09:00:00", "pdf", document)
                self.assertEqual(document.customer_zone_view_count, 2)
                self.assertEqual(document.customer_zone_viewers, "Thandi Acacia")
                self._note("2025-03-03 08:00:00", "sent", document)
                self.assertEqual(document.customer_zone_viewed, "no")
                self.assertEqual(document.customer_zone_view_count, 0)
                self.assertFalse(document.customer_zone_last_view)
                self.assertFalse(document.customer_zone_viewers)
                self.assertEqual(document.customer_zone_total_views, 2)
                self._note("2025-03-04 07:00:00", "view", document, self.customer)
                self.assertEqual(
                    document.customer_zone_first_view, datetime(2025, 3, 4, 7)
                )
                self.assertEqual(document.customer_zone_view_count, 1)
                self.assertEqual(document.customer_zone_viewers, "Acacia Trading")
                self.assertEqual(document.customer_zone_total_views, 3)

    def test_who_was_added_by_hand_is_not_the_customer(self):
        self._note("2025-03-01 08:00:00", "sent")
        event = self._note("2025-03-01 09:00:00", recipient=self.stranger)
        self.assertFalse(event.is_customer)
        self.assertEqual(self.invoice.customer_zone_viewed, "no")
        self.assertEqual(self.invoice.customer_zone_total_views, 0)
        action = self.invoice.action_customer_zone_events()
        self.assertIn(event, self.events.search(action["domain"]))

    def test_filters_find_viewed_and_not_viewed(self):
        self._note("2025-03-01 08:00:00", "sent")
        self._note("2025-03-01 09:00:00")
        self.assertEqual(
            self._found(("customer_zone_viewed", "=", "yes")), self.invoice
        )
        self.assertFalse(self._found(("customer_zone_viewed", "=", "no")))
        self.assertEqual(self._found(("customer_zone_viewed", "=", False)), self.other)
        self._note("2025-03-02 08:00:00", "sent")
        self.assertFalse(self._found(("customer_zone_viewed", "=", "yes")))
        self.assertEqual(self._found(("customer_zone_viewed", "=", "no")), self.invoice)
        self.assertEqual(
            self._found(("customer_zone_viewed", "!=", False)), self.invoice
        )

    def test_filter_finds_what_nobody_viewed_days_after_sending(self):
        now = fields.Datetime.now()
        self._note(now - timedelta(days=5), "sent")
        self._note(now - timedelta(days=2), "sent", self.other)
        self._note(now - timedelta(days=8), "sent", self.order)
        self.assertEqual(self.invoice.customer_zone_waiting_days, 5)
        both = self.invoice | self.other
        days = "customer_zone_waiting_days"
        self.assertEqual(self._found((days, ">=", 3)), self.invoice)
        self.assertEqual(self._found((days, ">", 1)), both)
        self.assertFalse(self._found((days, ">=", 7)))
        self.assertTrue(self._found((days, ">=", 7), model="sale.order"))
        self._note(now)
        self.assertFalse(self._found((days, ">=", 3)))
        self.assertEqual(self.invoice.customer_zone_waiting_days, 0)

    def test_invoice_list_costs_the_same_for_any_number_of_invoices(self):
        spec = {
            name: {}
            for name in (
                "name",
                "amount_total",
                "customer_zone_viewed",
                "customer_zone_viewers",
                "customer_zone_view_count",
                "customer_zone_last_view",
                "customer_zone_sent_at",
            )
        }
        many = self.invoice
        for amount in range(8):
            many |= self._invoice(self.customer, 10.0 + amount)
        for invoice in many:
            self._note("2025-03-01 08:00:00", "sent", invoice)
            self._note("2025-03-01 09:00:00", "view", invoice)
        self.env.flush_all()

        def cost(moves):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            moves.web_read(spec)
            return self.env.cr.sql_log_count - before

        cost(many)
        self.assertEqual(cost(many), cost(self.invoice))
        plain = {"name": {}, "amount_total": {}}
        ours = cost(many)
        spec = plain
        self.assertEqual(ours, cost(many) + 1)

    def test_quote_sent_through_the_composer_starts_its_marks(self):
        action = self.order.action_quotation_send()
        composer = (
            self.env["mail.compose.message"]
            .with_context(**action["context"])
            .create({"partner_ids": self.customer.ids})
        )
        with self.mock_mail_gateway():
            composer.action_send_mail()
        self.assertEqual(self.order.state, "sent")
        self.assertTrue(self.order.customer_zone_shared)
        self.assertEqual(self.order.customer_zone_viewed, "no")

    def test_screens_show_the_marks(self):
        for view, kind, model, name in (
            ("account.view_account_move_kanban", "kanban", "account.move", "viewed"),
            ("account.view_out_invoice_tree", "list", "account.move", "viewers"),
            ("account.view_account_invoice_filter", "search", "account.move", "viewed"),
            ("sale.view_sale_order_kanban", "kanban", "sale.order", "viewed"),
            ("sale.view_quotation_tree", "list", "sale.order", "viewed"),
            ("sale.sale_order_view_search_inherit_quotation", "search", "sale.order")
            + ("waiting_days",),
        ):
            with self.subTest(view=view):
                arch = self.env[model].get_view(self.env.ref(view).id, kind)["arch"]
                self.assertIn(f"customer_zone_{name}", arch)
        form = Form(self.invoice)
        self.assertFalse(form.customer_zone_viewers)

    def test_sent_events_cannot_be_changed_either(self):
        event = self._note("2025-03-01 08:00:00", "sent")
        with self.assertRaises(UserError):
            event.sudo().write({"happened_at": fields.Datetime.now()})
