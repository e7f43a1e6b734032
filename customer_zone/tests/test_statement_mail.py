import base64

from odoo.tests import tagged

from .statement_page_common import StatementPageCommon


@tagged("post_install", "-at_install")
class TestStatementMail(StatementPageCommon):
    def _mails(self):
        return (
            self.env["mail.mail"]
            .sudo()
            .search([("subject", "ilike", "Statement of account")])
        )

    def _ask_for_it(self, **form):
        return self._post(f"{self.path}/email", csrf=self.path, **form)

    def test_statement_is_queued_to_the_address_on_file_with_its_pdf(self):
        answer = self._ask_for_it(kind="activity", **{"from": ""})
        self.assertEqual(answer.status_code, 303)
        self.assertIn("mailed=sent", answer.headers["Location"])
        mail = self._mails()
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.email_to, self.contact.email_formatted)
        self.assertFalse(mail.email_cc)
        self.assertFalse(mail.recipient_ids)
        attachment = mail.attachment_ids
        self.assertEqual(attachment.mimetype, "application/pdf")
        text = self._pdf_text(base64.b64decode(attachment.datas))
        for words in (self.late.name, self.note.name, "350.00"):
            self.assertIn(words, text)
        self.assertIn("/zone/l/", mail.body_html)
        page = self._words(self._get(answer.headers["Location"]))
        self.assertIn(f"on its way to {self.contact.email}", page)

    def test_the_placeholder_becomes_the_link(self):
        template = self.env.ref("customer_zone.mail_template_statement").sudo()
        template.body_html = (
            '<p><a href="https://shop.example.com/zone/link">See</a></p>'
        )
        self._ask_for_it()
        mail = self._mails()
        self.assertNotIn("/zone/link", mail.body_html)
        self.assertIn("/zone/l/", mail.body_html)

    def test_no_address_from_outside_is_used(self):
        """Only the address on file, whatever the form says."""
        self._ask_for_it(email="thief@example.com", to="thief@example.com")
        mail = self._mails()
        self.assertEqual(mail.email_to, self.contact.email_formatted)
        self.assertNotIn("thief", mail.body_html)

    def test_after_five_within_an_hour_nothing_more_is_sent(self):
        for _round in range(5):
            self._ask_for_it()
        self.assertEqual(len(self._mails()), 5)
        answer = self._ask_for_it()
        self.assertIn("mailed=held", answer.headers["Location"])
        self.assertEqual(len(self._mails()), 5)
        page = self._words(self._get(answer.headers["Location"]))
        self.assertIn("Nothing was sent", page)

    def test_a_forged_form_sends_nothing(self):
        answer = self._post(f"{self.path}/email", csrf=False)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._mails())

    def test_contacts_without_the_account_are_refused(self):
        page = self._get(self.path)
        self.contact.customer_zone_scope = "own"
        form = {"csrf_token": self._get_csrf(page)}
        answer = self._send(f"{self.path}/email", form)
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self._mails())

    def test_contact_without_an_address_is_offered_no_mail(self):
        self.contact.email = False
        self.assertNotIn("/statement/email", self._get(self.path).text)
