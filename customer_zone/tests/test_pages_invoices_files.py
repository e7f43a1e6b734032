import csv
import io
import zipfile
from unittest.mock import patch

from lxml import etree

from odoo.tests import tagged

from odoo.addons.customer_zone.controllers.files import zip_file
from odoo.addons.customer_zone.controllers.invoices import export

from .pages_common import ZonePagesCommon

SHEET = "xl/worksheets/sheet1.xml"
SHEET_NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@tagged("post_install", "-at_install")
class TestPagesInvoicesFiles(ZonePagesCommon):
    """CSV, XLSX and ZIP of the invoice list."""

    def setUp(self):
        super().setUp()
        self.evil = self._invoice(self.customer, 250.5, ref="=cmd()|' /C calc'!A0")
        self.foreign = self._invoice(self.other_customer, ref="Canary Baobab")
        self.base = self._enter()
        self.list = f"{self.base}/invoices"

    def _csv(self, query=""):
        answer = self._get(f"{self.list}/export/csv{query}")
        self.assertEqual(answer.status_code, 200)
        text = answer.content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def test_csv_is_exactly_what_is_filtered_with_plain_numbers_and_dates(self):
        rows = self._csv()
        self.assertEqual(
            {row["Number"] for row in rows}, {self.invoice.name, self.evil.name}
        )
        row = next(row for row in rows if row["Number"] == self.evil.name)
        self.assertEqual(row["Total"], "250.50")
        self.assertEqual(row["Date"], str(self.evil.invoice_date))
        self.assertEqual(row["Currency"], self.company.currency_id.name)
        self.assertEqual(len(self._csv(f"?q={self.evil.name}")), 1)
        self.assertEqual(self._csv("?status=paid"), [])

    def test_list_too_long_for_a_file_is_refused_and_never_cut(self):
        """P-02: a file that leaves rows out without a word is worse than none."""
        with patch.object(export, "MOST_ROWS", 1):
            for kind in ("csv", "xlsx"):
                answer = self._get(f"{self.list}/export/{kind}?status=all&sort=due")
                self.assertEqual(answer.status_code, 413)
                self.assertIn("choose dates", answer.text)
                self.assertIn(f'href="{self.list}?sort=due"', answer.text)
            self.assertEqual(len(self._csv(f"?q={self.evil.name}")), 1)

    def test_text_in_a_file_is_never_a_formula(self):
        """S-16: a reference that begins like a formula is written as text."""
        for start in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx"):
            self.evil.ref = start
            row = next(r for r in self._csv() if r["Number"] == self.evil.name)
            self.assertEqual(row["Your reference"][:1], "'", repr(start))
        self.evil.ref = "=1+1"
        self.assertFalse(self._sheet().findall(".//s:f", SHEET_NS))
        self.assertIn("'=1+1", list(self._sheet().itertext()))

    def _sheet(self):
        answer = self._get(f"{self.list}/export/xlsx")
        self.assertEqual(answer.status_code, 200)
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return etree.fromstring(book.read(SHEET))

    def test_excel_file_has_real_numbers_and_dates(self):
        cells = self._sheet().findall(".//s:c", SHEET_NS)
        # Texts are marked as such.
        plain = [cell for cell in cells if cell.get("t") is None]
        values = [cell.findtext("s:v", namespaces=SHEET_NS) for cell in plain]
        self.assertEqual(values.count("250.50"), 2)
        self.assertEqual(values.count("1000.00"), 2)
        # Two invoices with two dates and two amounts each, and nothing else.
        self.assertEqual(len(plain), 8)

    def test_other_customers_are_in_no_file(self):
        """A-01: no canary of another customer in any file."""
        for kind in ("csv", "xlsx"):
            content = self._get(f"{self.list}/export/{kind}").content
            self.assertNotIn(b"Canary", content)
        answer = self._get(f"{self.list}/zip?pay={self.foreign.id}")
        self.assertEqual(answer.status_code, 404)
        both = f"pay={self.invoice.id}&pay={self.foreign.id}"
        self.assertEqual(self._get(f"{self.list}/zip?{both}").status_code, 404)

    def _zip(self, query=""):
        answer = self._get(f"{self.list}/zip{query}")
        self.assertEqual(answer.status_code, 200)
        return zipfile.ZipFile(io.BytesIO(answer.content))

    def test_zip_holds_the_stored_documents_and_counts_as_downloads(self):
        first = self._store_pdf(self.invoice, b"%PDF-1.4 one")
        second = self._store_pdf(self.evil, b"%PDF-1.4 two")
        archive = self._zip()
        contents = {archive.read(name) for name in archive.namelist()}
        self.assertEqual(contents, {first, second})
        events = self.env["customer.zone.event"].search([("kind", "=", "pdf")])
        self.assertEqual(events.move_id, self.invoice | self.evil)

    def test_zip_of_the_ticked_holds_only_these(self):
        self._store_pdf(self.invoice, b"%PDF-1.4 one")
        self._store_pdf(self.evil, b"%PDF-1.4 two")
        archive = self._zip(f"?pay={self.evil.id}")
        self.assertEqual(len(archive.namelist()), 1)
        self.assertEqual(archive.read(archive.namelist()[0]), b"%PDF-1.4 two")

    def test_zip_is_bounded_and_names_what_it_leaves_out(self):
        more = self.env["account.move"]
        for _number in range(52):
            invoice = self._invoice(self.customer)
            self._store_pdf(invoice)
            more |= invoice
        archive = self._zip("?size=100")
        names = archive.namelist()
        self.assertEqual(len(names), 51)
        note = archive.read("Not in this file.txt").decode()
        # Those whose PDF is stored come first; the two without one are left out.
        self.assertIn(self.invoice.name, note)
        self.assertIn(self.evil.name, note)

    def test_zip_names_all_it_leaves_out_or_says_that_there_are_more(self):
        """P-02: also those beyond the first ones of the list."""
        third = self._invoice(self.customer)
        self._store_pdf(self._invoice(self.customer))
        self.startPatcher(patch.object(zip_file, "MOST_DOCUMENTS", 1))
        self.startPatcher(patch.object(zip_file, "MOST_MADE", 0))
        note = self._zip().read("Not in this file.txt").decode()
        for invoice in self.invoice | self.evil | third:
            self.assertIn(invoice.name, note)
        self.assertNotIn("There are more", note)
        with patch.object(zip_file, "MOST_NAMED", 2):
            note = self._zip().read("Not in this file.txt").decode()
        self.assertNotIn(self.invoice.name, note)
        self.assertIn("There are more", note)

    def test_invoices_only_hides_nothing_of_the_invoices(self):
        self.company.customer_zone_mode = "documents"
        self.assertEqual(len(self._csv()), 2)

    def test_link_to_one_document_hands_out_no_list(self):
        """A-02: a stranger who was sent one invoice gets that invoice alone."""
        link = self._link(self.stranger, move=self.invoice)
        base = self._enter(link, self.invoice)
        for path in ("export/csv", "export/xlsx", "zip"):
            self.assertEqual(self._get(f"{base}/invoices/{path}").status_code, 404)
