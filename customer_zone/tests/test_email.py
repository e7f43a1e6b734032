import re

from markupsafe import Markup

from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import ZoneCommon

ADDRESS = re.compile(r"https?://[^\"'\s<>]+/zone/l/([\w\-=]+)")


@tagged("post_install", "-at_install")
class TestEmail(ZoneCommon, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()

    def _send(self, recipients, invoice=None):
        """Send the invoice with Odoo's own wizard; return the mails by recipient."""
        invoice = invoice or self.invoice
        wizard = self._create_account_move_send_wizard_single(
            invoice, sending_methods=["email"], mail_partner_ids=recipients.ids
        )
        with self.mock_mail_gateway():
            wizard.action_send_and_print(allow_fallback_pdf=True)
        return {
            recipient: self._new_mails.filtered(
                lambda mail, recipient=recipient: recipient in mail.recipient_ids
            )
            for recipient in recipients
        }

    def _tokens(self, mail):
        return ADDRESS.findall(mail.body_html or "")

    def test_each_contact_gets_the_link_of_that_contact(self):
        """N1: one e-mail per person, each with its own link to the account."""
        mails = self._send(self.customer | self.contact)
        seen = self.links
        for recipient, mail in mails.items():
            self.assertEqual(len(mail), 1)
            self.assertEqual(mail.recipient_ids, recipient)
            tokens = set(self._tokens(mail))
            self.assertEqual(len(tokens), 1)
            link, document_key = self.links._read_token(tokens.pop())
            self.assertEqual(link.recipient_id, recipient)
            self.assertEqual(link.customer_id, self.customer)
            self.assertEqual(link.scope, "account")
            self.assertEqual(document_key, f"invoice-{self.invoice.id}")
            self.assertTrue(link._is_live(link.generation))
            seen |= link
        self.assertEqual(len(seen), 2)

    def test_contacts_named_for_invoices_are_addressed_as_well(self):
        """G5: whom the customer named gets every invoice, and a link of their own."""
        person = self._contact("Pieter Acacia", parent_id=self.customer.id)
        person.with_company(self.company).customer_zone_gets_copies = True
        bill = self._invoice(self.customer, move_type="in_invoice")
        send = self.env["account.move.send"]
        template = send._get_default_mail_template_id(self.invoice)
        for move, expected in (
            (self.invoice, self.customer | person),
            (self._invoice(self.contact), self.contact | person),
            (self._invoice(self.other_customer), self.other_customer),
            (bill, self.customer),
        ):
            with self.subTest(move=move.display_name):
                found = send._get_default_mail_partner_ids(move, template, None)
                self.assertEqual(found, expected)
        self.assertTrue(self._tokens(self._send(person)[person]))
        self.company.customer_zone_enabled = False
        found = send._get_default_mail_partner_ids(self.invoice, template, None)
        self.assertEqual(found, self.customer)

    def test_contacts_of_a_subsidiary_get_nothing_of_the_parent(self):
        """I2: a subsidiary is a customer of its own, and so are its people."""
        daughter = self._contact(
            "Acacia Transport", parent_id=self.customer.id, is_company=True
        )
        person = self._contact("Nomsa Transport", parent_id=daughter.id)
        person.with_company(self.company).customer_zone_gets_copies = True
        self.assertFalse(self.customer._zone_copied_contacts(self.company))
        self.assertEqual(daughter._zone_copied_contacts(self.company), person)

    def test_a_contact_filed_under_another_customer_gets_no_copies_there(self):
        """A-09: what was asked for one customer's invoices is not for another's."""
        person = self._contact("Pieter Acacia", parent_id=self.customer.id)
        person.with_company(self.company).customer_zone_gets_copies = True
        person.parent_id = self.other_customer
        self.assertFalse(self.other_customer._zone_copied_contacts(self.company))
        person.parent_id = self.customer
        self.assertFalse(self.customer._zone_copied_contacts(self.company))

    def test_zone_mail_carries_no_other_key(self):
        """L-08: no access token of the document itself, no sign-up token."""
        mail = self._send(self.customer)[self.customer]
        self.assertNotIn("access_token", mail.body_html)
        self.assertNotIn("auth_signup_token", mail.body_html)
        self.assertNotIn(self.invoice._portal_ensure_token(), mail.body_html)

    def test_stranger_gets_the_one_document(self):
        mail = self._send(self.customer | self.stranger)[self.stranger]
        link, document_key = self.links._read_token(self._tokens(mail)[0])
        self.assertEqual(link.scope, "document")
        self.assertEqual(link.move_id, self.invoice)
        self.assertEqual(link.recipient_id, self.stranger)
        self.assertEqual(link.customer_id, self.customer)
        self.assertEqual(document_key, f"invoice-{self.invoice.id}")
        self.assertNotIn("access_token", mail.body_html)

    def test_sending_again_uses_the_same_link_and_the_old_mail_still_works(self):
        first = self._tokens(self._send(self.customer)[self.customer])[0]
        second = self._tokens(
            self._send(self.customer, self._invoice(self.customer))[self.customer]
        )[0]
        old, new = self.links._read_token(first)[0], self.links._read_token(second)[0]
        self.assertEqual(old, new)
        self.assertTrue(old._is_live(old.generation))
        self.assertEqual(self.links.search_count([]), 1)

    def test_button_says_what_it_does(self):
        mail = self._send(self.customer)[self.customer]
        self.assertIn("View and pay your invoice", mail.body_html)
        closed = self._invoice(self.customer)
        closed.customer_zone_online_payment = False
        mail = self._send(self.customer, closed)[self.customer]
        self.assertIn("View your invoice", mail.body_html)
        self.assertNotIn("View and pay", mail.body_html)

    def test_refused_customer_gets_no_online_button(self):
        self.customer.customer_zone_allowed = False
        for recipient, mail in self._send(self.customer | self.stranger).items():
            with self.subTest(recipient=recipient.name):
                self.assertEqual(len(mail), 1)
                self.assertNotIn("/zone/", mail.body_html)
                self.assertNotIn("/mail/view", mail.body_html)
                self.assertNotIn("access_token", mail.body_html)
        self.assertFalse(self.links.search([]))

    def test_zone_off_leaves_the_mail_to_core(self):
        self.company.customer_zone_enabled = False
        mail = self._send(self.customer)[self.customer]
        self.assertNotIn("/zone/", mail.body_html)
        self.assertIn("/mail/view?", mail.body_html)
        self.assertIn(self.invoice.access_token, mail.body_html)
        self.assertFalse(self.links.search([]))

    def test_credit_note_mail_carries_the_recipients_own_link(self):
        refund = self.invoice._reverse_moves()
        refund.action_post()
        mail = self._send(self.customer, refund)[self.customer]
        link, document_key = self.links._read_token(self._tokens(mail)[0])
        self.assertEqual(link.recipient_id, self.customer)
        self.assertEqual(document_key, f"credit-{refund.id}")
        self.assertNotIn("/mail/view?", mail.body_html)
        self.assertNotIn("access_token", mail.body_html)

    def test_no_token_stays_in_the_chatter(self):
        """L-08: the message everybody reads later has no link in it."""
        mails = self._send(self.customer | self.contact | self.stranger)
        tokens = [self._tokens(mail)[0] for mail in mails.values()]
        self.assertEqual(len(set(tokens)), 3)
        messages = self.env["mail.message"].search(
            [("model", "=", "account.move"), ("res_id", "=", self.invoice.id)]
        )
        bodies = "".join(str(body) for body in messages.mapped("body"))
        self.assertIn(self.invoice.name, bodies)
        self.assertNotIn("/zone/l/", bodies)
        self.assertNotIn("access_token", bodies)
        for token in tokens:
            self.assertNotIn(token, bodies)

    def test_answer_that_quotes_the_mail_brings_no_token_into_the_chatter(self):
        """L-08: colleagues who read the answer cannot open the zone with it."""
        mail = self._send(self.customer)[self.customer]
        token = self._tokens(mail)[0]
        self.assertIn(token, mail.body_html)
        answer = self.invoice.message_post(
            body=Markup("<p>Thank you</p><blockquote>%s</blockquote>")
            % Markup(mail.body_html),
            message_type="email",
            author_id=self.customer.id,
        )
        self.assertIn("<p>Thank you</p>", answer.body)
        self.assertIn("/zone/l/***", answer.body)
        self.assertNotIn(token, answer.body)
        answer.body = f"see https://shop.example.com/zone/l/{token}"
        self.assertNotIn(token, answer.body)
        self.assertEqual(self.links._read_token(token)[0].recipient_id, self.customer)

    def test_staff_keep_their_own_link(self):
        staff = self.env.user.partner_id
        mail = self._send(staff)[staff]
        self.assertNotIn("/zone/l/", mail.body_html or "")
        self.assertFalse(self.links.search([("recipient_id", "=", staff.id)]))
