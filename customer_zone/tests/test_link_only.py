import base64

from odoo.tests import Form, tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestLinkOnly(ZoneCommon, MailCommon):
    """Sending the link without the PDF, one by one and by the batch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()

    def _send(self, invoice, **values):
        wizard = self._create_account_move_send_wizard_single(
            invoice,
            sending_methods=["email"],
            mail_partner_ids=self.customer.ids,
            customer_zone_link_only=True,
            **values,
        )
        with self.mock_mail_gateway():
            wizard.action_send_and_print()
        return self._new_mails

    def _keep_pdf(self, invoice):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "legal.pdf",
                "raw": b"%PDF-1.4 legal",
                "mimetype": "application/pdf",
                "res_model": "account.move",
                "res_id": invoice.id,
                "res_field": "invoice_pdf_report_file",
            }
        )
        invoice.invalidate_recordset()
        self.assertEqual(invoice.invoice_pdf_report_id, attachment)

    def test_no_pdf_is_made_and_none_is_sent(self):
        mail = self._send(self.invoice)
        self.assertEqual(len(mail), 1)
        self.assertFalse(mail.attachment_ids)
        self.assertIn("/zone/l/", mail.body_html)
        self.assertFalse(self.invoice.invoice_pdf_report_id)
        self.assertTrue(self.invoice.is_move_sent)

    def test_pdf_that_was_made_before_stays_at_home(self):
        self._keep_pdf(self.invoice)
        self.assertFalse(self._send(self.invoice).attachment_ids)
        self.assertTrue(self.invoice.invoice_pdf_report_id)

    def test_what_was_attached_by_hand_is_sent(self):
        terms = self.env["ir.attachment"].create(
            {"name": "terms.txt", "raw": b"30 days", "mimetype": "text/plain"}
        )
        manual = {
            "id": terms.id,
            "name": terms.name,
            "mimetype": terms.mimetype,
            "placeholder": False,
            "manual": True,
        }
        mail = self._send(self.invoice, mail_attachments_widget=[manual])
        self.assertEqual(mail.attachment_ids.mapped("name"), ["terms.txt"])
        self.assertEqual(base64.b64decode(mail.attachment_ids.datas), b"30 days")

    def test_wizard_shows_what_it_will_send(self):
        wizards = self.env["account.move.send.wizard"]
        form = Form(
            wizards.with_context(
                active_model="account.move", active_ids=self.invoice.ids
            )
        )
        self.assertTrue(form.customer_zone_can_link_only)
        self.assertTrue(form.mail_attachments_widget)
        form.customer_zone_link_only = True
        self.assertFalse(form.mail_attachments_widget)
        form.customer_zone_link_only = False
        self.assertTrue(form.mail_attachments_widget)

    def test_settings_of_other_addons_are_what_they_are_without_the_zone(self):
        """Only what was asked for is added: others compare the whole of them."""
        wizard = self._create_account_move_send_wizard_single(self.invoice)
        added = {name for name in wizard._get_sending_settings() if "zone" in name}
        self.assertFalse(added)
        wizard.customer_zone_link_only = True
        self.assertTrue(wizard._get_sending_settings()["customer_zone_link_only"])

    def test_it_is_not_offered_where_there_is_no_link(self):
        self.customer.customer_zone_allowed = False
        wizard = self._create_account_move_send_wizard_single(self.invoice)
        self.assertFalse(wizard.customer_zone_can_link_only)
        self.customer.customer_zone_allowed = True
        self.company.customer_zone_enabled = False
        wizard = self._create_account_move_send_wizard_single(self.invoice)
        self.assertFalse(wizard.customer_zone_can_link_only)

    def test_batch_sends_the_link_to_the_customers_of_the_zone_alone(self):
        other = self._invoice(self.customer, 20.0)
        refused = self._contact("Refused Shop", is_company=True)
        pdf = self._invoice(refused, 30.0)
        self._keep_pdf(pdf)
        moves = self.invoice | other | pdf
        wizard = (
            self.env["account.move.send.batch.wizard"]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create({"customer_zone_link_only": True})
        )
        self.assertTrue(wizard.customer_zone_can_link_only)
        wizard.action_send_and_print()
        self.assertTrue(all(move.sending_data for move in moves))
        self.assertTrue(self.invoice.sending_data["author_user_id"])
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            self.env.ref("account.ir_cron_account_move_send").method_direct_trigger()
        by_partner = {
            mail.recipient_ids: mail.attachment_ids.mapped("name")
            for mail in self._new_mails
        }
        self.assertEqual(len(self._new_mails), 3)
        self.assertEqual(by_partner[self.customer], [])
        self.assertEqual(by_partner[refused], ["legal.pdf"])
        self.env.invalidate_all()
        self.assertFalse(any(move.sending_data for move in moves))
        self.assertFalse((self.invoice | other).invoice_pdf_report_id)
