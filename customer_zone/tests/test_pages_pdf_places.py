from odoo.tests import tagged

from .pages_common import ZonePagesCommon
from .pdf_places_common import all_places_taken
from .quotes_common import ZoneQuotesCommon, drawn


@tagged("post_install", "-at_install")
class TestPagesPdfPlaces(ZonePagesCommon):
    """P-02: documents wait for the PDF engine as statements do, pages do not."""

    def setUp(self):
        super().setUp()
        self.base = self._enter()
        self.pdf = f"{self.base}/invoices/{self.invoice.id}/pdf"
        self.zip = f"{self.base}/invoices/zip?pay={self.invoice.id}"

    def _downloads(self):
        return self.env["customer.zone.event"].search_count([("kind", "=", "pdf")])

    def test_an_invoice_that_has_to_be_made_waits_and_is_asked_for_again(self):
        with all_places_taken(self.cr):
            answer = self._get(self.pdf)
            shown = self._get(f"{self.base}/invoices/{self.invoice.id}")
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.headers["Retry-After"], "5")
        self.assertEqual(answer.headers["Refresh"], f"5; url={self.pdf}")
        self.assertIn(f'href="{self.base}/invoices/{self.invoice.id}"', answer.text)
        self.assertEqual(shown.status_code, 200, "pages go on being served")
        self.assertFalse(self._downloads(), "nothing was handed out")
        self.assertEqual(self._get(self.pdf).status_code, 200)
        self.assertEqual(self._downloads(), 1)

    def test_a_zip_waits_only_when_something_in_it_has_to_be_made(self):
        with all_places_taken(self.cr):
            answer = self._get(self.zip)
            self.assertFalse(self._downloads())
            self._store_pdf(self.invoice)
            stored = self._get(self.zip)
        self.assertEqual(answer.status_code, 503)
        self.assertIn(f"zip?pay={self.invoice.id}", answer.headers["Refresh"])
        self.assertEqual(stored.status_code, 200)

    def test_what_is_stored_is_handed_out_at_once(self):
        content = self._store_pdf(self.invoice)
        with all_places_taken(self.cr):
            answer = self._get(self.pdf)
        self.assertEqual((answer.status_code, answer.content), (200, content))

    def test_a_strange_query_is_asked_again_as_a_plain_address(self):
        with all_places_taken(self.cr):
            answer = self._get(f"{self.zip}&q=%0d%0aSet-Cookie:x%3b;url=//evil")
        self.assertEqual(answer.status_code, 503)
        self.assertNotIn("Set-Cookie:x", str(answer.headers))
        self.assertTrue(
            answer.headers["Refresh"].startswith(f"5; url={self.base}/invoices/zip?")
        )
        self.assertNotIn(";", answer.headers["Refresh"].partition("; url=")[2])


@tagged("post_install", "-at_install")
class TestQuotesPdfPlaces(ZoneQuotesCommon):
    def test_a_quote_waits_as_well(self):
        """P-02."""
        base = self._enter()
        path = f"{base}/quotes/{self.quote.id}"
        with all_places_taken(self.cr):
            answer = self._get(f"{path}/pdf")
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.headers["Refresh"], f"5; url={path}/pdf")
        self.assertEqual(self._get(f"{path}/pdf").status_code, 200)

    def test_a_signature_waits_and_nothing_is_signed_meanwhile(self):
        """P-02: the signed quote is printed, by form and by pad."""
        base = self._enter()
        pad = f"{base}/quotes/{self.quote.id}/sign"
        sign = f"{pad}?version={self.quote._zone_version()}"
        with all_places_taken(self.cr):
            answer = self._accept(base, self.quote)
            told = self._call(sign, name="Thandi Acacia", signature=drawn())
            self.env.invalidate_all()
            self.assertEqual(self.quote.state, "sent")
            self.assertFalse(self.quote.signature)
        self.assertEqual(answer.status_code, 503)
        self.assertIn('value="Thandi Acacia"', answer.text, "nothing is typed again")
        self.assertIn("try again", told["result"]["error"])
        accepted = ("kind", "=", "accept")
        self.assertFalse(self.env["customer.zone.event"].search([accepted]))
        self.assertEqual(self._accept(base, self.quote).status_code, 303)
        self.assertEqual(self.quote.state, "sale")

    def test_whoever_may_not_answer_is_told_so_at_once(self):
        """P-02: a quote that is not signed anyway needs no place."""
        link = self._link(self.stranger, move=self.quote)
        base = self._enter(link)
        with all_places_taken(self.cr):
            answer = self._accept(base, self.quote)
        self.assertEqual(answer.status_code, 409)
