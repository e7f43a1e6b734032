from odoo.tests import tagged

from odoo.addons.customer_zone.controllers.thread.routes import (
    MESSAGE_LENGTH,
    MOST_MESSAGES,
)
from odoo.addons.mail.tests.common import MailCommon

from .quotes_common import ZoneQuotesCommon

CANARY = "<script>alert(1)</script>{{7*7}}<t t-out='1'/>"
SECRET = "CANARY-internal"


@tagged("post_install", "-at_install")
class TestPagesThread(ZoneQuotesCommon, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice.invoice_user_id = cls.seller
        cls._init_mail_gateway()

    def setUp(self):
        super().setUp()
        self.base = self._enter()
        self.pages = {
            self.invoice: f"{self.base}/invoices/{self.invoice.id}",
            self.quote: f"{self.base}/quotes/{self.quote.id}",
        }

    def _write(self, document, text="Can you collect it?"):
        page = self.pages[document]
        return self._post(f"{page}/message", csrf=page, message=text)

    def _mine(self, document):
        return document.sudo().message_ids.filtered(
            lambda one: one.author_id == self.contact
        )

    def _answer(self, document, body="Collected today.", **values):
        """Post what a seller writes to the customer."""
        return document.sudo().message_post(
            body=body,
            author_id=self.seller.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **values,
        )

    def _file(self, name, content=b"content", **values):
        return (
            self.env["ir.attachment"]
            .sudo()
            .create({"name": name, "raw": content, **values})
        )

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

    def test_files_sent_with_the_document_are_on_its_page(self):
        """What came with the e-mail is there again, the newest of each name."""
        layout = "mail.mail_notification_layout_with_responsible_signature"
        for content in (b"old", b"new"):
            self._answer(
                self.invoice,
                body="Please find attached",
                email_layout_xmlid=layout,
                attachments=[("Delivery note.txt", content)],
            )
        secret = self._file("secret.txt")
        self.invoice.sudo().message_post(
            body=SECRET,
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            email_layout_xmlid=layout,
            attachment_ids=secret.ids,
        )
        page = self._get(self.pages[self.invoice])
        self.assertEqual(page.text.count("Delivery note.txt"), 1)
        self.assertNotIn("Please find attached", page.text)
        self.assertNotIn("secret.txt", page.text)
        notes = self.env["ir.attachment"].sudo()
        notes = notes.search([("name", "=", "Delivery note.txt")], order="id desc")
        files = f"{self.pages[self.invoice]}/files"
        self.assertEqual(self._get(f"{files}/{notes[0].id}").content, b"new")
        self.assertEqual(self._get(f"{files}/{secret.id}").status_code, 404)

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

    def test_files_meant_for_the_customer_are_downloads(self):
        """X-05: whatever a file claims to be, it is handed out as a download."""
        name, script = "<b>note</b>.html", b"<script>1</script>"
        for document, page in self.pages.items():
            file = self._answer(document, attachments=[(name, script)]).attachment_ids
            text = self._get(page).text
            self.assertIn(f"{page}/files/{file.id}", text)
            self.assertNotIn("<b>note", text)
            answer = self._get(f"{page}/files/{file.id}")
            self.assertEqual(answer.content, script)
            kind = answer.headers["Content-Type"]
            self.assertEqual(kind, "application/octet-stream")
            disposition = answer.headers["Content-Disposition"]
            self.assertTrue(disposition.startswith("attachment"))
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")

    def test_files_that_are_not_on_the_page_do_not_exist(self):
        """A-16: no file by guessed id, whatever it is attached to."""
        document, page = self.invoice, self.pages[self.invoice]
        loose = self._file("loose.pdf")
        inside = self._file("inside.pdf", res_model=document._name, res_id=document.id)
        note = document.sudo().message_post(attachments=[("noted.pdf", b"note")])
        foreign_invoice = self._invoice(self.other_customer)
        there = self._answer(foreign_invoice, attachments=[("foreign.png", b"file")])
        elsewhere = self._answer(self.quote, attachments=[("shown.png", b"file")])
        noted, foreign = note.attachment_ids, there.attachment_ids
        shown = elsewhere.attachment_ids
        missing = shown.id + 99
        answers = [
            self._get(f"{page}/files/{number}")
            for number in (
                *(loose | inside | noted | foreign | shown).ids,
                missing,
                2**70,
            )
        ]
        self.assertEqual({one.status_code for one in answers}, {404})
        self.assertEqual(len(set(map(self._settle, answers))), 1)
        address = f"{self.base}/invoices/{foreign_invoice.id}/files/{foreign.id}"
        self.assertEqual(self._get(address).status_code, 404)

    def test_file_of_something_else_is_not_given_away_by_a_message(self):
        """A-16: naming a file in a message does not make it the customer's."""
        alien = self._file(
            "alien.pdf", res_model="res.partner", res_id=self.other_customer.id
        )
        self._answer(self.quote, attachment_ids=alien.ids)
        page = self.pages[self.quote]
        self.assertNotIn("alien.pdf", self._get(page).text)
        self.assertEqual(self._get(f"{page}/files/{alien.id}").status_code, 404)

    def test_product_documents_of_a_quote_are_offered_with_it(self):
        document = (
            self.env["product.document"]
            .sudo()
            .create(
                {
                    "name": "data-sheet.pdf",
                    "raw": b"sheet",
                    "res_model": "product.template",
                    "res_id": self.product_a.product_tmpl_id.id,
                    "attached_on_sale": "quotation",
                }
            )
        )
        page = self.pages[self.quote]
        self.assertIn("data-sheet.pdf", self._get(page).text)
        number = document.ir_attachment_id.id
        self.assertEqual(self._get(f"{page}/files/{number}").content, b"sheet")
        document.attached_on_sale = "hidden"
        self.assertEqual(self._get(f"{page}/files/{number}").status_code, 404)

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
