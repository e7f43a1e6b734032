from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCommon

from .quotes_common import ZoneQuotesCommon
from .test_email import ADDRESS


@tagged("post_install", "-at_install")
class TestEmailQuotes(ZoneQuotesCommon, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()

    def _send(self, order, recipients, **context):
        """Send the quote with Odoo's own wizard; return the mails by recipient."""
        action = order.action_quotation_send()
        composer = self.env["mail.compose.message"].sudo()
        composer = composer.with_context(**{**action["context"], **context})
        wizard = composer.create({"partner_ids": [(6, 0, recipients.ids)]})
        with self.mock_mail_gateway():
            wizard._action_send_mail()
        return {
            one: self._new_mails.filtered(
                lambda mail, one=one: one in mail.recipient_ids
            )
            for one in recipients
        }

    def _token(self, mail):
        (token,) = set(ADDRESS.findall(mail.body_html))
        return token

    def test_each_contact_gets_an_own_link_to_the_quote(self):
        """L-08: no token of core in the mail, and one link per person."""
        draft = self._quote(state="draft")
        mails = self._send(draft, self.customer | self.contact)
        self.assertEqual(draft.state, "sent")
        self.assertTrue(draft.customer_zone_sent_on)
        links = self.links
        for recipient, mail in mails.items():
            link, key = self.links._read_token(self._token(mail))
            self.assertEqual(link.recipient_id, recipient)
            self.assertEqual(link.scope, "account")
            self.assertEqual(key, f"quote-{draft.id}")
            self.assertIn("View and accept your quote", mail.body_html)
            self.assertNotIn("access_token", mail.body_html)
            links |= link
        self.assertEqual(len(links), 2)

    def test_stranger_gets_the_one_quote(self):
        mail = self._send(self.quote, self.customer | self.stranger)[self.stranger]
        link, key = self.links._read_token(self._token(mail))
        self.assertEqual(link.scope, "document")
        self.assertEqual(link.order_id, self.quote)
        self.assertFalse(link.move_id)
        self.assertEqual(key, f"quote-{self.quote.id}")
        self.assertTrue(link._is_live(link.generation))
        self.quote.partner_id = self.other_customer
        self.assertFalse(link._is_live(link.generation))

    def test_links_to_documents_of_one_stranger_stay_apart(self):
        links = (
            self._link(self.stranger, move=self.quote)
            | self._link(self.stranger, move=self.invoice)
            | self._link(self.stranger, move=self._quote())
        )
        self.assertEqual(len(links), 3)
        self.assertEqual(self._link(self.stranger, move=self.quote), links[0])

    def test_customer_who_may_not_use_the_zone_gets_no_button(self):
        self.customer.customer_zone_allowed = False
        mail = self._send(self.quote, self.customer)[self.customer]
        self.assertNotIn("/zone/", mail.body_html)
        self.assertNotIn("access_token", mail.body_html)

    def test_company_without_zone_sends_what_core_sends(self):
        self.company.customer_zone_enabled = False
        mail = self._send(self.quote, self.customer)[self.customer]
        self.assertNotIn("/zone/", mail.body_html)
        self.assertIn("access_token", mail.body_html)

    def test_proforma_carries_no_button(self):
        mail = self._send(self.quote, self.customer, proforma=True)[self.customer]
        self.assertNotIn("/zone/l/", mail.body_html)

    def _send_mass(self, orders, recipients):
        """Send quotes as the list view does, to the persons a template names."""
        to = ",".join(map(str, recipients.ids))
        template = self.env["mail.template"].create(
            {
                "name": "Quotes to several",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "subject": "Your quote",
                "body_html": "<p>Here it is</p>",
                "partner_to": to,
                "use_default_to": False,
            }
        )
        context = orders.action_quotation_send()["context"]
        composer = self.env["mail.compose.message"].with_context(
            **{**context, "default_composition_mode": "mass_mail"}
        )
        wizard = composer.create(
            {"template_id": template.id, "res_ids": str(orders.ids)}
        )
        with self.mock_mail_gateway():
            wizard._action_send_mail()

    def test_mails_sent_to_many_at_once_carry_nobody_elses_link(self):
        """L-08: one mail in the queue; every copy of it has its reader's own link."""
        contacts = self.customer | self.contact
        for readers in (contacts, contacts | self.stranger):
            self._send_mass(self.quote, readers)
            queued = "".join(self._new_mails.mapped("body_html"))
            self.assertNotIn("/zone/l/", queued)
            self.assertEqual(len(self._mails), len(readers))
            for mail in self._mails:
                (address,) = mail["email_to"]
                (token,) = set(ADDRESS.findall(mail["body"]))
                link, key = self.links._read_token(token)
                self.assertIn(link.recipient_id.email, address)
                self.assertEqual(key, f"quote-{self.quote.id}")
                is_contact = link.recipient_id in contacts
                self.assertEqual(link.scope, "account" if is_contact else "document")

    def test_mails_sent_to_many_about_closed_customers_have_no_button(self):
        self.customer.customer_zone_allowed = False
        self._send_mass(self.quote, self.customer | self.contact)
        self.assertEqual(len(self._mails), 2)
        self.assertNotIn("/zone/", "".join(mail["body"] for mail in self._mails))
