from odoo.tests import tagged

from .thread_common import SECRET, ThreadCommon


@tagged("post_install", "-at_install")
class TestPagesThreadFiles(ThreadCommon):
    """Files that belong to a document, as its customer gets them."""

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
