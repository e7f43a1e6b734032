import base64
import csv
import io
import os
import re
from datetime import timedelta
from decimal import Decimal
from random import Random

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..statement import Kind
from ..statement.table import headings, read_table
from .statement_histories import StatementHistories
from .statement_page_common import StatementPageCommon

HISTORIES = max(2, int(os.environ.get("CUSTOMER_ZONE_STATEMENT_HISTORIES", "30")) // 10)
NUMBER = re.compile(r"-?[\d,]+\.\d\d")
EMPTY = 'class="z-card z-empty"'
PART_OF_PAGE = re.compile(f'(?=class="z-list|{EMPTY})')


@tagged("post_install", "-at_install")
class TestStatementOutputs(StatementHistories, HttpCase):
    """M-16: page, PDF, CSV, Excel and e-mail show the same lines and figures."""

    _pdf_text = StatementPageCommon._pdf_text
    _sheet = StatementPageCommon._sheet

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_zone_enabled = True
        cls.parts = cls.env["account.payment.term"].create({"name": "At once"})

    def _load(self, path):
        return self.url_open(path, timeout=120)

    def _path(self, sudo_links):
        self.customer.write({"customer_zone_allowed": True, "email": "a@example.com"})
        link = sudo_links._issue(self.company, self.customer, self.customer)
        token = link._zone_url().rpartition("/zone/l/")[2]
        with mute_logger("odoo.http"):
            self.url_open(f"/zone/l/{token}", timeout=120, allow_redirects=False)
        return f"/zone/{link.id}/statement"

    def test_the_outputs_agree_on_random_ledgers(self):
        for seed in range(1000, 1000 + HISTORIES):
            with self.subTest(seed=seed):
                self._begin(Random(seed), mixed=seed % 2)
                for _step in range(10):
                    self._step()
                path = self._path(self.env["customer.zone.link"].sudo())
                day = self.today - timedelta(days=self.random.randint(0, 20))
                for kind in Kind:
                    self._compare(path, kind, day)

    def _compare(self, path, kind, day):
        query = f"?kind={kind.value}&from=&to={day}"
        expected = self._amounts(kind, day)
        self.assertEqual(self._from_csv(path, query, kind), expected)
        self.assertEqual(self._from_xlsx(path, query, kind), expected)
        self.assertEqual(self._from_page(path, query, kind), expected)
        pdf = self._load(f"{path}/pdf{query}").content
        self.assertEqual(self._from_pdf(pdf, kind), expected)

    def _ask(self, kind, day):
        day = day.isoformat()
        return self._statement(kind, day, **self.company._zone_ageing())

    def _amounts(self, kind, day):
        """Return ``(number, running balance)`` of every line, and each closing."""
        found = []
        for section in self._ask(kind, day).sections:
            found += [(line.name, line.balance) for line in section.lines]
            found.append(("closing", section.closing))
        return [(name, Decimal(f"{amount:.2f}")) for name, amount in found]

    def _from_csv(self, path, query, kind):
        content = self._load(f"{path}/csv{query}").content.decode("utf-8-sig")
        return self._from_rows(csv.reader(io.StringIO(content)), kind)

    def _from_xlsx(self, path, query, kind):
        rows = self._sheet(self._load(f"{path}/xlsx{query}").content)
        return self._from_rows(rows, kind)

    def _from_rows(self, rows, kind):
        rows, column = list(rows)[1:], 9 if kind is Kind.ACTIVITY else 12
        found = []
        for row in rows:
            if row[2] in ("Closing balance", "Balance"):
                found.append(("closing", row[9 if kind is Kind.ACTIVITY else 11]))
            elif row[2] != "Brought forward":
                found.append((row[3], row[column]))
        return [(name, Decimal(f"{Decimal(str(one)):.2f}")) for name, one in found]

    def _from_page(self, path, query, kind):
        page = self._load(f"{path}{query}").text
        found = []
        for table in PART_OF_PAGE.split(page)[1:]:
            if table.startswith(EMPTY):
                # No table: in words that nothing is open, or what was brought forward.
                words = table.partition("</div>")[0]
                balance = (NUMBER.findall(words) or ["0.00"])[0]
                found.append(("closing", Decimal(balance.replace(",", ""))))
                continue
            table = table.partition("</table>")[0]
            for row in table.split('<tr role="row">')[2:]:
                text = re.sub(r"<[^>]+>", " ", row.replace("\ufeff", ""))
                words, numbers = " ".join(text.split()), NUMBER.findall(text)
                if "Brought forward" in words:
                    continue
                is_sum = words.startswith(("Closing balance", "Balance,"))
                name = "closing" if is_sum else words.split(" ")[0]
                found.append((name, Decimal(numbers[-1].replace(",", ""))))
        return found

    def _from_pdf(self, content, kind):
        text, found = self._pdf_text(content), []
        for line in text.splitlines():
            numbers = NUMBER.findall(line)
            if re.match(r"\s*(Closing balance|Balance)\s+-?[\d,]+\.\d\d", line):
                found.append(("closing", numbers[-1]))
            elif match := re.match(r"\s*\w{3} \d+, \d{4}\s+(\S+)", line):
                found.append((match.group(1), numbers[-1]))
        return [(name, Decimal(one.replace(",", ""))) for name, one in found]

    def test_the_mailed_pdf_is_the_downloaded_one(self):
        self._begin(Random(7), mixed=False)
        for _step in range(6):
            self._step()
        path = self._path(self.env["customer.zone.link"].sudo())
        ask = self._ask(Kind.ACTIVITY, self.today).ask
        statements = self.env["customer.zone.statement"].sudo()
        mail = statements._zone_statement_mail(
            self.customer, self.customer, self.company, ask
        )
        mailed = self._pdf_text(base64.b64decode(mail.attachment_ids.datas))
        query = f"?kind=activity&from=&to={self.today}"
        loaded = self._pdf_text(self._load(f"{path}/pdf{query}").content)
        self.assertEqual(mailed, loaded)

    def test_tables_have_a_cell_for_every_heading(self):
        self._begin(Random(3), mixed=True)
        for _step in range(6):
            self._step()
        for kind in Kind:
            ask = self._ask(kind, self.today).ask
            statement, rows = read_table(self.env, self.customer, self.company, ask)
            self.assertTrue(statement.sections)
            widths = {len(row) for row in rows}
            self.assertEqual(widths, {len(headings(self.env, kind))})
