"""What a payer may choose to pay of an invoice. The browser only names the choice."""

from dataclasses import dataclass

from odoo.tools import float_repr

from .visitor import RefusedError


@dataclass(frozen=True)
class Choice:
    """One amount on offer.

    :param key: ``due`` (the instalment that is due) or ``all`` (everything left)
    :param amount: in the currency of the invoice
    :param stamp: the amount as exact text, to notice that it changed meanwhile
    """

    key: str
    label: str
    amount: float
    stamp: str


def payment_choices(invoice):
    """Return the amounts on offer for a payable invoice, the proposed one first.

    An early payment discount that still holds is already taken off.
    """
    env = invoice.env
    values = invoice._get_invoice_next_payment_values()
    state = values.get("installment_state")
    left = values.get("amount_due", invoice.amount_residual)
    everything = _choice(invoice, "all", env._("All that is left"), left)
    if state not in ("overdue", "next"):
        return [everything]
    due = values["next_amount_to_pay"]
    if invoice.currency_id.compare_amounts(due, left) == 0:
        return [everything]
    label = env._("Next instalment")
    if state == "overdue":
        label = env._("Overdue instalment")
    return [_choice(invoice, "due", label, due), everything]


def named_choice(invoice, key):
    """Return the choice with this key; no key gives the proposed one.

    :raises RefusedError: for a key that is not on offer
    """
    for choice in payment_choices(invoice):
        if key in ("", choice.key):
            return choice
    raise RefusedError()


def _choice(invoice, key, label, amount):
    digits = invoice.currency_id.decimal_places
    return Choice(key, label, amount, float_repr(amount, precision_digits=digits))
