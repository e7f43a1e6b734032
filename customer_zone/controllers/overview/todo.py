"""What the customer can do next, most urgent first, and the main button."""

from dataclasses import dataclass
from urllib.parse import urlencode

from odoo.fields import Domain

from ..pay.choices import OVERDUE
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


@dataclass(frozen=True, eq=False)
class Late:
    """An invoice with an overdue part.

    :param amount: the overdue part, in the invoice's currency
    :param is_part: more than this is left on the invoice
    """

    invoice: object
    amount: float
    since: object
    is_part: bool
    is_payable: bool


@dataclass(frozen=True)
class Button:
    """The one main button of the page."""

    label: str
    url: str


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


def read_late(visitor, formats, coming, served):
    """Return the overdue invoices this visitor may open, oldest first.

    At most as many as fit into one payment; those with money on its way are left
    out, so that nobody pays twice.

    :param served: the currencies that can be paid in
    """
    on_its_way = [
        invoice.id for one in coming for invoice in one.transaction.invoice_ids
    ]
    groups = visitor.env["account.move.line"]._zone_late_invoices(
        visitor.documents()
        & visitor.env["account.move"]._zone_to_pay_domain()
        & Domain("id", "not in", on_its_way),
        visitor.customer,
        formats.today,
        most=MOST_TOGETHER,
    )
    return [
        Late(
            invoice=invoice,
            amount=amount,
            since=since,
            is_part=bool(
                invoice.currency_id.compare_amounts(amount, invoice.amount_residual)
            ),
            is_payable=visitor.may_pay
            and invoice.currency_id in served
            and invoice._has_to_be_paid(),
        )
        for invoice, amount, since in groups
    ]


def main_button(visitor, standing, late, formats, served):
    """Return the one main button: pay what is overdue, else what is owed.

    ``None`` where nothing can be paid online. An amount on the button is exactly what
    the next page will ask for.
    """
    env, currency = visitor.env, standing.currency
    payable = [
        one for one in late if one.is_payable and one.invoice.currency_id == currency
    ]
    if payable:
        asked = [("pay", one.invoice.id) for one in payable]
        if any(one.is_part for one in payable):
            # Not all that is left on these invoices, only what is late of it.
            asked.append(("choice", OVERDUE))
        total = formats.money(sum(one.amount for one in payable), currency)
        return Button(
            env._("Pay overdue %(amount)s", amount=total),
            f"{visitor.base}/pay?{urlencode(asked)}",
        )
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
