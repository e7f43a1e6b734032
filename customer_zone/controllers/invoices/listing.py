"""The invoice list: chips, one page of rows, totals over all that is filtered."""

from dataclasses import dataclass
from functools import partial

from odoo.fields import Domain

from ..page.chips import Chip
from ..page.paging import Paging, clip
from ..page.planner import expect_few_rows
from ..pay.offers import served_currencies
from .filters import STATUSES
from .rows import read_rows, why_no_box
from .sums import read_sums, status_domains


@dataclass(frozen=True)
class InvoicePage:
    """One page of the list.

    :param totals: of what is filtered, none where it was not counted to its end
    :param open_totals: what is left to pay under the text and dates of the filter
    :param open_count: how many invoices that is, a ``Count``
    :param tick_currency: the currency boxes are offered in, ``None`` for none
    :param why_no_box: sentences for the rows without a box
    :param paging: see :class:`~..page.paging.Paging`
    """

    path: str
    chips: list
    rows: list
    totals: list
    open_totals: list
    open_count: int
    tick_currency: object
    why_no_box: list
    count: int
    paging: Paging


def read_page(visitor, number, formats, asked, after_id=0):
    """Return one page of the visitor's invoices in a constant number of queries.

    :param int number: page number from 1; beyond the end gives the last page
    :param asked: the ``InvoiceFilter``
    :param int after_id: the invoice the page starts after; then ``number`` is unused
    """
    expect_few_rows(visitor.env)
    path = f"{visitor.base}/invoices"
    sums = read_sums(visitor, asked, formats)
    invoices, paging = _find(visitor, number, formats, asked, after_id, sums)
    open_totals = sums.totals("topay", formats)
    served = served_currencies(visitor)
    payable = [one.currency for one in open_totals if one.currency in served]
    tick_currency = payable[0] if payable else None
    rows = read_rows(visitor, invoices, formats, served, tick_currency)
    count = sums.count(asked.status)
    open_count = sums.count("topay")
    return InvoicePage(
        path=path,
        chips=_chips(visitor.env, asked, sums, path),
        rows=rows,
        totals=[] if count.is_more else sums.totals(asked.status, formats),
        open_totals=[] if open_count.is_more else open_totals,
        open_count=open_count,
        tick_currency=tick_currency if any(row.tick for row in rows) else None,
        why_no_box=why_no_box(visitor, invoices, rows, served, tick_currency),
        count=count,
        paging=paging,
    )


def _find(visitor, number, formats, asked, after_id, sums):
    """Return the invoices of one page, and its :class:`~..page.paging.Paging`."""
    moves, count = visitor.env["account.move"], sums.count(asked.status)
    domain, offset = filtered_domain(visitor, asked, formats), 0
    start = moves
    if after_id:
        start = moves.search(visitor.documents() & Domain("id", "=", after_id))
    number = 0 if start else clip(number, count, asked.size)
    if number:
        offset = (number - 1) * asked.size
    if start:
        domain &= start._zone_after_domain(asked.columns, asked.is_downwards)
    found = moves
    if count:
        found = moves.search(
            domain, order=asked.order, limit=asked.size + 1, offset=offset
        )
    invoices = found[: asked.size]
    return invoices, Paging(
        url=partial(_page_url, f"{visitor.base}/invoices", asked),
        count=count,
        number=number,
        size=asked.size,
        shown=len(invoices),
        last_id=invoices[-1:].id,
        has_more=len(found) > asked.size,
    )


def _page_url(path, asked, number=1, after=0):
    """Return the address of another page of the same question."""
    return asked.url(f"{path}/page/{number}" if number > 1 else path, after=after)


def filtered_domain(visitor, asked, formats):
    """Return the domain of exactly the invoices a filter shows this visitor."""
    domain = visitor.documents() & asked.narrowed()
    narrowed = status_domains(visitor, formats)
    return domain & narrowed.get(asked.status, Domain.TRUE)


def _chips(env, asked, sums, path):
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
            count=sums.count(status),
            url=asked.url(path, status=status),
            is_current=status == asked.status,
        )
        for status in STATUSES
    ]
