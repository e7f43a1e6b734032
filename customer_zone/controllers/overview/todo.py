"""What the customer can do next, most urgent first, and the main button."""

from dataclasses import dataclass
from urllib.parse import urlencode

from odoo.fields import Domain

from ..pay.late import Button, overdue_button
from ..pay.selection import MOST_TOGETHER, PAYABLE_FIELDS
from ..quotes.status import read_status

MOST_SHOWN = 3
# What is read of records besides their number, in one go with finding them.
QUOTE_FIELDS = (
    "amount_total",
    "currency_id",
    "name",
    "state",
    "validity_date",
)


@dataclass(frozen=True)
class Todo:
    """Something to do, or to leave alone; ``amount`` is HTML, ``text`` follows it.

    :param kind: ``late``, ``part``, ``quote`` or ``coming``
    """

    kind: str
    name: str
    url: str
    amount: str
    text: str
    action: str
    action_url: str


def main_button(visitor, standing, late, formats, served):
    """Return the one main button: pay what is overdue, else what is owed.

    ``None`` where nothing can be paid online. An amount on the button is exactly what
    the next page will ask for.
    """
    env, currency = visitor.env, standing.currency
    if button := overdue_button(visitor, late, currency, formats):
        return button
    if not (standing.owes and visitor.may_pay and currency in served):
        return None
    moves = visitor.env["account.move"]
    open_invoices = moves.search_fetch(
        visitor.documents()
        & moves._zone_to_pay_domain()
        & Domain("currency_id", "=", currency.id),
        PAYABLE_FIELDS,
        order="invoice_date_due, id",
        limit=MOST_TOGETHER,
    )
    if not any(invoice._has_to_be_paid() for invoice in open_invoices):
        return None
    return Button(
        env._("Pay what is open"),
        f"{visitor.base}/pay?{urlencode({'all': currency.name})}",
    )


def more_late(late):
    """Return how many overdue invoices are not among what to do next."""
    return max(0, len(late) - MOST_SHOWN)


def read_todos(visitor, late, coming, formats):
    """Return what to do next: pay, answer, and what needs nothing to be done."""
    return [
        *(_late_todo(visitor, one, formats) for one in late[:MOST_SHOWN]),
        *_quote_todos(visitor, formats),
        *_coming_todos(visitor, coming),
    ]


def _late_todo(visitor, late, formats):
    env, invoice = visitor.env, late.invoice
    url = f"{visitor.base}/invoices/{invoice.id}"
    amount = formats.money(late.amount, invoice.currency_id)
    return Todo(
        kind="part" if late.is_part else "late",
        name=invoice.name,
        url=url,
        amount=amount,
        text=env._("was due on %(date)s.", date=formats.day(late.since)),
        action=env._("Pay %(amount)s", amount=amount) if late.is_payable else "",
        action_url=f"{url}/pay",
    )


def _quote_todos(visitor, formats):
    env, orders = visitor.env, visitor.env["sale.order"]
    found = orders.search_fetch(
        visitor.quotes() & orders._zone_open_domain(),
        QUOTE_FIELDS,
        order="validity_date, id",
        limit=MOST_SHOWN,
    )
    for order in found:
        url = f"{visitor.base}/quotes/{order.id}"
        yield Todo(
            kind="quote",
            name=order.name,
            url=url,
            amount=formats.money(order.amount_total, order.currency_id),
            text=env._("in all. %(open)s.", open=read_status(order, formats).headline),
            action="" if visitor.is_staff else env._("Look and answer"),
            action_url=url,
        )


def _coming_todos(visitor, coming):
    env = visitor.env
    for one in coming[:MOST_SHOWN]:
        for name, url in one.invoices[:1]:
            text = env._(
                "is on its way with %(method)s since %(date)s. Please do not pay "
                "again.",
                method=one.method,
                date=one.day,
            )
            yield Todo("coming", name, url, one.amount, text, "", "")
