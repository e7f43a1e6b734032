import re

from markupsafe import Markup

from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import ZoneCommon

ADDRESS = re.compile(r"https?://[^\"'\s<>]+/zone/l/([\w\-=.~]+)")
BODY = Markup(
    '<p>Open <a href="https://shop.example.com/zone/link">your invoice</a> or copy '
    "https://shop.example.com/zone/link, please. More: "
    '<a href="https://shop.example.com/zone/links-explained">links</a></p>'
)


@tagged("post_install", "-at_install")
class TestPlaceholder(ZoneCommon, MailCommon):
    """A word in a template that becomes each reader's own link, on the way out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        cls.staff = cls.env["res.partner"].create(
            {"name": "Colleague", "email": "colleague@example.com"}
        )
        cls.env["res.users"].sudo().with_context(no_reset_password=True).create(
            {
                "name": "Colleague",
                "login": "zone_colleague",
                "partner_id": cls.staff.id,
                "notification_type": "email",
                "group_ids": [(4, cls.env.ref("base.group_user").id)],
            }
        )

    def _post(self, partners, document=None):
        with self.mock_mail_gateway():
            message = (document or self.invoice).message_post(
                body=BODY,
                partner_ids=partners.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            self.env["mail.mail"].sudo().search(
                [("mail_message_id", "=", message.id), ("state", "=", "outgoing")]
            ).send()
        return message

    def _sent_to(self, partner):
        (mail,) = [
            mail
            for mail in self._mails
            if any(partner.email in address for address in mail["email_to"])
        ]
        return mail["body"]

    def _text_of(self, body):
        """Return what the writer wrote, without layout and button."""
        return body[body.index("Open <a") : body.index("links</a>")]

    def test_each_reader_gets_a_link_of_their_own(self):
        """L-08: in the mail that goes out, and nowhere else."""
        readers = self.customer | self.contact | self.stranger | self.staff
        message = self._post(readers)
        seen = self.links
        for reader, scope in (
            (self.customer, "account"),
            (self.contact, "account"),
            (self.stranger, "document"),
        ):
            with self.subTest(reader=reader.name):
                text = self._text_of(self._sent_to(reader))
                tokens = set(ADDRESS.findall(text))
                self.assertEqual(len(ADDRESS.findall(text)), 2)
                self.assertEqual(len(tokens), 1)
                link, key = self.links._read_token(tokens.pop())
                self.assertEqual(link.recipient_id, reader)
                self.assertEqual(link.scope, scope)
                self.assertEqual(key, f"invoice-{self.invoice.id}")
                self.assertIn("/zone/links-explained", text)
                seen |= link
        self.assertEqual(len(seen), 3)
        self.assertIn("/zone/link", message.body)
        self.assertNotIn("/zone/l/", message.body)

    def test_staff_get_no_link(self):
        self._post(self.customer | self.staff)
        text = self._text_of(self._sent_to(self.staff))
        self.assertFalse(ADDRESS.findall(text))
        self.assertFalse(self.links.search([("recipient_id", "=", self.staff.id)]))

    def test_queue_keeps_the_placeholder_in_what_was_written(self):
        with self.mock_mail_gateway():
            self.invoice.with_context(mail_notify_force_send=False).message_post(
                body=BODY,
                partner_ids=self.customer.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        text = self._text_of(self._new_mails.body_html)
        self.assertIn("https://shop.example.com/zone/link", text)
        self.assertFalse(ADDRESS.findall(text))

    def test_it_opens_nothing_for_customers_who_are_not_let_in(self):
        self.customer.customer_zone_allowed = False
        self._post(self.customer)
        self.assertFalse(ADDRESS.findall(self._sent_to(self.customer)))
        self.assertFalse(self.links.search([]))

    def test_quotes_have_it_too(self):
        order = self.env["sale.order"].sudo().create({"partner_id": self.customer.id})
        order.action_quotation_sent()
        self._post(self.customer, order)
        token = ADDRESS.findall(self._text_of(self._sent_to(self.customer)))[0]
        self.assertEqual(self.links._read_token(token)[1], f"quote-{order.id}")

    def test_receipts_have_it_too(self):
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        payment = register.create({})._create_payments()
        self._post(self.contact | self.stranger | self.staff, payment)
        token = ADDRESS.findall(self._text_of(self._sent_to(self.contact)))[0]
        link, key = self.links._read_token(token)
        self.assertEqual(link.recipient_id, self.contact)
        self.assertEqual(key, f"invoice-{self.invoice.id}")
        for reader in (self.stranger, self.staff):
            self.assertFalse(ADDRESS.findall(self._text_of(self._sent_to(reader))))

    def test_mails_about_anything_else_are_left_alone(self):
        self._post(self.customer, self.stranger)
        self.assertIn(
            "https://shop.example.com/zone/link", self._sent_to(self.customer)
        )
