"""Online payments that are under way or were not taken, in plain words."""

from decimal import Decimal

from odoo.fields import Datetime

from ...models.document.customer_zone_document_payment import ANNOUNCED_ONLY
from ..invoices.status import WAITING_STATES, Badge
from .matches import Use


def online_row(visitor, transaction, pages, quotes, formats):
    """Return the values of a row for an online payment that is not booked.

    :param pages: ``(number, address)`` of invoices open to the visitor, by id
    :param quotes: the same of quotes
    """
    currency = transaction.currency_id
    moment = transaction.last_state_change or transaction.create_date
    invoices = transaction.invoice_ids
    is_refused = transaction.state in ("cancel", "error")
    named = [pages[one.id] for one in invoices if one.id in pages]
    url = ""
    if invoices and len(named) == len(invoices):
        url = f"{visitor.base}/pay/{transaction.id}"
    named += [quotes[one.id] for one in transaction.sale_order_ids if one.id in quotes]
    badge, note = _words(transaction)
    return {
        "number": transaction.reference,
        "url": url,
        "method": transaction._zone_way(),
        "date": formats.day(moment),
        "note": note,
        "uses": tuple(Use(name, address, "", "") for name, address in named),
        "idle": "",
        "amount": formats.money(transaction.amount, currency),
        "is_struck": is_refused,
        "badge": badge,
        "action": _action(visitor, transaction, named, url),
        "day": Datetime.context_timestamp(transaction, moment).date(),
        "exact": Decimal(
            formats.exact(0.0 if is_refused else transaction.amount, currency)
        ),
        "currency": currency.name,
    }


def _words(transaction):
    """Return ``(status, what that means)`` for the payer."""
    env = transaction.env
    if transaction.state in WAITING_STATES:
        if transaction.provider_code in ANNOUNCED_ONLY:
            return Badge(env._("Waiting for you"), "wait"), env._("Not received yet")
        return Badge(env._("On its way"), "wait"), env._("Not in yet")
    if transaction.state == "done":
        return Badge(env._("Received"), "ok"), env._("Being booked")
    if transaction.state == "cancel":
        return Badge(env._("Cancelled"), "no"), env._("Nothing was booked")
    return Badge(env._("Declined"), "no"), env._("Nothing was booked")


def _action(visitor, transaction, named, url):
    """Return what can be done about it: look, or try again while it is unpaid."""
    if not url:
        return None
    env, invoices = visitor.env, transaction.invoice_ids
    is_refused = transaction.state in ("cancel", "error")
    if is_refused and visitor.may_pay and len(invoices) == 1:
        if not invoices.currency_id.is_zero(invoices.amount_residual):
            label = env._("Try again, payment %(number)s", number=transaction.reference)
            return env._("Try again"), named[0][1], label
    label = env._("Details of payment %(number)s", number=transaction.reference)
    return env._("Details"), url, label
