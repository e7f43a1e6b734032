from odoo.tests import tagged

from odoo.addons.customer_zone.controllers.thread.routes import (
    MESSAGE_LENGTH,
    MOST_MESSAGES,
)

from .thread_common import CANARY, SECRET, ThreadCommon


@tagged("post_install", "-at_install")
class TestPagesThread(ThreadCommon):
    def test_message_is_signed_by_the_recipient_and_reaches_the_seller(self):
        for document, page in self.pages.items():
            with self.mock_mail_gateway():
                answer = self._write(document)
            self.assertEqual(answer.status_code, 303)
            self.assertTrue(answer.headers["Location"].endswith(f"{page}#messages"))
            message = self._mine(document)
            self.assertEqual(message.message_type, "comment")
            self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
            self.assertIn(self.seller.partner_id, message.notified_partner_ids)
            self.assertNotIn(self.contact, message.notified_partner_ids)
            mails = self._new_mails.filtered(
                lambda mail: self.seller.partner_id in mail.recipient_ids
            )
            self.assertTrue(mails)
            self.assertNotIn("/zone/l/", "".join(mails.mapped("body_html")))
            text = " ".join(self._get(page).text.split())
            self.assertIn("Can you collect it?", text)
            self.assertIn("Thandi Acacia", text)

    def test_answer_of_the_seller_goes_to_the_writer_with_an_own_link(self):
        self._write(self.invoice)
        with self.mock_mail_gateway():
            self._answer(self.invoice)
        mail = self._new_mails.filtered(lambda one: self.contact in one.recipient_ids)
        self.assertIn("/zone/l/", mail.body_html)
        self.assertNotIn("access_token", mail.body_html)
        text = " ".join(self._get(self.pages[self.invoice]).text.split())
        self.assertIn("Collected today.", text)
        self.assertIn(f"Thabo Seller, {self.company.name}", text)

    def test_internal_notes_and_system_notes_are_never_shown(self):
        """A-04: only what a signed-in customer may read on core's page."""
        for document, page in self.pages.items():
            document.sudo().message_post(body=SECRET, message_type="comment")
            hidden = self._answer(document, body=f"{SECRET} two")
            hidden.is_internal = True
            document.sudo().message_post(
                body=f"{SECRET} three",
                message_type="notification",
                subtype_xmlid="mail.mt_comment",
            )
            self.assertNotIn("CANARY", self._get(page).text)

    def test_message_is_text_and_never_markup(self):
        """X-04: shown as typed, in the page and in the chatter."""
        self._write(self.quote, CANARY)
        self.assertNotIn("<script>alert", self._mine(self.quote).body)
        text = self._get(self.pages[self.quote]).text
        self.assertNotIn("<script>alert", text)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", text)
        self.assertIn("{{7*7}}", text)

    def test_message_needs_the_form_of_the_page(self):
        """A-17: without its token nothing is written."""
        for document, page in self.pages.items():
            answer = self._post(f"{page}/message", csrf=False, message="Hello")
            self.assertEqual(answer.status_code, 400)
            self.assertFalse(self._mine(document))

    def test_what_was_typed_is_never_lost(self):
        self.assertEqual(self._write(self.quote, "   ").status_code, 422)
        long = "word " * MESSAGE_LENGTH
        page = self._write(self.quote, long)
        self.assertEqual(page.status_code, 422)
        self.assertIn("word word word", page.text)
        self.assertIn("too long", page.text)
        self.assertFalse(self._mine(self.quote))

    def test_one_visitor_cannot_flood_the_seller(self):
        for _time in range(MOST_MESSAGES):
            self.assertEqual(self._write(self.invoice).status_code, 303)
        page = self._write(self.quote, "One more")
        self.assertEqual(page.status_code, 429)
        self.assertIn("One more", page.text)
        self.assertFalse(self._mine(self.quote))

    def test_foreign_documents_take_no_message(self):
        """A-02: the same answer as for a document that does not exist."""
        foreign = self._invoice(self.other_customer)
        order = self._quote(self.other_customer)
        page = self.pages[self.invoice]
        for path in (
            f"invoices/{foreign.id}",
            f"invoices/{foreign.id + 99}",
            f"quotes/{order.id}",
            f"quotes/{order.id + 99}",
            f"statement/{foreign.id}",
        ):
            answer = self._post(
                f"{self.base}/{path}/message", csrf=page, message="Hello"
            )
            self.assertEqual(answer.status_code, 404, path)
        for document in (foreign, order):
            self.assertFalse(self._mine(document))

    def test_staff_do_not_write_in_a_customers_name(self):
        self.authenticate(self.internal_user.login, self.internal_user.login)
        base = self._enter()
        page = f"{base}/invoices/{self.invoice.id}"
        self.assertNotIn("Write a message", self._get(page).text)
        answer = self._post(f"{page}/message", csrf=page, message="Hello")
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self._mine(self.invoice))

    def test_withdrawn_link_closes_files_and_messages(self):
        """L-04: dead at once."""
        message = self._answer(self.invoice, attachments=[("note.txt", b"note")])
        file, page = message.attachment_ids, self.pages[self.invoice]
        token = self._get_csrf(self._get(page))
        self.links.search([]).action_revoke()
        self.assertEqual(self._get(f"{page}/files/{file.id}").status_code, 404)
        form = {"csrf_token": token, "message": "Hello"}
        self.assertEqual(self._send(f"{page}/message", form).status_code, 404)
        self.assertFalse(self._mine(self.invoice))

    def test_document_without_salesperson_reaches_who_made_it(self):
        self.invoice.invoice_user_id = False
        self._write(self.invoice)
        told = self._mine(self.invoice).notified_partner_ids
        self.assertIn(self.invoice.create_uid.partner_id, told)
