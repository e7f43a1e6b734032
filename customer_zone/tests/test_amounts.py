from odoo.tests import TransactionCase, tagged

from odoo.addons.customer_zone.controllers.pay.amounts import read_canonical, read_typed


@tagged("post_install", "-at_install")
class TestAmounts(TransactionCase):
    """Typed amounts are read as the language writes them, or not at all."""

    def _read(self, text, lang="en_US", currency="base.USD"):
        languages = self.env["res.lang"].with_context(active_test=False)
        data = languages.search([("code", "=", lang)])
        return read_typed(text, self.env.ref(currency), data)

    def test_plain_and_grouped_amounts_are_read(self):
        for text, amount in (
            ("500", 500.0),
            (" 500.00 ", 500.0),
            ("1,234.50", 1234.5),
            ("1 234.50", 1234.5),
            ("1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567.89", 1234567.89),
            ("0.01", 0.01),
            ("007", 7.0),
        ):
            self.assertEqual(self._read(text), amount, text)

    def test_comma_languages_read_their_own_mark(self):
        self.assertEqual(self._read("500,50", "de_DE"), 500.5)
        self.assertEqual(self._read("1.234,50", "de_DE"), 1234.5)
        self.assertEqual(self._read("1.234", "de_DE"), 1234.0)
        self.assertIsNone(self._read("500.50", "de_DE"))

    def test_everything_else_is_no_amount(self):
        """X-14: no sign, exponent, mark, foreign digit or too many decimals."""
        for text in (
            "",
            None,
            ".",
            ".5",
            "5.",
            "-5",
            "+5",
            "1e3",
            "NaN",
            "inf",
            "5.001",
            "1,2",
            "12,34",
            "1,23,456",
            "R 500",
            "$5",
            "5 000 00",
            "٥",
            "５",
            "5\n5",
            "0x10",
            "9" * 13,
        ):
            self.assertIsNone(self._read(text), text)

    def test_currency_decides_about_decimals(self):
        self.assertEqual(self._read("500", currency="base.JPY"), 500.0)
        self.assertIsNone(self._read("500.0", currency="base.JPY"))

    def test_our_own_writing_is_read_back(self):
        dollar = self.env.ref("base.USD")
        self.assertEqual(read_canonical("1234.50", dollar), 1234.5)
        for text in ("1,234.50", "-1", "1.234", "1e3", ""):
            self.assertIsNone(read_canonical(text, dollar), text)
