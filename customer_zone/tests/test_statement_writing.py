from datetime import date
from decimal import Decimal

from odoo.tests import TransactionCase, tagged
from odoo.tools import format_date

from ..controllers.page.formats import Formats
from ..controllers.statement.money import Money
from ..statement import Writing, quick_periods
from ..statement.periods import tax_year_end

AMOUNTS = ("0.00", "0.05", "-0.05", "999.99", "1234.50", "-1234567.89", "100000.00")
LANGUAGES = ("en_US", "en_GB", "fr_FR", "de_CH", "hi_IN")


@tagged("post_install", "-at_install")
class TestStatementWriting(TransactionCase):
    def test_amounts_look_as_odoo_itself_writes_them(self):
        for code in LANGUAGES:
            self.env["res.lang"]._activate_lang(code)
            env = self.env(context={"lang": code})
            for currency in (env.ref("base.ZAR"), env.ref("base.EUR")):
                formats = Formats(env, env.ref("base.ZAR"))
                money = Money(formats, Writing(env), currency)
                for text in AMOUNTS:
                    self.assertEqual(
                        str(money(Decimal(text))),
                        str(formats.money(float(text), currency)),
                        (code, currency.name, text),
                    )

    def test_dates_look_as_odoo_itself_writes_them(self):
        for code in LANGUAGES:
            self.env["res.lang"]._activate_lang(code)
            env = self.env(context={"lang": code})
            for day in (date(2024, 2, 29), date(2026, 12, 31)):
                self.assertEqual(
                    Writing(env).day(day), format_date(env, day, date_format="medium")
                )
        self.assertEqual(Writing(self.env).day(None), "")

    def test_tax_year_ends_on_the_last_day_of_february(self):
        """29 February counts, and 1 March begins a new year."""
        for day, end in (
            (date(2024, 2, 29), date(2024, 2, 29)),
            (date(2024, 3, 1), date(2025, 2, 28)),
            (date(2026, 11, 16), date(2027, 2, 28)),
            (date(2027, 12, 31), date(2028, 2, 29)),
        ):
            self.assertEqual(tax_year_end(day), end)

    def test_periods_begin_where_they_should(self):
        company = self.env.company
        company.write({"fiscalyear_last_month": "12", "fiscalyear_last_day": 31})
        company.account_fiscal_country_id = self.env.ref("base.za")
        periods = {
            one.key: (str(one.date_from), str(one.date_to))
            for one in quick_periods(company, date(2026, 3, 31))
        }
        self.assertEqual(
            periods,
            {
                "month": ("2026-03-01", "2026-03-31"),
                "last-month": ("2026-02-01", "2026-02-28"),
                "quarter": ("2026-01-01", "2026-03-31"),
                "year": ("2026-01-01", "2026-03-31"),
                "tax-year": ("2026-03-01", "2026-03-31"),
                "all": ("None", "2026-03-31"),
            },
        )
