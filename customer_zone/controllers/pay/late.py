"""Overdue invoices that can be paid together, and the button that pays them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from odoo.fields import Domain

from .choices import OVERDUE
from .selection import MOST_TOGETHER


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
    """A button that leads to the confirmation page."""

    label: str
    url: str


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


def overdue_button(visitor, late, currency, formats):
    """Return the button that pays what is overdue in a currency.

    ``None`` where nothing of it can be paid online. The amount on the button is
    exactly what the next page will ask for.

    :param late: what ``read_late`` returned
    """
    payable = [
        one for one in late if one.is_payable and one.invoice.currency_id == currency
    ]
    if not payable:
        return None
    asked = [("pay", one.invoice.id) for one in payable]
    if any(one.is_part for one in payable):
        # Not all that is left on these invoices, only what is late of it.
        asked.append(("choice", OVERDUE))
    total = formats.money(sum(one.amount for one in payable), currency)
    return Button(
        visitor.env._("Pay overdue %(amount)s", amount=total),
        f"{visitor.base}/pay?{urlencode(asked)}",
    )
