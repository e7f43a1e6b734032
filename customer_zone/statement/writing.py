"""Amounts and dates as one language writes them, quick enough for many lines."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from markupsafe import escape

from odoo.tools import babel_locale_parse

HIDDEN = "\N{ZERO WIDTH NO-BREAK SPACE}"  # keeps a minus with its digits
COMMON_GROUPS = ("[3,0]", "[3,3,0]")


class Writing:
    """Write amounts and dates in one language.

    Reads the language once and remembers the days it wrote; an amount looks exactly
    as Odoo's own formatting of a currency would write its number.

    :param env: environment with the reader's language
    """

    def __init__(self, env):
        code = env.lang or "en_US"
        lang = env["res.lang"]._get_data(code=code)
        self._lang = env["res.lang"]._lang_get(code)
        self._is_common = lang.grouping in COMMON_GROUPS
        group = (lang.thousands_sep or "").replace(" ", "\N{NO-BREAK SPACE}")
        signs = {",": group, ".": lang.decimal_point, "-": "-" + HIDDEN}
        self._signs = str.maketrans(signs)
        self._html_signs = str.maketrans(
            {sign: str(escape(text)) for sign, text in signs.items()}
        )
        self._locale = babel_locale_parse(code)
        self._days: dict[date, str] = {}

    def number(self, amount: Decimal) -> str:
        """Return the amount with the decimals it has, and no currency mark."""
        if self._is_common:
            return f"{amount:,f}".translate(self._signs)
        places = max(0, -amount.as_tuple().exponent)
        # Languages that do not count in threes are written by Odoo itself.
        text = self._lang.format(f"%.{places}f", float(amount), grouping=True)
        return text.replace(" ", "\N{NO-BREAK SPACE}").replace("-", "-" + HIDDEN)

    def html(self, amount: Decimal) -> str:
        """Return the same as safe HTML."""
        if self._is_common:
            return f"{amount:,f}".translate(self._html_signs)
        return str(escape(self.number(amount)))

    def plain(self, amount: Decimal) -> str:
        """Return the same for documents that are copied from: no hidden signs."""
        return self.number(amount).replace(HIDDEN, "")

    def day(self, value: date | None) -> str:
        """Return a date such as ``14 Nov 2026``; ``""`` for no date."""
        if not value:
            return ""
        if value not in self._days:
            self._days[value] = format_date(value, "medium", locale=self._locale)
        return self._days[value]

    def month(self, value: date) -> str:
        """Return a month such as ``Feb 2027``."""
        return format_date(value, "MMM y", locale=self._locale)
