"""What a bookkeeper gets, word for word.

The files in ``golden/`` are the promise. Run this test with ``ZONE_GOLDEN=write`` in
the environment to write them anew from the example ledger, and then read every
changed line.
"""

import os
import subprocess
from datetime import date
from pathlib import Path

from odoo.tests import tagged

from ..controllers.files.exports import csv_file
from ..statement import Ask, Kind
from ..statement.table import headings, read_table
from .statement_example import StatementExample

GOLDEN = Path(__file__).with_name("golden")
IS_WRITING = os.environ.get("ZONE_GOLDEN") == "write"
ASKS = {
    "activity": Ask(Kind.ACTIVITY, date(2026, 11, 16), date(2026, 9, 1)),
    "open": Ask(Kind.OPEN, date(2026, 11, 16)),
}


@tagged("post_install", "-at_install")
class TestStatementGolden(StatementExample):
    """M-16: the figures of the example, as file and on paper."""

    def setUp(self):
        super().setUp()
        self.customer.write({"ref": "C00412", "vat": "4120283947", "city": "Cape Town"})
        self.company.write(
            {"name": "Karoo Office Supplies (Pty) Ltd", "city": "Beaufort West"}
        )

    def test_csv_files_are_as_they_were(self):
        for name, ask in ASKS.items():
            _statement, rows = read_table(self.env, self.customer, self.company, ask)
            content = csv_file(headings(self.env, ask.kind), rows)
            text = content.decode("utf-8-sig").replace("\r\n", "\n")
            self._check(f"statement_{name}.csv", text)

    def test_printed_statements_say_what_they_said(self):
        statements = self.env["customer.zone.statement"]
        for name, ask in ASKS.items():
            pdf = statements._zone_statement_pdf(self.customer, self.company, ask)
            self._check(f"statement_{name}.txt", self._words(pdf))

    def _words(self, content):
        """Return the text of a PDF line by line, whatever the font made of the gaps."""
        done = subprocess.run(
            ["pdftotext", "-layout", "-", "-"],
            input=content,
            capture_output=True,
            check=True,
        )
        lines = (" ".join(line.split()) for line in done.stdout.decode().splitlines())
        return "".join(f"{line}\n" for line in lines if line)

    def _check(self, name, text):
        path = GOLDEN / name
        if IS_WRITING:
            path.write_text(text)
        self.assertEqual(text, path.read_text(), name)
