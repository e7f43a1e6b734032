"""The payments as value objects: one page of rows of every origin."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from urllib.parse import urlencode

from odoo.fields import Domain

from ...models.ledger.account_move_line_money import MoneyWish
from ..invoices.filters import read_filter
from ..page import counts
from ..page.counts import Count
from ..page.paging import Paging, clip
from .booked import booked_row, unbooked_row
from .matches import read_uses
from .online import online_row
from .receipts import receipt_urls

PAGE_SIZE = 10
# The row a page starts after, as an address says it.
AFTER = re.compile(
    r"(\d{4}-\d\d-\d\d)\.(entry|online|payment)\.(\d{1,9})\.(\d{1,10})\Z"
)


@dataclass(frozen=True)
class PaymentRow:
    """One payment, ready to print.

    :param method: how it was paid, and what the payer wrote
    :param note: a second line under the date, or ``""``
    :param uses: what it settled, see :class:`~.matches.Use`; amounts may be ``""``
    :param idle: said instead where it settled nothing
    :param is_struck: the amount was not taken
    :param action: ``(word, address, what it is for readers)`` or ``None``
    :param day: for files, as are ``exact`` and ``currency``
    """

    number: str
    url: str
    method: str
    date: str
    note: str
    uses: tuple
    idle: str
    amount: str
    is_struck: bool
    badge: object
    action: tuple | None
    day: date
    exact: Decimal
    currency: str


@dataclass(frozen=True)
class PaymentPage:
    """One page of the list; ``date_from`` and ``date_to`` as forms write them.

    :param pages: ``(number, address)`` of documents open to the visitor, by id
    :param paging: see :class:`~..page.paging.Paging`
    """

    rows: list
    date_from: str
    date_to: str
    export_query: str
    pages: dict
    paging: Paging


def read_page(visitor, number, formats, query, waiting):
    """Return one page of the customer's payments in a constant number of queries.

    :param int number: page number from 1; beyond the end gives the last page
    :param dict query: ``from``, ``to`` and ``after`` as the address says them
    :param waiting: online payments whose documents' pages are wanted, too
    """
    days, after = read_days(query), _read_after(query)
    number = 0 if after else clip(max(1, number), counts.MOST_COUNTED, PAGE_SIZE)
    keys, count = _keys(visitor, days, number, after)
    if number and count and not keys:
        number = clip(number, count, PAGE_SIZE)
        keys, count = _keys(visitor, days, number, after)
    shown = keys[:PAGE_SIZE]
    rows, pages = read_rows(visitor, shown, formats, waiting, with_receipts=True)
    return PaymentPage(
        rows=rows,
        date_from=str(days[0] or ""),
        date_to=str(days[1] or ""),
        export_query=_query(days),
        pages=pages,
        paging=Paging(
            url=partial(_url, visitor, days),
            count=count,
            number=number,
            size=PAGE_SIZE,
            shown=len(shown),
            last_id=_written_after(shown),
            has_more=len(keys) > PAGE_SIZE,
        ),
    )


def _read_after(query):
    """Return the place of the row a page starts after, None for none."""
    found = AFTER.match(query.get("after") or "")
    if not found:
        return None
    day, kind, number, item = found.groups()
    asked = read_filter({"from": day})
    return asked.date_from and (asked.date_from, kind, int(number), int(item))


def _written_after(keys):
    return ".".join(map(str, keys[-1].place)) if keys else ""


def read_days(query):
    """Return first and last day an address asks for, None for no limit."""
    asked = read_filter({name: query.get(name) for name in ("from", "to")})
    return asked.date_from, asked.date_to


def list_url(visitor, query):
    """Return the address of the list with the days an address asks for."""
    return _url(visitor, read_days(query))


def read_rows(visitor, keys, formats, waiting=(), with_receipts=False):
    """Return ``(rows, pages)`` for keys found by ``account.move.line._zone_money``.

    :param waiting: online payments whose documents' pages are wanted, too
    :param bool with_receipts: a file has no use for them
    """
    records = _records(visitor.env, keys)
    booked = {key: records[key] for key in keys if key.kind == "entry"}
    online = visitor.env["payment.transaction"].concat(
        *(records[key] for key in keys if key.kind == "online")
    )
    # Together, so that their invoices are found in one query.
    wanted_ids = online.union(*waiting).invoice_ids.ids
    uses = read_uses(visitor, booked, formats, also_ids=wanted_ids)
    quotes = _open_quotes(visitor, online.sale_order_ids)
    receipts = _receipts(visitor, keys, records) if with_receipts else {}
    rows = []
    for key in keys:
        if key.kind == "entry":
            used = uses.by_key.get(key, ())
            values = booked_row(key, records[key], used, receipts, formats)
        elif key.kind == "payment":
            values = unbooked_row(key, records[key], receipts, formats)
        else:
            values = online_row(visitor, records[key], uses.pages, quotes, formats)
        rows.append(PaymentRow(**values))
    return rows, uses.pages


def _keys(visitor, days, number, after):
    """Return the keys of one page and one more, and how many rows there are."""
    keys, count = _find(
        visitor,
        days,
        after=after,
        skip=(number - 1) * PAGE_SIZE if number else 0,
        limit=PAGE_SIZE + 1,
        most=counts.MOST_COUNTED + 1,
    )
    return keys, Count(count)


def _find(visitor, days, **wish):
    first_day, last_day = days
    return visitor.env["account.move.line"]._zone_money(
        visitor.customer,
        visitor.company,
        MoneyWish(first_day=first_day, last_day=last_day, **wish),
    )


def read_all_keys(visitor, query, most):
    """Return the keys of all payments the address asks for, newest first."""
    return _find(visitor, read_days(query), limit=most, most=most)[0]


def _records(env, keys):
    """Return the records of each key; those of one model are read together."""
    lines = env["account.move.line"].browse(
        line_id for key in keys for line_id in key.line_ids
    )
    by_id = {line.id: line for line in lines}
    models = {"payment": "account.payment", "online": "payment.transaction"}
    single = {
        (kind, record.id): record
        for kind, name in models.items()
        for record in env[name].browse(key.id for key in keys if key.kind == kind)
    }
    none = lines.browse()
    return {
        key: none.concat(*(by_id[line_id] for line_id in key.line_ids)).with_prefetch(
            lines._prefetch_ids
        )
        if key.kind == "entry"
        else single[key.kind, key.id]
        for key in keys
    }


def _receipts(visitor, keys, records):
    """Return the addresses of receipts by id of the payment."""
    payments = visitor.env["account.payment"].union(
        *(
            records[key].payment_id if key.kind == "entry" else records[key]
            for key in keys
            if key.kind != "online"
        )
    )
    return receipt_urls(visitor, payments)


def _open_quotes(visitor, orders):
    if not orders:
        return {}
    own = visitor.env["sale.order"].search_fetch(
        visitor.quotes() & Domain("id", "in", orders.ids), ["name"]
    )
    return {
        order.id: (order.name, f"{visitor.base}/quotes/{order.id}") for order in own
    }


def _query(days):
    pairs = zip(("from", "to"), days, strict=True)
    return urlencode({name: day for name, day in pairs if day})


def _url(visitor, days, number=1, after=""):
    page = f"/page/{number}" if number > 1 else ""
    path = f"{visitor.base}/payments{page}"
    query = "&".join(filter(None, (_query(days), after and f"after={after}")))
    return f"{path}?{query}" if query else path
