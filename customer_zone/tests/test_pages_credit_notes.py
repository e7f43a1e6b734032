from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .pages_common import ZonePagesCommon
from .pages_queries import count_queries

LIST_QUERIES = 21


@tagged("post_install", "-at_install")
class TestPagesCreditNotes(ZonePagesCommon):
    def _credit(self, invoice, use=False):
        """Return a credit note of an invoice, matched with it or left open."""
        if use:
            return invoice._reverse_moves(
                [{"invoice_date": fields.Date.today(), "ref": "One chair returned"}],
                cancel=True,
            )
        return self._invoice(
            invoice.partner_id, invoice.amount_total, move_type="out_refund"
        )

    def _match(self, credit_note, invoice):
        lines = (credit_note + invoice).line_ids
        lines.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        ).reconcile()

    def _row(self, page, credit_note):
        start = page.text.index(f">{credit_note.name}<")
        return page.text[start : page.text.index("</tr>", start)]

    def test_row_says_where_the_credit_went_and_what_is_left(self):
        """M-06: credit is visible, where it was used and how much of it is left."""
        used = self._credit(self.invoice, use=True)
        open_note = self._credit(self._invoice(self.customer, amount=300.0))
        later = self._invoice(self.customer, amount=120.0)
        self._match(open_note, later)
        page = self._get(f"{self._enter()}/credit-notes")
        self.assertIn("Used", self._row(page, used))
        self.assertIn(self.invoice.name, self._row(page, used))
        row = self._row(page, open_note)
        for words in (later.name, "120.00", "180.00", "Credit left"):
            self.assertIn(words, row)

    def test_credit_from_notes_and_from_money_is_named_apart(self):
        """M-02: what was paid too much is credit, and is shown as such."""
        self._credit(self._invoice(self.customer, amount=300.0))
        self._pay_on_account(200.0)
        page = self._get(f"{self._enter()}/credit-notes").text
        for words in ("500.00", "300.00", "200.00", "Credit you can still use"):
            self.assertIn(words, page)

    def test_chips_count_and_filter(self):
        used = self._credit(self.invoice, use=True)
        left = self._credit(self._invoice(self.customer))
        base = self._enter()
        page = self._get(f"{base}/credit-notes?show=left").text
        self.assertIn(left.name, page)
        self.assertNotIn(used.name, page)
        page = self._get(f"{base}/credit-notes?show=used").text
        self.assertIn(used.name, page)
        self.assertNotIn(left.name, page)

    def test_page_and_pdf_open_inside_the_zone_without_tokens_of_core(self):
        credit_note = self._credit(self.invoice, use=True)
        token = credit_note._portal_ensure_token()
        self._store_pdf(credit_note)
        base = self._enter()
        page = self._get(f"{base}/credit-notes/{credit_note.id}")
        self.assertIn(f"Credit note {credit_note.name}", page.text)
        self.assertIn("Service", page.text)
        self.assertNotIn(token, page.text)
        self.assertNotIn("access_token", page.text)
        pdf = self._get(f"{base}/credit-notes/{credit_note.id}/pdf")
        self.assertEqual(pdf.headers["Content-Type"], "application/pdf")
        self.assertTrue(pdf.content.startswith(b"%PDF"))

    def test_foreign_and_missing_credit_notes_get_the_same_bytes(self):
        """A-02, A-11, A-16: not yours, not posted, no credit note: not there."""
        foreign = self._credit(self._invoice(self.other_customer))
        draft = self._invoice(self.customer, move_type="out_refund", post=False)
        bill = self._invoice(self.customer, move_type="in_refund")
        base = self._enter()
        for path in ("", "/pdf"):
            answers = [
                self._get(f"{base}/credit-notes/{number}{path}")
                for number in (foreign.id, draft.id, bill.id, self.invoice.id, 2**70)
            ]
            self.assertEqual({answer.status_code for answer in answers}, {404})
            self.assertEqual(len(set(map(self._settle, answers))), 1)

    def test_documents_of_others_are_not_named(self):
        """A-04: an invoice of another customer that was settled stays unnamed."""
        credit_note = self._credit(self._invoice(self.customer, amount=70.0))
        foreign = self._invoice(self.other_customer, amount=70.0)
        self._match(credit_note, foreign)
        base = self._enter()
        for path in ("", f"/{credit_note.id}"):
            page = self._get(f"{base}/credit-notes{path}").text
            self.assertNotIn(foreign.name, page)
            self.assertIn("another document", page)

    def test_invoices_only_shows_the_emailed_credit_note_and_no_other(self):
        sent, other = self._credit(self.invoice), self._credit(self.invoice)
        self.company.customer_zone_mode = "documents"
        base = self._enter(document=sent)
        self.assertEqual(self._get(f"{base}/credit-notes").status_code, 404)
        page = self._get(f"{base}/credit-notes/{sent.id}")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("All credit notes", page.text)
        self.assertEqual(self._get(f"{base}/credit-notes/{other.id}").status_code, 404)

    def test_withdrawn_link_closes_every_route(self):
        """L-04: dead at once, list, page and PDF."""
        credit_note = self._credit(self.invoice, use=True)
        self._store_pdf(credit_note)
        base = self._enter()
        paths = [
            f"{base}/credit-notes{part}"
            for part in ("", f"/{credit_note.id}", f"/{credit_note.id}/pdf")
        ]
        for path in paths:
            self.assertEqual(self._get(path).status_code, 200, path)
        self.links.search([]).action_revoke()
        for path in paths:
            self.assertEqual(self._get(path).status_code, 404, path)

    def test_mail_of_a_credit_note_leads_each_recipient_to_it(self):
        credit_note = self._credit(self.invoice, use=True)
        credit_note.message_post(
            body="Please find your credit note",
            partner_ids=self.contact.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.contact.ids)], order="id desc", limit=1
        )
        self.assertIn("View your credit note", mail.body_html)
        token = mail.body_html.partition("/zone/l/")[2].partition('"')[0]
        answer = self._get(f"/zone/l/{token}")
        self.assertTrue(
            answer.headers["Location"].endswith(f"/credit-notes/{credit_note.id}")
        )
        self.assertEqual(self.links.search([]).recipient_id, self.contact)

    def test_list_takes_the_same_queries_for_few_and_for_many(self):
        base = self._enter()
        for _number in range(2):
            self._credit(self._invoice(self.customer), use=True)
        self._credit(self._invoice(self.customer))
        few = count_queries(self, f"{base}/credit-notes")
        for number in range(12):
            invoice = self._invoice(
                self.customer, invoice_date=fields.Date.today() - timedelta(days=number)
            )
            self._credit(invoice, use=bool(number % 3))
        many = count_queries(self, f"{base}/credit-notes")
        self.assertEqual(many, few)
        self.assertLessEqual(many, LIST_QUERIES)

    def test_customer_without_credit_notes_is_told_what_will_come(self):
        page = self._get(f"{self._enter()}/credit-notes").text
        self.assertIn("No credit notes yet", page)

    def _pay_on_account(self, amount):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": amount,
            }
        )
        payment.action_post()
        return payment
