"""What the address of a statement asks for: kind, dates, currency, age, page."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from ...statement import Ask, Kind, company_today, quick_periods
from ...statement.periods import QUARTER
from ..visit.visitor import read_date

PAGE_SIZE = 200
BUCKETS = {str(number): number for number in range(-1, 6)}
OLDEST = date(1900, 1, 1)


@dataclass(frozen=True)
class Asked:
    """One question to the statement; everything odd in an address means the default.

    :param date_from: first day of an activity, ``None`` for the first entry
    :param date_to: the day the statement is true at, never after ``today``
    :param currency: name of the one currency asked for, ``""`` for all
    :param bucket: number of a row of the ageing, ``None`` for all (open items only)
    :param number: page, from 1
    """

    today: date
    kind: Kind = Kind.OPEN
    date_from: date | None = None
    date_to: date | None = None
    currency: str = ""
    bucket: int | None = None
    number: int = 1

    @property
    def is_open(self):
        """Return whether this asks for what is owed, and not for the activity."""
        return self.kind is Kind.OPEN

    @property
    def is_today(self):
        """Return whether the statement is true at today, so that it can be paid."""
        return self.date_to == self.today

    @property
    def fields(self):
        """Return the ``(name, value)`` pairs that say this in an address or a form."""
        pairs = [] if self.is_open else [("kind", self.kind.value)]
        if not self.is_open:
            pairs.append(("from", str(self.date_from or "")))
        if not (self.is_open and self.is_today):
            pairs.append(("to", str(self.date_to)))
        if self.currency:
            pairs.append(("currency", self.currency))
        if self.bucket is not None:
            pairs.append(("age", str(self.bucket)))
        return pairs

    def url(self, path, **changes):
        """Return the address of a page at ``path`` with some of this changed."""
        query = replace(self, **changes).fields
        return f"{path}?{urlencode(query)}" if query else path

    def page_url(self, path, number):
        """Return the address of another page of the same statement."""
        return self.url(f"{path}/page/{number}" if number > 1 else path)

    def ask(self, visitor, limit=None, offset=0):
        """Return the same as the engine takes it.

        :param limit: lines per currency, ``None`` for all
        """
        return Ask(
            kind=self.kind,
            date_to=self.date_to,
            date_from=None if self.is_open else self.date_from,
            currency_id=self.currency_id(visitor.env),
            bucket=self.bucket if self.is_open else None,
            limit=limit,
            offset=offset,
            **visitor.company._zone_ageing(),
        )

    def currency_id(self, env):
        """Return the id of the currency asked for, ``None`` for all or unknown."""
        if not self.currency:
            return None
        currencies = env["res.currency"].with_context(active_test=False)
        return currencies.search([("name", "=", self.currency)], limit=1).id or None


def read_asked(visitor, query, number=1):
    """Return what an address asks for.

    Without dates an activity shows the last three months.

    :param dict query: names and texts of the address
    """
    today = company_today(visitor.company)
    kind = Kind.ACTIVITY if query.get("kind") == Kind.ACTIVITY else Kind.OPEN
    date_to = min(_read_date(query.get("to")) or today, today)
    date_from = None
    if kind is Kind.ACTIVITY:
        date_from = _read_date(query.get("from"))
        if query.get("from") is None:
            periods = {one.key: one for one in quick_periods(visitor.company, today)}
            date_from = periods[QUARTER].date_from
        if date_from and date_from > date_to:
            date_from = date_to
    return Asked(
        today=today,
        kind=kind,
        date_from=date_from,
        date_to=date_to,
        currency=_read_currency(query.get("currency")),
        bucket=BUCKETS.get(query.get("age")) if kind is Kind.OPEN else None,
        number=max(1, min(number, 10**6)),
    )


def _read_currency(text):
    is_name = text and text.isascii() and text.isalpha() and len(text) <= 8
    return text.upper() if is_name else ""


def _read_date(text):
    day = read_date(text)
    return max(day, OLDEST) if day else None
