"""What the books say about one quote, in the reader's words."""

from dataclasses import dataclass

from ..invoices.status import Badge

INVOICED = ("invoiced", "upselling")


@dataclass(frozen=True)
class QuoteStatus:
    """Status of one quote.

    :param kind: ``open``, ``accepted``, ``invoiced``, ``declined`` or ``expired``
    :param headline: what happened, or how long the quote is open
    :param note: the date or the words under it
    """

    kind: str
    badge: Badge
    headline: str
    note: str = ""


def read_status(order, formats):
    """Return the status of one quote the customer may see."""
    if order.state == "sale":
        return _sold(order, formats)
    if order.state == "cancel":
        return _closed(order, formats)
    if order.is_expired:
        return QuoteStatus(
            "expired",
            Badge(order.env._("Expired")),
            order.env._("Expired %(date)s", date=formats.day(order.validity_date)),
        )
    return _open(order, formats)


def _open(order, formats):
    env, until = order.env, order.validity_date
    badge = Badge(env._("Answer needed"), "part")
    if not until:
        return QuoteStatus("open", badge, env._("Open"))
    # A quote may still be open after its last day here: it ends by UTC, as in core.
    days = max((until - formats.today).days, 0)
    headline = env._("Open for %(days)s days", days=days)
    if days == 0:
        headline = env._("Open until today")
    elif days == 1:
        headline = env._("Open until tomorrow")
    note = env._("until %(date)s", date=formats.day(until))
    return QuoteStatus("open", badge, headline, note)


def _sold(order, formats):
    env = order.env
    day = formats.day(order.signed_on or order.date_order)
    headline = env._("Accepted %(date)s", date=day)
    if order.invoice_status in INVOICED:
        return QuoteStatus("invoiced", Badge(env._("Invoiced")), headline)
    note = order.signed_by and env._("by %(name)s", name=order.signed_by)
    return QuoteStatus("accepted", Badge(env._("Accepted"), "ok"), headline, note or "")


def _closed(order, formats):
    env = order.env
    if not order.customer_zone_declined_on:
        return QuoteStatus(
            "declined", Badge(env._("Withdrawn")), env._("Cancelled by us")
        )
    return QuoteStatus(
        "declined",
        Badge(env._("Declined"), "no"),
        env._("Declined %(date)s", date=formats.day(order.customer_zone_declined_on)),
        env._("“%(reason)s”", reason=order.customer_zone_decline_reason),
    )
