"""What the address of the invoice list asks for: status, text, dates, order, size."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from odoo.fields import Domain

from ..visit.visitor import read_date, read_id

STATUSES = ("all", "topay", "overdue", "part", "paid")
SIZES = (10, 25, 50, 100)
NEWEST = "-date"
# Every order ends with the id, so that pages never overlap; each has its index.
ORDERS = {
    "number": ("name", "id"),
    "date": ("invoice_date", "name", "id"),
    "due": ("invoice_date_due", "id"),
    "total": ("amount_total", "id"),
    "left": ("amount_residual", "id"),
}
SORTS = (*ORDERS, *(f"-{name}" for name in ORDERS))
LONGEST_TEXT = 80


@dataclass(frozen=True)
class InvoiceFilter:
    """One question to the list; everything odd in an address means the default.

    :param status: one of ``STATUSES``
    :param text: part of a number, reference or order number
    :param date_from: first invoice date, ``None`` for no limit
    :param date_to: last invoice date, itself included, ``None`` for no limit
    :param sort: column, with a minus for downwards
    :param size: rows on a page
    """

    status: str = "all"
    text: str = ""
    date_from: date | None = None
    date_to: date | None = None
    sort: str = NEWEST
    size: int = SIZES[0]

    @property
    def order(self):
        """Return the order for a search of invoices."""
        direction = "desc" if self.is_downwards else "asc"
        return ", ".join(f"{name} {direction}" for name in self.columns)

    @property
    def columns(self):
        """Return the fields the list is ordered by, the id last."""
        return ORDERS[self.sort.removeprefix("-")]

    @property
    def is_downwards(self):
        """Return whether the largest comes first."""
        return self.sort[0] == "-"

    @property
    def is_narrowed(self):
        """Return whether text or dates leave invoices out."""
        return bool(self.text or self.date_from or self.date_to)

    @property
    def query(self):
        """Return the ``(name, value)`` pairs that say this in an address."""
        pairs = (
            ("status", self.status, "all"),
            ("q", self.text, ""),
            ("from", self.date_from, None),
            ("to", self.date_to, None),
            ("sort", self.sort, NEWEST),
            ("size", self.size, SIZES[0]),
        )
        return [(name, str(value)) for name, value, usual in pairs if value != usual]

    def url(self, path, after=0, **changes):
        """Return the address of a page at ``path`` with some of this changed.

        :param int after: id of the invoice the page starts after, 0 for none
        """
        query = replace(self, **changes).query
        query += [("after", after)] if after else []
        return f"{path}?{urlencode(query)}" if query else path

    def sorted_by(self, column):
        """Return ``ascending``, ``descending`` or ``None`` for a column's heading."""
        if self.sort.removeprefix("-") != column:
            return None
        return "descending" if self.sort[0] == "-" else "ascending"

    def next_sort(self, column):
        """Return the order that a press on a column's heading asks for."""
        return column if self.sort == f"-{column}" else f"-{column}"

    def narrowed(self):
        """Return the domain of text and dates."""
        domain = Domain.TRUE
        if self.date_from:
            domain &= Domain("invoice_date", ">=", self.date_from)
        if self.date_to:
            domain &= Domain("invoice_date", "<=", self.date_to)
        if self.text:
            pattern = f"%{_escape(self.text)}%"
            domain &= Domain.OR(
                Domain(name, "=ilike", pattern)
                for name in ("name", "ref", "payment_reference", "invoice_origin")
            )
        return domain


def read_filter(query):
    """Return the filter an address asks for.

    :param dict query: names and texts of the address
    """
    status, sort = query.get("status"), query.get("sort")
    size = query.get("size")
    return InvoiceFilter(
        status=status if status in STATUSES else "all",
        text=(query.get("q") or "").replace("\0", "").strip()[:LONGEST_TEXT],
        date_from=read_date(query.get("from")),
        date_to=read_date(query.get("to")),
        sort=sort if sort in SORTS else NEWEST,
        size=next((one for one in SIZES if str(one) == size), SIZES[0]),
    )


def read_after(query):
    """Return the id of the document a page starts after, 0 for none.

    :param dict query: names and texts of the address
    """
    return read_id(query.get("after") or "") or 0


def _escape(text):
    """Return the text with nothing in it that stands for other text."""
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, f"\\{sign}")
    return text
