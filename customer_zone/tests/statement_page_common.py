import io
import re
import subprocess
from datetime import timedelta

from openpyxl import load_workbook

from odoo import fields

from .pages_common import ZonePagesCommon

TAGS = re.compile(r"<[^>]+>")


class StatementPageCommon(ZonePagesCommon):
    """A customer with one invoice due long ago, one due soon, and a credit note."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.invoice.button_draft()
        cls.invoice.button_cancel()
        cls.customer.ref = "C00412"
        cls.late = cls._due(-40, 300.0, ref="PO 4417")
        cls.soon = cls._due(15, 100.0)
        cls.note = cls._invoice(
            cls.customer, 50.0, move_type="out_refund", invoice_date=cls.today
        )

    @classmethod
    def _due(cls, days, amount, **values):
        """Return an invoice of 60 days ago that is due in so many days from now."""
        return cls._invoice(
            cls.customer,
            amount,
            invoice_date=cls.today - timedelta(days=60),
            invoice_date_due=cls.today + timedelta(days=days),
            invoice_payment_term_id=False,
            **values,
        )

    def setUp(self):
        super().setUp()
        self.base = self._enter()
        self.path = f"{self.base}/statement"

    def _get(self, path, **kwargs):
        """Ask for one page; making a PDF on a busy machine may take its time."""
        return super()._get(path, timeout=120, **kwargs)

    def _text(self, path):
        """Return what a page says, without its markup."""
        return self._words(self._get(path))

    def _words(self, page):
        text = TAGS.sub(" ", page.text).replace("&#39;", "'")
        return " ".join(text.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split())

    def _rows(self, path):
        """Return the text of each row of the lines on a page."""
        page = self._get(path).text
        rows = page.split('class="z-list')[1:]
        rows = [row for table in rows for row in table.split('<tr role="row">')[1:]]
        return [" ".join(TAGS.sub(" ", row).split()) for row in rows]

    def _pdf_text(self, content):
        """Return the text of a PDF as it lies on the page."""
        done = subprocess.run(
            ["pdftotext", "-layout", "-", "-"],
            input=content,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    def _sheet(self, content):
        """Return the cells of an Excel file, row by row."""
        book = load_workbook(io.BytesIO(content))
        return [[cell.value for cell in row] for row in book.active.iter_rows()]
