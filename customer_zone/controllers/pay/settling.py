"""What a payment settles, before it is made and after it was booked."""

from dataclasses import dataclass

from ...statement import read_figures
from ..invoices.status import read_status


@dataclass(frozen=True)
class SettledRow:
    """One invoice of a payment, amounts as HTML.

    :param part: what this payment settles of it
    """

    number: str
    note: str
    url: str
    now: str
    part: str
    after: str


@dataclass(frozen=True)
class Preview:
    """What a payment would settle, oldest due date first.

    :param balance_after: as HTML; ``""`` where the visitor does not see the account
    :param credits: ``(number, amount)`` of the credit taken off, amounts as HTML
    :param credit: their sum, ``""`` without any
    """

    rows: list
    amount: str
    balance_after: str
    credits: list
    credit: str


@dataclass(frozen=True)
class Settlement:
    """What a booked payment settled.

    :param surplus: as HTML what is left of it as credit, ``""`` for nothing
    :param credit: as HTML what credit settled besides, ``""`` for nothing
    """

    rows: list
    surplus: str
    credit: str

    @property
    def says_more(self):
        """Return whether it tells more than that one invoice was paid."""
        return len(self.rows) > 1 or bool(self.surplus or self.credit)


def preview(visitor, invoices, chosen, formats):
    """Return what paying ``chosen`` would settle, as booking it will."""
    currency = invoices.currency_id
    credit = invoices._zone_net_credit() if chosen.is_net else ()
    rows, settled = [], 0.0
    for invoice, part in invoices._zone_allocation(chosen.amount):
        left = invoice.amount_residual
        settled += part
        note = chosen.label
        if len(invoices) > 1:
            note = read_status(invoice, formats).headline
        # With a discount more is settled than is paid.
        paid = min(part, chosen.amount)
        rows.append(
            SettledRow(
                number=invoice.name,
                note=note,
                url=f"{visitor.base}/invoices/{invoice.id}",
                now=formats.money(left, currency),
                part=formats.money(paid, currency),
                # What the money leaves open is settled by the credit.
                after=formats.money(
                    0.0 if credit else currency.round(left - part), currency
                ),
            )
        )
    amounts = [-item.amount_residual_currency for item in credit]
    return Preview(
        rows=rows,
        amount=formats.money(chosen.amount, currency),
        balance_after=read_balance(visitor, currency, formats, less=settled),
        credits=[
            (item.move_name, formats.minus(amount, currency))
            for item, amount in zip(credit, amounts, strict=True)
        ],
        credit=formats.minus(sum(amounts), currency) if amounts else "",
    )


def read_balance(visitor, currency, formats, less=0.0):
    """Return the balance of the account in a currency as HTML.

    :param float less: taken off it
    :return: ``""`` for a visitor who does not see the account
    """
    if not visitor.sees_account:
        return ""
    figures = read_figures(visitor.customer, visitor.company, currency_id=currency.id)
    # Exact decimals of our own books; currencies are formatted from floats.
    balance = next(
        (float(one.balance) for one in figures if one.currency_id == currency.id), 0.0
    )
    return formats.money(currency.round(balance - less), currency)


def read_settlement(visitor, transaction, invoices, formats):
    """Return what a booked online payment settled, ``None`` before it is booked.

    :param invoices: those of the payment that are open to the visitor
    """
    payment = transaction.payment_id
    lines = payment.move_id.line_ids.filtered(
        lambda line: line.account_id == payment.destination_account_id
    )
    if not lines:
        return None
    currency = transaction.currency_id
    parts = {}
    for partial in lines.matched_debit_ids:
        invoice = partial.debit_move_id.move_id
        if invoice in invoices:
            parts[invoice] = parts.get(invoice, 0.0) + partial.credit_amount_currency
    surplus = -sum(lines.mapped("amount_residual_currency"))
    credit = _credit_used(transaction)
    return Settlement(
        rows=[
            SettledRow(
                number=invoice.name,
                note="",
                url=f"{visitor.base}/invoices/{invoice.id}",
                now="",
                part=formats.money(part, currency),
                after=formats.money(invoice.amount_residual, currency),
            )
            for invoice, part in parts.items()
        ],
        surplus="" if currency.is_zero(surplus) else formats.money(surplus, currency),
        credit="" if currency.is_zero(credit) else formats.money(credit, currency),
    )


def _credit_used(transaction):
    """Return how much of the credit taken off settled the invoices of a payment."""
    matched = transaction.customer_zone_credit_line_ids.matched_debit_ids.filtered(
        lambda partial: partial.debit_move_id.move_id in transaction.invoice_ids
    )
    return sum(matched.mapped("credit_amount_currency"))
