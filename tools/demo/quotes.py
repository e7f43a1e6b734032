"""Quotes in every state a customer can meet, as on ``days.AS_ON``."""

from datetime import datetime, time
from typing import NamedTuple

from .customers import MAIN


class Quote(NamedTuple):
    """One quote; ``then`` is what became of it, ``then_date`` when (ISO dates)."""

    serial: int
    customer: str
    title: str
    sent: str
    valid_until: str
    lines: tuple
    then: str = "open"  # open, expired, accepted, invoiced, declined
    then_date: str = ""
    invoice_serial: int = 0
    reason: str = ""


QUOTES = (
    Quote(
        161,
        MAIN,
        "Print room racking",
        "2026-05-12",
        "2026-06-11",
        (("rack", 4), ("assembly", 1)),
        then="expired",
    ),
    Quote(
        176,
        MAIN,
        "Whiteboards",
        "2026-07-03",
        "2026-08-02",
        (("whiteboard", 2),),
        then="expired",
    ),
    Quote(
        198,
        MAIN,
        "Studio chairs and desks",
        "2026-09-08",
        "2026-10-08",
        (("chair", 8), ("desk", 2), ("assembly", 1)),
        then="invoiced",
        then_date="2026-09-12",
        invoice_serial=163,
    ),
    Quote(
        205,
        MAIN,
        "Site office desk",
        "2026-09-18",
        "2026-10-18",
        (("desk", 1), ("delivery", 1)),
        then="declined",
        then_date="2026-09-25",
        reason="Bought closer to site",
    ),
    Quote(
        219,
        MAIN,
        "Plan filing cabinets",
        "2026-10-15",
        "2026-11-14",
        (("cabinet", 2),),
        then="invoiced",
        then_date="2026-10-18",
        invoice_serial=178,
    ),
    Quote(
        224,
        MAIN,
        "Meeting room chairs",
        "2026-10-28",
        "2026-11-27",
        (("meeting_chair", 6),),
        then="accepted",
        then_date="2026-11-02",
    ),
    Quote(
        227,
        "hexriver",
        "Tasting room tables",
        "2026-11-03",
        "2026-12-03",
        (("table", 2), ("delivery", 1)),
    ),
    Quote(
        231,
        MAIN,
        "Reception fit-out",
        "2026-11-10",
        "2026-11-30",
        (("counter", 1), ("visitor_chair", 2), ("assembly", 1)),
    ),
)


def load_quotes(env, calendar, products, people):
    """Create the quotes; return ``{invoice serial: its accepted order}``."""
    orders = {}
    for quote in QUOTES:
        company, contact = people[quote.customer]
        order = env["sale.order"].create(
            _values(calendar, products, company, contact, quote)
        )
        _carry_on(order, calendar, contact, quote)
        if quote.invoice_serial:
            orders[quote.invoice_serial] = order
    _next_number(env)
    return orders


def _values(calendar, products, company, contact, quote):
    return {
        "name": f"S{quote.serial:05d}",
        "partner_id": company.id,
        "partner_invoice_id": contact.id,
        "client_order_ref": quote.title,
        "date_order": _noon(calendar.day(quote.sent)),
        "state": "sent",
        "customer_zone_sent_on": _noon(calendar.day(quote.sent)),
        "validity_date": calendar.day(quote.valid_until),
        "require_signature": True,
        "require_payment": False,
        "order_line": [
            (0, 0, {"product_id": products[key].id, "product_uom_qty": quantity})
            for key, quantity in quote.lines
        ],
    }


def _carry_on(order, calendar, contact, quote):
    """Let the quote become what the ledger says became of it."""
    if quote.then == "declined":
        order.action_cancel()
        order.write(
            {
                "customer_zone_declined_on": _noon(calendar.day(quote.then_date)),
                "customer_zone_decline_reason": quote.reason,
            }
        )
        order.message_post(
            body=quote.reason, author_id=contact.id, message_type="comment"
        )
    elif quote.then in ("accepted", "invoiced"):
        when = _noon(calendar.day(quote.then_date))
        order.write({"signed_by": contact.name, "signed_on": when})
        order.with_context(validate_analytic=False).action_confirm()
        order.date_order = when


def _next_number(env):
    """Let the next quote continue after the highest number used here."""
    sequence = env["ir.sequence"].search([("code", "=", "sale.order")], limit=1)
    sequence.number_next_actual = max(quote.serial for quote in QUOTES) + 1


def _noon(day):
    return datetime.combine(day, time(12))
