"""Amounts and dates as the visitor's language writes them."""

from markupsafe import Markup

from odoo import fields
from odoo.tools import float_repr, format_date, format_time


class Formats:
    """Write amounts and dates for one visit.

    :param env: environment with the visitor's language and time zone
    :param home: currency of the company; another one carries its code
    """

    def __init__(self, env, home):
        self.env = env
        self.home = home
        self.today = fields.Date.context_today(env["account.move"])

    def money(self, amount, currency):
        """Return the amount as safe HTML that never wraps."""
        text = currency.format(amount).replace(" ", "\N{NO-BREAK SPACE}")
        if currency == self.home:
            return Markup('<bdi class="z-money" dir="ltr">%s</bdi>') % text
        return Markup(
            '<bdi class="z-money" dir="ltr">%s&#160;<abbr title="%s">%s</abbr></bdi>'
        ) % (text, currency.full_name or currency.name, currency.name)

    @property
    def point(self):
        """Return the decimal mark of the visitor's language."""
        return self._lang.decimal_point

    @property
    def group(self):
        """Return what stands between groups of three digits, never breaking."""
        return (self._lang.thousands_sep or "").replace(" ", "\N{NO-BREAK SPACE}")

    def pattern(self, currency):
        """Return how amounts of a currency are written, ``{0}`` for the number."""
        zero = self.exact(0.0, currency).replace(".", self.point)
        text = currency.format(0.0).replace(" ", "\N{NO-BREAK SPACE}")
        text = text.replace(zero, "{0}")
        return (
            text
            if currency == self.home
            else f"{text}\N{NO-BREAK SPACE}{currency.name}"
        )

    @property
    def _lang(self):
        return self.env["res.lang"]._get_data(code=self.env.lang or "en_US")

    def minus(self, amount, currency):
        """Return the amount taken off, that is with a minus (zero has none)."""
        return self.money(-amount if amount else amount, currency)

    def exact(self, amount, currency):
        """Return the amount as plain text with a point, for scripts and files."""
        return float_repr(amount, precision_digits=currency.decimal_places)

    def day(self, value):
        """Return a date such as ``14 Nov 2026``; ``""`` for no date."""
        return format_date(self.env, value, date_format="medium")

    def moment(self, value):
        """Return a UTC date and time in the visitor's time zone; ``""`` for none."""
        if not value:
            return ""
        local = fields.Datetime.context_timestamp(self.env["res.lang"], value)
        time = format_time(self.env, local.time(), time_format="short")
        return f"{self.day(local.date())}, {time}"

    def quantity(self, value):
        """Return a quantity with no more decimals than it has."""
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        text = f"{value:.4f}".rstrip("0").rstrip(".")
        decimals = len(text.partition(".")[2])
        return lang.format(f"%.{decimals}f", value, grouping=True)
