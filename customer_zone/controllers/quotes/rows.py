"""The list of quotes as value objects: chips with counts, one page of rows."""

from dataclasses import dataclass

from odoo.fields import Domain

from ..page.chips import Chip
from ..page.counts import add, count_each
from ..page.paging import Paging, clip
from ..page.planner import expect_few_rows
from .status import INVOICED, read_status

PAGE_SIZE = 10
COLUMNS = ("customer_zone_sent_on", "id")
ORDER = "customer_zone_sent_on desc, id desc"
OPEN_COLUMNS = ("validity_date", "id")
OPEN_ORDER = "validity_date, id"
# What the index of the states is ordered by, within a state.
BY_STATE = "invoice_status, validity_date, id"
KINDS = ("open", "accepted", "invoiced", "declined")


@dataclass(frozen=True)
class QuoteRow:
    """One line of the list, ready to print.

    :param invoices: ``(number, address)`` of the invoices made from the quote
    """

    id: int
    number: str
    about: str
    sent: str
    status: object
    amount: str
    url: str
    invoices: tuple


@dataclass(frozen=True)
class QuotePage:
    """One page of the list.

    :param expired_count: how many expired quotes there are, shown or not
    :param next_answer: row of the quote to answer first, ``None`` without one
    :param paging: see :class:`~..page.paging.Paging`
    """

    rows: list
    chips: list
    count: int
    total_count: int
    expired_count: int
    expired_url: str
    shows_expired: bool
    next_answer: object
    paging: Paging


@dataclass(frozen=True)
class _Question:
    """What the address asks for; ``kind`` is ``""`` for all."""

    visitor: object
    kind: str
    with_expired: bool

    def url(self, kind=None, with_expired=None, number=1, after=0):
        """Return the address of the list with these changes."""
        kind = self.kind if kind is None else kind
        expired = self.with_expired if with_expired is None else with_expired
        query = [f"show={kind}"] if kind else []
        query += ["expired=1"] if expired else []
        query += [f"after={after}"] if after else []
        page = f"/page/{number}" if number > 1 else ""
        path = f"{self.visitor.base}/quotes{page}"
        return f"{path}?{'&'.join(query)}" if query else path

    @property
    def shown(self):
        """Return the kinds of quote that are shown."""
        if self.kind:
            return (self.kind,)
        return KINDS + ("expired",) * self.with_expired


def read_page(visitor, number, formats, show="", expired="", after_id=0):
    """Return one page of the visitor's quotes in a constant number of queries.

    Quotes that need an answer come first, then the newest.

    :param int number: page number from 1; beyond the end gives the last page
    :param str show: one of ``KINDS``, ``expired`` or anything else for all
    :param str expired: ``1`` to show expired quotes, too
    :param int after_id: the quote the page starts after; then ``number`` is unused
    """
    expect_few_rows(visitor.env)
    kind = show if show in (*KINDS, "expired") else ""
    asked = _Question(visitor, kind, expired == "1" or kind == "expired")
    orders, domains = visitor.env["sale.order"], _domains(visitor)
    counts = count_each(orders, domains, BY_STATE)
    count = add(*(counts[one] for one in asked.shown))
    start = orders
    if after_id:
        start = orders.search(visitor.quotes() & Domain("id", "=", after_id))
    number = 0 if start else clip(number, count, PAGE_SIZE)
    found = _orders(asked, domains, counts, number, start)
    rows = _rows(visitor, found[:PAGE_SIZE], formats)
    return QuotePage(
        rows=rows,
        chips=_chips(visitor.env, asked, counts),
        count=count,
        total_count=add(*counts.values()),
        expired_count=counts["expired"],
        expired_url=asked.url(
            kind="" if kind == "expired" else None, with_expired=not asked.with_expired
        ),
        shows_expired=asked.with_expired,
        next_answer=next((row for row in rows if row.status.kind == "open"), None),
        paging=Paging(
            url=asked.url,
            count=count,
            number=number,
            size=PAGE_SIZE,
            shown=len(rows),
            last_id=found[:PAGE_SIZE][-1:].id,
            has_more=len(found) > PAGE_SIZE,
        ),
    )


