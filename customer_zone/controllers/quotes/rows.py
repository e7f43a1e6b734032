"""The list of quotes as value objects: chips with counts, one page of rows."""

from dataclasses import dataclass

from odoo.fields import Domain

from ..page.chips import Chip
from .status import INVOICED, read_status

PAGE_SIZE = 10
ORDER = "customer_zone_sent_on desc, id desc"
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
    """

    rows: list
    chips: list
    count: int
    total_count: int
    expired_count: int
    expired_url: str
    shows_expired: bool
    first: int
    last: int
    newer_url: str
    older_url: str
    older_size: int
    next_answer: object


@dataclass(frozen=True)
class _Question:
    """What the address asks for; ``kind`` is ``""`` for all."""

    visitor: object
    kind: str
    with_expired: bool

    def url(self, kind=None, with_expired=None, number=1):
        """Return the address of the list with these changes."""
        kind = self.kind if kind is None else kind
        expired = self.with_expired if with_expired is None else with_expired
        query = [f"show={kind}"] if kind else []
        query += ["expired=1"] if expired else []
        page = f"/page/{number}" if number > 1 else ""
        path = f"{self.visitor.base}/quotes{page}"
        return f"{path}?{'&'.join(query)}" if query else path


def read_page(visitor, number, formats, show="", expired=""):
    """Return one page of the visitor's quotes in a constant number of queries.

    Quotes that need an answer come first, then the newest.

    :param int number: page number from 1; beyond the end gives the last page
    :param str show: one of ``KINDS``, ``expired`` or anything else for all
    :param str expired: ``1`` to show expired quotes, too
    """
    kind = show if show in (*KINDS, "expired") else ""
    asked = _Question(visitor, kind, expired == "1" or kind == "expired")
    counts = _counts(visitor)
    shown = (kind,) if kind else KINDS + ("expired",) * asked.with_expired
    count = sum(counts[one] for one in shown)
    number = max(1, min(number, -(-count // PAGE_SIZE)))
    offset = (number - 1) * PAGE_SIZE
    orders = _orders(visitor, shown, counts, offset)
    rows = _rows(visitor, orders, formats)
    last = offset + len(rows)
    return QuotePage(
        rows=rows,
        chips=_chips(visitor.env, asked, counts),
        count=count,
        total_count=sum(counts.values()),
        expired_count=counts["expired"],
        expired_url=asked.url(
            kind="" if kind == "expired" else None, with_expired=not asked.with_expired
        ),
        shows_expired=asked.with_expired,
        first=offset + 1,
        last=last,
        newer_url=asked.url(number=number - 1) if number > 1 else "",
        older_url=asked.url(number=number + 1) if last < count else "",
        older_size=min(PAGE_SIZE, count - last),
        next_answer=next((row for row in rows if row.status.kind == "open"), None),
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


def _counts(visitor):
    """Return the number of quotes of each kind in two queries."""
    orders = visitor.env["sale.order"]
    counts = dict.fromkeys((*KINDS, "expired"), 0)
    counts["expired"] = orders.search_count(_domains(visitor)["expired"])
    groups = orders._read_group(
        visitor.quotes(), ["state", "invoice_status"], ["__count"]
    )
    for state, invoice_status, count in groups:
        if state == "sale":
            kind = "invoiced" if invoice_status in INVOICED else "accepted"
        else:
            kind = "open" if state == "sent" else "declined"
        counts[kind] += count
    counts["open"] -= counts["expired"]
    return counts


def _orders(visitor, shown, counts, offset):
    """Return the orders of one page: the open ones, soonest to end, then the rest."""
    orders, domains = visitor.env["sale.order"], _domains(visitor)
    found = orders
    if "open" in shown:
        found = orders.search(
            domains["open"],
            order="validity_date, id",
            limit=PAGE_SIZE,
            offset=offset,
        )
    others = [domains[kind] for kind in shown if kind != "open"]
    if others and len(found) < PAGE_SIZE:
        before = counts["open"] if "open" in shown else 0
        found += orders.search(
            Domain.OR(others),
            order=ORDER,
            limit=PAGE_SIZE - len(found),
            offset=max(0, offset - before),
        )
    return found


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
    all_shown = sum(counts[kind] for kind in labels if kind)
    return [
        Chip(
            label,
            counts[kind] if kind else all_shown,
            asked.url(kind),
            kind == asked.kind,
        )
        for kind, label in labels.items()
    ]
