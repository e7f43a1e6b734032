from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tests.common import new_test_user
from odoo.tools import mute_logger

from .common import SagepayCommon

LOGGER = "odoo.addons.payment_sagepay.models.transaction.payment_transaction_mail"


@tagged("post_install", "-at_install")
class TestMails(SagepayCommon):
    """Telling people about a booked receipt: once, later, never in its way."""

    def setUp(self):
        super().setUp()
        self.seller = new_test_user(
            self.env,
            login="seller",
            email="seller@example.com",
            notification_type="email",
            groups="account.group_account_invoice",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.sagepay.write(
            {
                "sagepay_mail_business": True,
                "sagepay_mail_user_ids": [(6, 0, self.seller.ids)],
                "sagepay_mail_addresses": "Owner <owner@example.com>, b@example.com",
                "sagepay_mail_seller": False,
            }
        )
        self.known = self.env["mail.mail"].search([])

    def run_scheduled_mails(self):
        """Queue due e-mails as the scheduler does."""
        with self.test_cursors(), self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["payment.transaction"]._cron_sagepay_send_mails()
        self.env.invalidate_all()

    def mails(self):
        """Return the e-mails queued by this test."""
        return self.env["mail.mail"].search([]) - self.known

    def to_customer(self):
        """Return the queued e-mails to who paid."""
        return self.mails().filtered(lambda m: self.customer in m.recipient_ids)

    def to_business(self):
        """Return the queued e-mails to the addresses in the settings."""
        return self.mails().filtered(lambda m: "owner@" in (m.email_to or ""))

    def paid(self):
        """Return a payment that was made and booked."""
        tx = self.make_tx(self.make_invoice(100.0, invoice_user_id=self.seller.id))
        self.pay(tx)
        self.assertPaidOnce(tx)
        return tx

    def test_the_customer_gets_one_receipt_with_its_pdf(self):
        """However often the gateway repeats itself."""
        tx = self.paid()
        self.assertFalse(self.to_customer())
        self.run_scheduled_mails()
        self.pay(tx)
        self.run_scheduled_mails()
        receipt = self.to_customer()
        self.assertEqual(len(receipt), 1)
        self.assertEqual(receipt.state, "outgoing")
        self.assertIn(tx.payment_id.name, receipt.subject)
        self.assertIn(tx.reference, receipt.body_html)
        self.assertEqual(len(receipt.attachment_ids), 1)
        self.assertIn(receipt.mail_message_id, tx.payment_id.message_ids)
        self.assertTrue(tx.sagepay_mailed_at)

    def test_the_business_is_told_at_every_address_once(self):
        """Users and further addresses, as the settings say."""
        self.paid()
        self.run_scheduled_mails()
        told = self.to_business()
        self.assertEqual(len(told), 1)
        for address in ("owner@example.com", "b@example.com", "seller@example.com"):
            self.assertEqual(told.email_to.count(address), 1)
        self.assertIn("Karoo Crafts", told.subject)

    def test_nothing_is_sent_that_is_switched_off(self):
        """Every kind has its own check box."""
        self.sagepay.write(
            {"sagepay_mail_receipt": False, "sagepay_mail_business": False}
        )
        tx = self.paid()
        self.run_scheduled_mails()
        self.assertFalse(tx.sagepay_mail_due_at)
        self.assertFalse(self.to_customer())
        self.assertFalse(self.to_business())

    def test_the_salesperson_is_told(self):
        """In the way each user has chosen for notifications."""
        self.sagepay.sagepay_mail_seller = True
        self.seller.notification_type = "inbox"
        tx = self.paid()
        self.run_scheduled_mails()
        self.assertFalse(tx.sagepay_mail_failure)
        note = (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("res_partner_id", "=", self.seller.partner_id.id),
                    ("mail_message_id.model", "=", "account.payment"),
                    ("mail_message_id.res_id", "=", tx.payment_id.id),
                ]
            )
        )
        self.assertEqual(len(note), 1)
        self.assertIn(tx.invoice_ids.name, note.mail_message_id.body)

    def test_a_salesperson_who_knows_is_not_told_again(self):
        """Another addon, or a person, has mentioned this very payment."""
        self.sagepay.sagepay_mail_seller = True
        self.seller.notification_type = "inbox"
        tx = self.paid()
        tx.invoice_ids.message_notify(
            partner_ids=self.seller.partner_id.ids, body=f"Paid: {tx.reference}"
        )
        self.run_scheduled_mails()
        told = self.env["mail.notification"].sudo()
        self.assertEqual(
            told.search_count([("res_partner_id", "=", self.seller.partner_id.id)]), 1
        )

    def test_a_failed_payment_tells_nobody(self):
        """Nothing was booked."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.gateway.knows("57830.1", tx.reference, accepted=False, reason="Declined")
        self.tell(self.fields_for(tx, accepted="false", trace="57830.1"))
        self.run_scheduled_mails()
        self.assertFalse(self.mails())

    def test_what_cannot_be_printed_is_booked_and_mailed_later(self):
        """C-08: the receipt is never in the way of the money."""
        tx = self.paid()
        reports = type(self.env["ir.actions.report"])
        broken = patch.object(
            reports, "_render_qweb_pdf", side_effect=ValueError("no engine")
        )
        with broken, mute_logger(LOGGER):
            self.run_scheduled_mails()
        self.assertFalse(self.mails())
        self.assertIn("no engine", tx.sagepay_mail_failure)
        self.assertGreater(tx.sagepay_mail_due_at, tx.create_date)
        tx.sagepay_mail_due_at = tx.create_date
        self.run_scheduled_mails()
        self.assertEqual(len(self.to_customer()), 1)
        self.assertEqual(len(self.to_business()), 1)
        self.assertFalse(tx.sagepay_mail_failure)

    def test_a_receipt_that_changes_meanwhile_is_mailed_at_once_all_the_same(self):
        """R-10: another was quicker; that is repeated, and no failure."""
        tx = self.paid()
        queue, lost = type(tx)._sagepay_queue_mails, [SerializationFailure("quicker")]

        def queue_and_lose_once(records):
            queue(records)
            if lost:
                raise lost.pop()

        with patch.object(type(tx), "_sagepay_queue_mails", queue_and_lose_once):
            self.run_scheduled_mails()
        self.assertFalse(lost)
        self.assertEqual(len(self.to_customer()), 1)
        self.assertEqual(len(self.to_business()), 1)
        self.assertTrue(tx.sagepay_mailed_at)
        self.assertFalse(tx.sagepay_mail_tries)

    def test_what_fails_again_and_again_is_given_up_and_found(self):
        """C-08: said once in the settings; a person can start it again."""
        tx = self.paid()
        template = self.env.ref("payment_sagepay.mail_template_receipt")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mail_template SET subject = %s::jsonb WHERE id = %s",
            ['{"en_US": "{{ 1 / 0 }}"}', template.id],
        )
        self.env.invalidate_all()
        with mute_logger(LOGGER, "odoo.addons.mail.models.mail_render_mixin"):
            for _try in range(7):
                if tx.sagepay_mail_due_at:
                    tx.sagepay_mail_due_at = tx.create_date
                self.run_scheduled_mails()
        self.assertFalse(tx.sagepay_mail_due_at)
        self.assertFalse(self.mails())
        codes = [finding.code for finding in self.sagepay._sagepay_findings()]
        self.assertIn("mail", codes)
        template.subject = "Thanks"
        tx.action_sagepay_mail_again()
        self.run_scheduled_mails()
        self.assertEqual(self.to_customer().subject, "Thanks")

    def test_a_payer_without_an_address_is_no_failure(self):
        """The others are told all the same."""
        self.customer.email = False
        tx = self.paid()
        self.run_scheduled_mails()
        self.assertFalse(tx.sagepay_mail_failure)
        self.assertEqual(len(self.to_business()), 1)

    def test_the_receipt_shows_names_as_text(self):
        """X-05: markup in the customer's name stays text."""
        self.customer.name = "Karoo <img src=x> Crafts"
        self.paid()
        self.run_scheduled_mails()
        body = self.to_customer().body_html
        self.assertIn("&lt;img", body)
        self.assertNotIn("<img src=x", body)

    def test_addresses_that_are_none_are_refused(self):
        """Before a payment, not after it."""
        with self.assertRaises(ValidationError):
            self.sagepay.sagepay_mail_addresses = "owner@example.com, nobody"

    def test_the_timeline_tells_it_in_order(self):
        """Sent, told, verified, booked, e-mailed."""
        tx = self.paid()
        self.run_scheduled_mails()
        text = tx.sagepay_timeline
        marks = (
            "Sent to Sage Pay",
            "Notice received",
            "Verified with Sage Pay: Paid",
            "Receipt booked",
            "E-mails queued",
        )
        for mark in marks:
            self.assertIn(mark, text)
        self.assertLess(text.index(marks[0]), text.index(marks[-1]))

    def test_the_timeline_shows_what_was_posted_as_text(self):
        """X-04: markup in a notice stays text."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.tell(self.fields_for(tx, accepted="false", Amount="<b>1</b>"))
        self.assertIn("&lt;b&gt;1", tx.sagepay_timeline)
        self.assertNotIn("<b>1", tx.sagepay_timeline)