def _domains(visitor):
    """Return the domain of each kind of quote."""
    orders, own = visitor.env["sale.order"], visitor.quotes()
    sold = own & Domain("state", "=", "sale")
    invoiced = Domain("invoice_status", "in", INVOICED)
    return {
        "open": own & orders._zone_open_domain(),
        "accepted": sold & ~invoiced,
        "invoiced": sold & invoiced,
        "declined": own & Domain("state", "=", "cancel"),
        "expired": own & orders._zone_expired_domain(),
    }


def _orders(asked, domains, counts, number, start):
    """Return the orders of one page and one more: the open ones, then the rest.

    The open ones come in the order in which they end.

    :param int number: of the page; 0 for the page after the order ``start``
    """
    orders = start.browse()
    offset = (number - 1) * PAGE_SIZE if number else 0
    among_open = not start or bool(start.filtered_domain(orders._zone_open_domain()))
    others = [domains[kind] for kind in asked.shown if kind != "open"]
    found = orders
    if "open" in asked.shown and among_open:
        found = orders.search(
            _after(domains["open"], start, OPEN_COLUMNS, is_downwards=False),
            order=OPEN_ORDER,
            limit=PAGE_SIZE + 1,
            offset=offset,
        )
    if others and len(found) <= PAGE_SIZE:
        before = counts["open"] if "open" in asked.shown else 0
        found += orders.search(
            _after(
                Domain.OR(others),
                orders if among_open else start,
                COLUMNS,
                is_downwards=True,
            ),
            order=ORDER,
            limit=PAGE_SIZE + 1 - len(found),
            offset=max(0, offset - before),
        )
    return found


def _after(domain, start, columns, is_downwards):
    return domain & start._zone_after_domain(columns, is_downwards) if start else domain


def _rows(visitor, orders, formats):
    about, invoices = _first_lines(orders), read_invoices(visitor, orders)
    return [
        QuoteRow(
            id=order.id,
            number=order.name,
            about=order.client_order_ref or about.get(order.id, ""),
            sent=formats.day(order.customer_zone_sent_on or order.create_date),
            status=read_status(order, formats),
            amount=formats.money(order.amount_total, order.currency_id),
            url=f"{visitor.base}/quotes/{order.id}",
            invoices=invoices.get(order.id, ()),
        )
        for order in orders
    ]


def _first_lines(orders):
    """Return the first line of the text of the first item, by order id."""
    lines = orders.env["sale.order.line"]
    groups = lines._read_group(
        [("order_id", "in", orders.ids), ("display_type", "=", False)],
        ["order_id"],
        ["id:min"],
    )
    first_ids = [line_id for _order, line_id in groups]
    texts = lines.search_fetch([("id", "in", first_ids)], ["order_id", "name"])
    return {line.order_id.id: (line.name or "").split("\n")[0] for line in texts}


def read_invoices(visitor, orders):
    """Return ``(number, address)`` of the visitor's own invoices, by order id."""
    sold = orders.filtered(lambda order: order.state == "sale")
    own = visitor.documents() & Domain("id", "in", sold.invoice_ids.ids)
    open_to_visitor = visitor.env["account.move"].search_fetch(own, ["name"])
    return {
        order.id: tuple(
            (move.name, f"{visitor.base}/invoices/{move.id}")
            for move in order.invoice_ids
            if move in open_to_visitor
        )
        for order in sold
    }


def _chips(env, asked, counts):
    """Return the filters; the one for expired quotes only once they are shown."""
    labels = {
        "": env._("All"),
        "open": env._("Answer needed"),
        "accepted": env._("Accepted"),
        "invoiced": env._("Invoiced"),
        "declined": env._("Declined"),
    }
    if asked.with_expired:
        labels["expired"] = env._("Expired")
    all_shown = add(*(counts[kind] for kind in labels if kind))
    return [
        Chip(
            label,
            counts[kind] if kind else all_shown,
            asked.url(kind),
            kind == asked.kind,
        )
        for kind, label in labels.items()
    ]
