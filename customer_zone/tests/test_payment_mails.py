import re

from odoo.tests import new_test_user, tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import ZoneCommon

ADDRESS = re.compile(r"https?://[^\"'\s<>]+/zone/l/([\w\-=.~]+)")


@tagged("post_install", "-at_install")
class TestPaymentMails(ZoneCommon, MailCommon):
    """The receipt for the customer and the note for the seller, for any provider."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        cls.seller = new_test_user(
            cls.env,
            "zone_seller",
            "account.group_account_invoice",
            email="seller@example.com",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            notification_type="email",
        )

    def _paid(self, invoices):
        tx = self._transaction(invoices)
        tx._set_done()
        with self.mock_mail_gateway():
            tx._post_process()
        return tx

    def _receipt_mail(self, payment, partner):
        template = self.env.ref("account.mail_template_data_payment_receipt")
        template.report_template_ids = False
        with self.mock_mail_gateway():
            payment.message_post_with_source(
                template,
                partner_ids=partner.ids,
                email_layout_xmlid="mail.mail_notification_light",
                subtype_xmlid="mail.mt_comment",
            )
        return self._new_mails.filtered(lambda mail: partner in mail.recipient_ids)

    def test_receipt_leads_to_the_invoice_it_settled(self):
        payment = self._paid(self.invoice).payment_id
        mail = self._receipt_mail(payment, self.customer)
        link, key = self.links._read_token(ADDRESS.findall(mail.body_html)[0])
        self.assertEqual(key, f"invoice-{self.invoice.id}")
        self.assertEqual(link.recipient_id, self.customer)
        self.assertIn("View your invoice", mail.body_html)
        bodies = "".join(payment.message_ids.mapped("body"))
        self.assertNotIn("/zone/l/", bodies)

    def test_receipt_for_several_invoices_leads_to_the_account(self):
        invoices = self.invoice | self._invoice(self.customer, 20.0)
        payment = self._paid(invoices).payment_id
        mail = self._receipt_mail(payment, self.customer)
        self.assertEqual(
            self.links._read_token(ADDRESS.findall(mail.body_html)[0])[1], ""
        )
        self.assertIn("View your account", mail.body_html)

    def test_receipt_has_no_button_for_strangers_and_closed_customers(self):
        payment = self._paid(self.invoice).payment_id
        mail = self._receipt_mail(payment, self.stranger)
        self.assertFalse(ADDRESS.findall(mail.body_html))
        self.customer.customer_zone_allowed = False
        mail = self._receipt_mail(payment, self.customer)
        self.assertFalse(ADDRESS.findall(mail.body_html))

    def test_receipts_sent_to_many_at_once_carry_nobodys_link(self):
        """L-08: one mail in the queue for all of its readers."""
        payment = self._paid(self.invoice).payment_id
        template = self.env.ref("account.mail_template_data_payment_receipt")
        template.report_template_ids = False
        readers = self.customer | self.contact
        template.write(
            {
                "partner_to": ",".join(map(str, readers.ids)),
                "use_default_to": False,
            }
        )
        composer = self.env["mail.compose.message"].with_context(
            default_composition_mode="mass_mail",
            default_model="account.payment",
            default_email_layout_xmlid="mail.mail_notification_light",
        )
        wizard = composer.create(
            {"template_id": template.id, "res_ids": str(payment.ids)}
        )
        with self.mock_mail_gateway():
            wizard._action_send_mail()
        self.assertEqual(len(self._mails), 2)
        self.assertNotIn("/zone/", "".join(mail["body"] for mail in self._mails))

    def test_salesperson_is_told_once_of_an_online_payment(self):
        self.invoice.invoice_user_id = self.seller
        tx = self._paid(self.invoice)
        mails = self._new_mails.filtered(
            lambda mail: self.seller.partner_id in mail.recipient_ids
        )
        self.assertEqual(len(mails), 1)
        self.assertIn(tx.reference, mails.body_html)
        self.assertIn("Acacia Trading", mails.body_html)
        self.assertNotIn("/zone/l/", mails.body_html)
        with self.mock_mail_gateway():
            tx._post_process()
        self.assertFalse(self._new_mails)

    def test_salesperson_is_told_in_their_own_language(self):
        """Whoever sets the booking off, such as a payer who reads English."""
        self.env["res.lang"]._activate_lang("fr_FR")
        # The texts of the database were loaded without this language.
        self.env["ir.module.module"]._load_module_terms(
            ["account", "customer_zone"], ["fr_FR"]
        )
        self.seller.lang = "fr_FR"
        self.invoice.invoice_user_id = self.seller
        self.env.flush_all()
        self._paid(self.invoice.with_context(lang="en_US"))
        mail = self._new_mails.filtered(
            lambda mail: self.seller.partner_id in mail.recipient_ids
        )
        self.assertIn("Payé en ligne", mail.subject)
        self.assertRegex(mail.body_html, r"a payé [^<]*000,00 en ligne")
        self.assertNotIn("online", mail.body_html)

    def test_salesperson_is_let_be_where_the_company_says_so(self):
        self.invoice.invoice_user_id = self.seller
        self.company.customer_zone_tell_seller = False
        self._paid(self.invoice)
        self.assertNotIn(self.seller.partner_id, self._new_mails.recipient_ids)

    def test_payment_that_failed_is_no_news(self):
        self.invoice.invoice_user_id = self.seller
        tx = self._transaction(self.invoice)
        tx._set_canceled()
        with self.mock_mail_gateway():
            tx._post_process()
        self.assertNotIn(self.seller.partner_id, self._new_mails.recipient_ids)
