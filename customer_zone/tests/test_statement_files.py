import re
from datetime import date, timedelta
from unittest.mock import patch

from odoo.tests import tagged

from ..report import engine_slots
from ..report.engine_scale import page_count
from ..statement import Ask, Kind
from .pdf_places_common import all_places_taken
from .statement_page_common import StatementPageCommon

FILES = "odoo.addons.customer_zone.controllers.statement.routes_files"


@tagged("post_install", "-at_install")
class TestStatementFiles(StatementPageCommon):
    def _pdf(self, query=""):
        answer = self._get(f"{self.path}/pdf{query}")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        return answer.content

    def _html(self, **asked):
        """Return the HTML the PDF engine is given."""
        statements = self.env["customer.zone.statement"]
        given = []
        run = "_run_wkhtmltopdf"
        reports = type(self.env["ir.actions.report"])

        def keep(_self, bodies, **_more):
            given.extend(bodies)
            return b"/Type /Page\n" * bodies[0].count('class="page"')

        with patch.object(reports, run, keep):
            statements._zone_statement_pdf(
                self.customer, self.company, self._ask(**asked)
            )
        return given[-1]

    def _ask(self, **asked):
        return Ask(Kind.ACTIVITY, self.today, **asked)

    def test_pdf_names_both_sides_and_what_is_to_be_paid_how(self):
        self.company.write({"vat": "4870265813", "company_registry": "2011/104852/07"})
        self.customer.write({"vat": "4120283947", "city": "Cape Town"})
        bank = self.env["res.bank"].create({"name": "First Bank"})
        self.env["res.partner.bank"].create(
            {
                "acc_number": "62001234567",
                "partner_id": self.company.partner_id.id,
                "bank_id": bank.id,
            }
        )
        text = self._pdf_text(self._pdf())
        for words in (
            "Statement of account",
            self.company.name,
            "2011/104852/07",
            "4870265813",
            self.customer.name,
            "4120283947",
            "C00412",
            "Payment reference",
            "62001234567",
            f"/zone/bank-details/{self.company.id}",
            "Counted in days after the due date",
            "Page 1 of 1",
        ):
            self.assertIn(words, text)

    def test_pdf_is_complete_in_itself(self):
        """Nothing is fetched: no address in styles or images, no script."""
        self.company.logo = self.env.ref("base.main_partner").image_1920
        html = self._html()
        sources = re.findall(r'(?:src|href)="([^"]*)"|url\(([^)]*)\)', html)
        for one in (first or second for first, second in sources):
            self.assertTrue(one.startswith("data:"), one[:60])
        self.assertNotIn("<script", html)
        self.assertNotIn("<link", html)
        self.assertNotIn("@import", html)
        self.assertTrue(html.startswith("<!DOCTYPE html>"))

    def test_pdf_engine_is_told_not_to_wait_and_not_to_look_around(self):
        reports = self.env["ir.actions.report"]
        usual = reports._build_wkhtmltopdf_args(self.env.company.paperformat_id, False)
        self.assertIn("--javascript-delay", usual)
        ours = reports.with_context(customer_zone_sheet="A4")
        given = ours._build_wkhtmltopdf_args(self.env.company.paperformat_id, False)
        self.assertNotIn("--javascript-delay", given)
        self.assertIn("--disable-javascript", given)
        self.assertIn("--disable-local-file-access", given)

    def test_long_pdf_repeats_its_headings_and_carries_the_balance(self):
        for number in range(70):
            self._due(10, 1.0 + number)
        content = self._pdf("?kind=activity&from=")
        pages = self._pdf_text(content).rstrip("\f").split("\f")
        self.assertEqual(len(pages), page_count(content))
        self.assertGreater(len(pages), 1)
        for number, text in enumerate(pages, start=1):
            self.assertIn(f"Page {number} of {len(pages)}", text)
            self.assertIn("Paid, credited", text)
            self.assertIn("Brought forward", text)
            self.assertIn(self.company.currency_id.full_name, text)
        first, last = pages[0], pages[-1]
        self.assertIn("(continued)", last)
        self.assertNotIn("(continued)", first)
        carried = re.search(r"Carried forward\s+([\d,.]+)", first).group(1)
        brought = re.search(r"Brought forward\s+([\d,.]+)", pages[1]).group(1)
        self.assertEqual(carried, brought)
        self.assertIn("Closing balance", last)
        lines = last.partition("Brought forward")[2].partition("Closing balance")[0]
        self.assertGreaterEqual(lines.count("INV/"), 2, "the closing stands alone")

    def test_pdf_of_too_many_lines_keeps_the_newest_and_says_so(self):
        """P-02: bounded; what is left out is in the balance brought forward."""
        bound = "odoo.addons.customer_zone.report.statement_document.MOST_LINES"
        with patch(bound, 2):
            text = self._pdf_text(self._pdf("?kind=activity&from="))
        self.assertIn("Brought forward, with 1 earlier lines of the period", text)
        self.assertNotIn(self.late.name, text)
        self.assertIn(self.note.name, text)
        self.assertRegex(text, r"Closing balance\s+400.00\s+50.00\s+350.00")

    def test_when_all_places_are_taken_the_pdf_is_being_prepared(self):
        """P-02: who comes next is told so at once, and the page asks again."""
        with all_places_taken(self.cr):
            answer = self._get(f"{self.path}/pdf?kind=activity&from=")
            page = self._get(self.path)
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.headers["Retry-After"], "5")
        self.assertIn("statement/pdf?kind=activity", answer.headers["Refresh"])
        self.assertIn("Your PDF is being prepared", answer.text)
        self.assertEqual(page.status_code, 200, "pages go on being served")
        self._pdf()

    def test_places_are_half_of_the_workers(self):
        for workers, places in ((0, 1), (2, 1), (3, 1), (8, 4)):
            with patch.dict(engine_slots.config.options, {"workers": workers}):
                self.assertEqual(engine_slots.slot_count(), places)

    def test_csv_holds_every_line_between_opening_and_closing(self):
        answer = self._get(f"{self.path}/csv?kind=activity&from=")
        lines = answer.content.decode("utf-8-sig").splitlines()
        self.assertEqual(len(lines), 6)
        currency = self.company.currency_id.name
        day = self.late.date
        self.assertEqual(
            lines[2],
            f"{currency},{day},Invoice,{self.late.name},PO 4417,,"
            f"{self.late.invoice_date_due},300.00,,300.00",
        )
        self.assertTrue(lines[-1].endswith("Closing balance,,,,,400.00,50.00,350.00"))

    def test_excel_has_real_numbers_and_dates(self):
        sheet = self._sheet(self._get(f"{self.path}/xlsx").content)
        row = sheet[1]
        self.assertEqual(row[1].date(), self.late.date)
        self.assertEqual(row[6].date(), self.late.invoice_date_due)
        self.assertEqual(row[7], 40)
        self.assertEqual(row[9:], [300, 0, 300, 300])
        self.assertEqual(sheet[-1][11], 350)

    def test_text_that_begins_a_formula_is_neutralised(self):
        """S-16: in both kinds of file."""
        self.late.ref = "=cmd()"
        csv = self._get(f"{self.path}/csv").content.decode("utf-8-sig")
        self.assertIn(",'=cmd(),", csv)
        sheet = self._sheet(self._get(f"{self.path}/xlsx").content)
        self.assertEqual(sheet[1][4], "'=cmd()")

    def test_a_file_with_too_many_lines_is_refused_and_never_cut(self):
        """P-02: half a statement is worse than none."""
        with patch(f"{FILES}.MOST_LINES", 2):
            answer = self._get(f"{self.path}/csv")
        self.assertEqual(answer.status_code, 413)
        self.assertIn("shorter period", answer.text)

    def test_files_say_who_and_when_in_their_name(self):
        day = self.today - timedelta(days=1)
        answer = self._get(f"{self.path}/csv?to={day}")
        name = answer.headers["Content-Disposition"]
        self.assertIn(f"Statement C00412 {day}.csv", name.replace("%20", " "))

    def test_open_files_say_how_old_each_item_is(self):
        answer = self._get(f"{self.path}/csv")
        lines = answer.content.decode("utf-8-sig").splitlines()
        self.assertIn("31–60 days overdue", lines[1])
        self.assertIn("Not due yet", lines[2])
        self.assertIn("Credit not used yet", lines[3])

    def test_pdf_follows_the_size_of_the_companys_paper(self):
        self.company.paperformat_id = self.env.ref("base.paperformat_us")
        content = self._pdf()
        done = self._pdf_size(content)
        self.assertIn("612 x 792", done)
        self.assertEqual(page_count(content), 1)

    def _pdf_size(self, content):
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", content).groups()
        return " x ".join(f"{round(float(size))}" for size in box)

    def test_every_language_gets_its_own_words_and_numbers(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        statements = self.env["customer.zone.statement"].with_context(lang="fr_FR")
        content = statements._zone_statement_pdf(
            self.customer, self.company, self._ask(date_from=date(2000, 1, 1))
        )
        self.assertIn("350,00", self._pdf_text(content))
