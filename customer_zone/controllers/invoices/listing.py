"""The invoice list: chips, one page of rows, totals over all that is filtered."""

from dataclasses import dataclass

from odoo.fields import Domain

from ..page.chips import Chip
from ..pay.offers import served_currencies
from .filters import STATUSES
from .rows import read_rows, why_no_box


@dataclass(frozen=True)
class Total:
    """Count, total and what is left over all invoices of one currency."""

    currency: object
    count: int
    total: str
    left: str
    is_open: bool


@dataclass(frozen=True)
class InvoicePage:
    """One page of the list.

    :param totals: of what is filtered
    :param open_totals: what is left to pay under the text and dates of the filter
    :param tick_currency: the currency boxes are offered in, ``None`` for none
    :param why_no_box: sentences for the rows without a box
    """

    asked: object
    path: str
    chips: list
    rows: list
    totals: list
    open_totals: list
    tick_currency: object
    why_no_box: list
    count: int
    first: int
    last: int
    number: int

    @property
    def has_next(self):
        """Return whether there is another page."""
        return self.last < self.count

    @property
    def next_size(self):
        """Return how many rows the next page has."""
        return min(self.asked.size, self.count - self.last)

    def page_url(self, number):
        """Return the address of another page of the same question."""
        path = f"{self.path}/page/{number}" if number > 1 else self.path
        return self.asked.url(path)


@dataclass(frozen=True)
class _Group:
    """Invoices of one currency and one state."""

    currency: object
    state: str
    count: int
    total: float
    left: float


def read_page(visitor, number, formats, asked):
    """Return one page of the visitor's invoices in a constant number of queries.

    :param int number: page number from 1; beyond the end gives the last page
    :param asked: the ``InvoiceFilter``
    """
    moves = visitor.env["account.move"]
    groups = _groups(visitor, asked, formats)
    shown = groups[asked.status]
    count = sum(group.count for group in shown)
    number = max(1, min(number, -(-count // asked.size)))
    offset = (number - 1) * asked.size
    invoices = moves
    if count:
        invoices = moves.search(
            filtered_domain(visitor, asked, formats),
            order=asked.order,
            limit=asked.size,
            offset=offset,
        )
    open_totals = [one for one in _totals(groups["topay"], formats) if one.is_open]
    served = served_currencies(visitor)
    payable = [one.currency for one in open_totals if one.currency in served]
    tick_currency = payable[0] if payable else None
    rows = read_rows(visitor, invoices, formats, served, tick_currency)
    path = f"{visitor.base}/invoices"
    return InvoicePage(
        asked=asked,
        path=path,
        chips=_chips(visitor.env, asked, groups, path),
        rows=rows,
        totals=_totals(shown, formats),
        open_totals=open_totals,
        tick_currency=tick_currency if any(row.tick for row in rows) else None,
        why_no_box=why_no_box(visitor, invoices, rows, served, tick_currency),
        count=count,
        first=offset + 1,
        last=offset + len(rows),
        number=number,
    )


def filtered_domain(visitor, asked, formats):
    """Return the domain of exactly the invoices a filter shows this visitor."""
    moves = visitor.env["account.move"]
    domain = visitor.documents() & asked.narrowed()
    to_pay = moves._zone_to_pay_domain()
    return (
        domain
        & {
            "all": Domain.TRUE,
            "topay": to_pay,
            "overdue": moves._zone_overdue_domain(formats.today),
            "part": to_pay & moves._zone_part_domain(),
            "paid": ~to_pay,
        }[asked.status]
    )


def _groups(visitor, asked, formats):
    """Return sums per currency of every status, in two queries."""
    moves = visitor.env["account.move"]
    domain = visitor.documents() & asked.narrowed()
    late_domain = domain & moves._zone_overdue_domain(formats.today)
    every = _read_groups(moves, domain)
    to_pay = [group for group in every if group.state in moves._zone_to_pay_states()]
    return {
        "all": every,
        "topay": to_pay,
        "overdue": _read_groups(moves, late_domain),
        "part": [group for group in to_pay if group.state == "partial"],
        "paid": [group for group in every if group not in to_pay],
    }


def _read_groups(moves, domain):
    rows = moves._read_group(
        domain,
        ["currency_id", "payment_state"],
        ["__count", "amount_total:sum", "amount_residual:sum"],
    )
    return [_Group(*row) for row in rows]


def _totals(groups, formats):
    """Return one total per currency, the company's own first."""
    found = {}
    for group in groups:
        found.setdefault(group.currency, []).append(group)
    totals = []
    for currency in sorted(found, key=lambda one: (one != formats.home, one.name)):
        parts = found[currency]
        left = sum(group.left for group in parts)
        totals.append(
            Total(
                currency=currency,
                count=sum(group.count for group in parts),
                total=formats.money(sum(group.total for group in parts), currency),
                left=formats.money(left, currency),
                is_open=not currency.is_zero(left),
            )
        )
    return totals


def _chips(env, asked, groups, path):
    labels = {
        "all": env._("All"),
        "topay": env._("To pay"),
        "overdue": env._("Overdue"),
        "part": env._("Part paid"),
        "paid": env._("Paid"),
    }
    return [
        Chip(
            label=labels[status],
            count=sum(group.count for group in groups[status]),
            url=asked.url(path, status=status),
            is_current=status == asked.status,
        )
        for status in STATUSES
    ]
