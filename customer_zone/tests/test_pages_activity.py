from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesActivity(ZonePagesCommon):
    def _events(self):
        return self.env["customer.zone.event"].search([], order="id")

    def _seen(self, base, document):
        return self._post(
            f"{base}/seen",
            csrf=f"{base}/invoices/{self.invoice.id}",
            document=document,
        )

    def test_reading_pages_writes_nothing(self):
        base = self._enter()
        for path in (f"{base}/invoices", f"{base}/invoices/{self.invoice.id}"):
            self.assertEqual(self._get(path).status_code, 200)
        self.assertFalse(self._events())

    def test_beacon_counts_a_view_of_the_person_the_link_was_sent_to(self):
        base = self._enter()
        answer = self._seen(base, f"invoice-{self.invoice.id}")
        self.assertEqual((answer.status_code, answer.text), (204, ""))
        event = self._events()
        self.assertEqual(
            (event.kind, event.move_id, event.customer_id, event.recipient_id),
            ("view", self.invoice, self.customer, self.contact),
        )
        self.assertEqual(event.link_id, self._link(self.contact))
        self.assertEqual(self.invoice.customer_zone_view_count, 1)

    def test_beacon_counts_nothing_else(self):
        foreign = self._invoice(self.other_customer)
        base = self._enter()
        for document in ("", "x", "invoice-", f"invoice-{foreign.id}", "order-1"):
            self.assertEqual(self._seen(base, document).status_code, 404, document)
        answer = self._post(
            f"{base}/seen", csrf=False, document=f"invoice-{self.invoice.id}"
        )
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._events())

    def test_staff_is_never_counted(self):
        self._store_pdf(self.invoice)
        self.authenticate(self.internal_user.login, self.internal_user.login)
        base = self._enter()
        self.assertEqual(
            self._seen(base, f"invoice-{self.invoice.id}").status_code, 204
        )
        pdf = self._get(f"{base}/invoices/{self.invoice.id}/pdf")
        self.assertEqual(pdf.status_code, 200)
        page = self._get(f"{base}/invoices/{self.invoice.id}")
        self.assertNotIn("data-zone-seen", page.text)
        self.assertFalse(self._events())

    def test_download_is_the_legal_pdf_and_counts_as_a_view(self):
        content = self._store_pdf(self.invoice)
        base = self._enter()
        pdf = self._get(f"{base}/invoices/{self.invoice.id}/pdf")
        self.assertEqual(pdf.content, content)
        self.assertEqual(pdf.headers["Content-Type"], "application/pdf")
        self.assertIn("legal.pdf", pdf.headers["Content-Disposition"])
        self.assertEqual(self._events().kind, "pdf")
        self.assertEqual(self._events().move_id, self.invoice)
