from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from ..statement import company_today
from .reminder_common import ReminderCommon


@tagged("post_install", "-at_install")
class TestReminder(ReminderCommon, MailCommon):
    """Who is reminded of what, when, and who never is."""

    def test_overdue_invoice_is_reminded_of_once_per_step(self):
        self._due(self.invoice, days=8)
        self.assertEqual(self._run(), self.invoice)
        self.assertFalse(self._run())
        with self._day(self.invoice.invoice_date_due + timedelta(days=13)):
            self.assertFalse(self._run())

    def test_each_step_is_one_reminder(self):
        told = []
        self._due(self.invoice, days=8)
        due_date = self.invoice.invoice_date_due
        for days in (8, 14, 15, 31, 60):
            with self._day(due_date + timedelta(days=days)):
                told.append(len(self._run()))
        self.assertEqual(told, [1, 1, 0, 1, 0])
        self.assertEqual(
            sorted(self.invoice.customer_zone_reminder_ids.mapped("days")), [7, 14, 30]
        )

    def test_late_beginning_skips_the_steps_that_have_passed(self):
        self._due(self.invoice, days=40)
        self.assertEqual(self._run(), self.invoice)
        self.assertEqual(self.invoice.customer_zone_reminder_ids.days, 30)
        self.assertFalse(self._run())

    def test_mail_carries_the_recipients_own_link_and_is_logged(self):
        self._due(self.invoice, days=8)
        with self.mock_mail_gateway():
            self._run()
        mail = self._new_mails.filtered(lambda one: self.customer in one.recipient_ids)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.state, "outgoing")
        self.assertIn("/zone/l/", mail.body_html)
        self.assertIn("View and pay your invoice", mail.body_html)
        self.assertIn("is overdue", mail.subject)
        log = self.invoice.message_ids.filtered(
            lambda one: one.message_type == "comment"
        )
        self.assertIn("overdue", log.subject)
        self.assertNotIn("/zone/l/", log.body)
        row = self.invoice.customer_zone_reminder_ids
        self.assertEqual(row.amount, 1000.0)
        self.assertEqual(row.due_date, self.invoice.invoice_date_due)
        event = self.env["customer.zone.event"].search(
            [("move_id", "=", self.invoice.id)]
        )
        self.assertEqual(event.mapped("kind"), ["reminder"])

    def test_reminder_is_no_new_sending(self):
        visitor = {"company_id": self.company.id, "customer_id": self.customer.id}
        events = self.env["customer.zone.event"]
        events._record(visitor, "view", move=self.invoice)
        self._due(self.invoice, days=8)
        self.assertTrue(self._run())
        self.invoice.invalidate_recordset()
        self.assertEqual(self.invoice.customer_zone_viewed, "yes")

    def test_nobody_is_reminded_of_what_is_not_overdue(self):
        self._due(self.invoice, days=6)
        self.assertFalse(self._run())
        self._due(self.invoice, days=0)
        self.assertFalse(self._run())

    def test_nobody_is_reminded_of_what_is_paid_or_no_invoice(self):
        self._due(self.invoice, days=8)
        self._pay(self.invoice)
        draft = self._invoice(self.customer, post=False)
        draft.invoice_date_due = fields.Date.today() - timedelta(days=8)
        refund = self._invoice(self.customer, move_type="out_refund")
        self._due(refund, days=8)
        self.assertFalse(self._run())

    def test_small_amounts_are_let_be(self):
        self.company.customer_zone_reminder_least = 1000.01
        self._due(self.invoice, days=8)
        self.assertFalse(self._run())
        self.company.customer_zone_reminder_least = 1000.0
        self.assertEqual(self._run(), self.invoice)

    def test_customer_and_invoice_can_be_left_out(self):
        self._due(self.invoice, days=8)
        self.customer.customer_zone_no_reminders = True
        self.assertTrue(self.contact.customer_zone_no_reminders)
        self.assertFalse(self._run())
        self.customer.customer_zone_no_reminders = False
        self.invoice.no_followup = True
        self.assertFalse(self._run())
        self.invoice.no_followup = False
        self.customer.customer_zone_allowed = False
        self.assertFalse(self._run())
        self.customer.customer_zone_allowed = True
        self.assertEqual(self._run(), self.invoice)

    def test_old_debts_are_let_be(self):
        self._due(self.invoice, days=8)
        today = fields.Date.today()
        self.company.customer_zone_reminder_since = today - timedelta(days=7)
        self.assertFalse(self._run())

    def test_every_instalment_is_reminded_of(self):
        self._due(self.invoice, days=8)
        self.assertEqual(self._run(), self.invoice)
        self._due(self.invoice, days=9)
        self.assertEqual(self._run(), self.invoice)
        self.assertEqual(len(self.invoice.customer_zone_reminder_ids), 2)

    def test_switching_on_begins_today_with_sensible_steps(self):
        company = self.env["res.company"].create({"name": "Third Shop"})
        self.assertFalse(company.customer_zone_reminder_step_ids)
        company.customer_zone_reminders = True
        steps = company.customer_zone_reminder_step_ids
        self.assertEqual(sorted(steps.mapped("days")), [7, 14, 30])
        self.assertEqual(company.customer_zone_reminder_since, company_today(company))
        company.customer_zone_reminders = False
        company.customer_zone_reminder_since = "2020-01-01"
        company.customer_zone_reminders = True
        self.assertEqual(len(company.customer_zone_reminder_step_ids), 3)
        self.assertEqual(str(company.customer_zone_reminder_since), "2020-01-01")
        company.customer_zone_reminder_since = False
        self.assertEqual(company.customer_zone_reminder_since, company_today(company))
        with self.assertRaises(ValidationError):
            company.customer_zone_reminder_least = -1

    # The settings form warns about another block of it in this chart of accounts.
    @mute_logger("odoo.tests.form.onchange")
    def test_settings_switch_reminders_on(self):
        self.company.customer_zone_reminders = False
        self.company.customer_zone_reminder_since = False
        admin = self.env.ref("base.user_admin")
        admin.write({"company_ids": [(4, self.company.id)]})
        settings = self.env["res.config.settings"].with_user(admin)
        form = Form(settings.with_company(self.company))
        form.customer_zone_reminders = True
        self.assertEqual(form.customer_zone_reminder_since, fields.Date.today())
        form.customer_zone_reminder_least = 150
        form.customer_zone_keep = 36
        form.customer_zone_sent_only = True
        form.save().execute()
        self.assertTrue(self.company.customer_zone_reminders)
        self.assertEqual(self.company.customer_zone_reminder_least, 150)
        self.assertEqual(self.company.customer_zone_reminder_since, fields.Date.today())
        self.assertEqual(len(self.company.customer_zone_reminder_step_ids), 3)
        self.assertEqual(self.company.customer_zone_keep, 36)
        self.assertTrue(self.company.customer_zone_sent_only)

    def test_log_of_reminders_cannot_be_changed(self):
        self._due(self.invoice, days=8)
        self._run()
        row = self.invoice.customer_zone_reminder_ids.sudo()
        with self.assertRaises(UserError):
            row.write({"days": 3})
        with self.assertRaises(UserError):
            row.unlink()
