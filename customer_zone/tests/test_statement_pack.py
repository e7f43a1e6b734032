import csv
import io
import zipfile
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from ..statement import Ask, Kind, build_statement
from .pdf_places_common import all_places_taken
from .statement_page_common import StatementPageCommon

BOUNDS = "odoo.addons.customer_zone.controllers"


@tagged("post_install", "-at_install")
class TestStatementPack(StatementPageCommon):
    """A month for the customer's bookkeeper: everything in one file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = cls.env["account.tax.group"].create({"name": "VAT"})
        cls.taxes = cls.env["account.tax"].create(
            [
                {
                    "name": f"Pack {height}%",
                    "invoice_label": f"{height}%",
                    "amount": height,
                    "tax_group_id": group.id,
                    "type_tax_use": "sale",
                }
                for height in (15, 0)
            ]
        )
        cls.taxed = cls._taxed(ref="=HYPERLINK(1)")
        cls.returned = cls._taxed(move_type="out_refund")

    @classmethod
    def _taxed(cls, **values):
        """Return a document of 100 at 15 %, 40 at 0 % and 10 without any VAT."""
        standard, zero = cls.taxes
        lines = ((100.0, standard), (40.0, zero), (10.0, standard.browse()))
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.customer.id,
                "invoice_date": cls.today,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Desk",
                            "price_unit": price,
                            "tax_ids": [Command.set(tax.ids)],
                        }
                    )
                    for price, tax in lines
                ],
                **values,
            }
        )
        move.action_post()
        return move

    def _documents(self):
        return self.late | self.soon | self.note | self.taxed | self.returned

    def _store_all(self):
        for move in self._documents():
            self._store_pdf(move, b"%PDF-1.4 " + move.name.encode())

    def _pack(self, query="?from="):
        answer = self._get(f"{self.path}/pack{query}")
        self.assertEqual(answer.status_code, 200, answer.text[:2000])
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        return zipfile.ZipFile(io.BytesIO(answer.content))

    def _table(self, archive):
        (name,) = (one for one in archive.namelist() if one.endswith(".csv"))
        text = archive.read(name).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def _statement(self):
        ask = Ask(Kind.ACTIVITY, self.today)
        (section,) = build_statement(self.customer, self.company, ask).sections
        return section

    def test_pack_holds_the_statement_and_every_document_of_the_period(self):
        self._store_all()
        archive = self._pack()
        names = archive.namelist()
        self.assertIn(f"Statement C00412 {self.today}.pdf", names)
        self.assertIn(f"VAT C00412 {self.today}.csv", names)
        self.assertEqual(len(names), len(self._documents()) + 2)
        contents = {archive.read(name) for name in names}
        for move in self._documents():
            self.assertIn(b"%PDF-1.4 " + move.name.encode(), contents)
        statement = archive.read(f"Statement C00412 {self.today}.pdf")
        self.assertIn("Closing balance", self._pdf_text(statement))

    def test_every_document_in_the_table_names_its_file(self):
        self._store_all()
        archive = self._pack()
        rows = [row for row in self._table(archive) if row["File"]]
        self.assertEqual(len(rows), len(self._documents()))
        for row in rows:
            self.assertEqual(
                archive.read(row["File"]), b"%PDF-1.4 " + row["Document"].encode()
            )

    def test_table_splits_net_and_vat_by_rate(self):
        """Worked out by hand: 100 + 15, 40 at zero, 10 outside VAT."""
        rows = {row["Document"]: row for row in self._table(self._pack())}
        for move, sign in ((self.taxed, ""), (self.returned, "-")):
            row = rows[move.name]
            self.assertEqual(row["Net, 15%"], f"{sign}100.00")
            self.assertEqual(row["VAT, 15%"], f"{sign}15.00")
            self.assertEqual(row["Net, 0%"], f"{sign}40.00")
            self.assertEqual(Decimal(row["VAT, 0%"]), 0)
            self.assertEqual(row["Net without VAT"], f"{sign}10.00")
            self.assertEqual(row["Net"], f"{sign}150.00")
            self.assertEqual(row["VAT"], f"{sign}15.00")
            self.assertEqual(row["Gross"], f"{sign}165.00")

    def test_totals_of_the_table_are_those_of_the_statement(self):
        self._pay(self.late)
        rows = self._table(self._pack())
        section = self._statement()
        totals = {row["Kind"]: row for row in rows if not row["Document"]}
        figures = section.totals
        gross = {kind: Decimal(row["Gross"] or 0) for kind, row in totals.items()}
        self.assertEqual(gross["All invoices"], figures.invoiced)
        self.assertEqual(gross["All credit notes"], figures.credited)
        self.assertEqual(
            gross["Payments and all else"],
            figures.paid + figures.refunded + figures.other,
        )
        closing = Decimal(totals["Closing balance"]["Balance"])
        self.assertEqual(closing, section.closing)
        moved = sum(Decimal(row["Gross"]) for row in rows if row["Document"])
        opening = Decimal(totals["Brought forward"]["Balance"])
        self.assertEqual(opening + moved, closing)
        for row in rows:
            if row["Net"]:
                parts = Decimal(row["Net"]) + Decimal(row["VAT"])
                self.assertEqual(parts, Decimal(row["Gross"]), row)

    def _pay(self, invoice):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({})._create_payments()

    def test_only_the_period_is_packed(self):
        self._store_all()
        self._store_pdf(self.late)
        yesterday = self.today - timedelta(days=1)
        archive = self._pack(f"?from={self.today - timedelta(days=70)}&to={yesterday}")
        files = {row["File"] for row in self._table(archive)} - {""}
        self.assertEqual(len(files), 2, "the two invoices of sixty days ago")
        self.assertEqual(len(archive.namelist()), 4)

    def test_text_in_the_table_is_never_a_formula(self):
        """S-16: the customer's reference is neutralised."""
        rows = {row["Document"]: row for row in self._table(self._pack())}
        self.assertEqual(rows[self.taxed.name]["Your Reference"], "'=HYPERLINK(1)")

    def test_what_is_not_in_the_pack_is_named_in_it(self):
        """P-02: bounded; a few are made on the way, the rest is one click away."""
        self._store_pdf(self.late)
        with patch(f"{BOUNDS}.files.zip_file.MOST_MADE", 0):
            archive = self._pack()
        note = archive.read("Not in this file.txt").decode()
        self.assertNotIn(self.late.name, note.split())
        for move in self._documents() - self.late:
            self.assertIn(move.name, note)
            row = next(
                row for row in self._table(archive) if row["Document"] == move.name
            )
            self.assertEqual(row["File"], "")

    def test_pdfs_that_are_not_stored_are_made_on_the_way(self):
        for move in self._documents() - self.soon:
            self._store_pdf(move)
        archive = self._pack()
        self.assertNotIn("Not in this file.txt", archive.namelist())
        row = next(
            row for row in self._table(archive) if row["Document"] == self.soon.name
        )
        # In tests core hands out the HTML its PDF would be made of.
        self.assertTrue(archive.read(row["File"]))

    def test_when_all_places_are_taken_the_pack_is_being_prepared(self):
        """P-02: who comes next is told so at once, and the page asks again."""
        with all_places_taken(self.cr):
            answer = self._get(f"{self.path}/pack?from=")
        self.assertEqual(answer.status_code, 503)
        self.assertIn("statement/pack?from=", answer.headers["Refresh"])
        self.assertIn("is being prepared", answer.text)

    def test_a_period_too_long_for_a_file_is_refused(self):
        with patch(f"{BOUNDS}.statement.pack.MOST_LINES", 2):
            answer = self._get(f"{self.path}/pack?from=")
        self.assertEqual(answer.status_code, 413)

    def test_each_document_in_the_pack_counts_as_downloaded(self):
        self._store_all()
        self._pack()
        events = self.env["customer.zone.event"].search([("kind", "=", "pdf")])
        self.assertEqual(events.move_id, self._documents())

    def test_contact_with_documents_of_their_own_gets_no_pack(self):
        """A-05: the totals are the whole customer's."""
        self.contact.customer_zone_scope = "own"
        self.assertEqual(self._get(f"{self.path}/pack").status_code, 404)

    def test_page_offers_the_pack_of_the_period_shown_or_of_last_month(self):
        page = self._get(f"{self.path}?kind=activity&from=2026-01-05&to=2026-02-04")
        query = "kind=activity&amp;from=2026-01-05&amp;to=2026-02-04"
        self.assertIn(f"{self.path}/pack?{query}", page.text)
        last = self.today.replace(day=1) - timedelta(days=1)
        query = f"kind=activity&amp;from={last.replace(day=1)}&amp;to={last}"
        self.assertIn(f"{self.path}/pack?{query}", self._get(self.path).text)
