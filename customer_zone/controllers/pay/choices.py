"""What a payer may choose to pay. The browser only names the choice.

The one exception is the part amount a payer types where the company allows it: it is
read strictly and must lie between limits that come from the books.
"""

from dataclasses import dataclass

from odoo.tools import float_repr

from ..visit.visitor import RefusedError
from .amounts import read_canonical, read_typed

PART, OVERDUE, NET = "part", "overdue", "net"


class AmountError(Exception):
    """The typed amount cannot be paid; the text tells the payer why."""


@dataclass(frozen=True)
class Choice:
    """One amount on offer.

    :param key: ``due`` (the instalment that is due), ``all`` (everything left),
        ``net`` (all that is left less the credit) or ``part-`` and the amount as
        exact text
    :param amount: in the currency of the invoice
    :param stamp: the amount as exact text, to notice that it changed meanwhile
    """

    key: str
    label: str
    amount: float
    stamp: str

    @property
    def is_net(self):
        """Return whether the customer's credit is taken off."""
        return self.key == NET


def net_choice(invoices):
    """Return the choice to have the credit taken off, ``None`` where there is none."""
    amount = invoices._zone_net_amount()
    label = invoices.env._("All that is left, less your credit")
    return make_choice(invoices, NET, label, amount) if amount else None


def payment_choices(invoices):
    """Return the amounts on offer for payable invoices, the proposed one first.

    An early payment discount that still holds is already taken off.
    """
    env = invoices.env
    if len(invoices) > 1:
        total = invoices.currency_id.round(sum(invoices.mapped("amount_residual")))
        choices = [make_choice(invoices, "all", env._("All that is left"), total)]
        if late := invoices._zone_late_amount():
            choices.append(make_choice(invoices, OVERDUE, env._("Overdue part"), late))
        return choices
    values = invoices._get_invoice_next_payment_values()
    state = values.get("installment_state")
    left = values.get("amount_due", invoices.amount_residual)
    everything = make_choice(invoices, "all", env._("All that is left"), left)
    if state not in ("overdue", "next"):
        return [everything]
    due = values["next_amount_to_pay"]
    if invoices.currency_id.compare_amounts(due, left) == 0:
        return [everything]
    label = env._("Next instalment")
    if state == "overdue":
        label = env._("Overdue instalment")
    return [make_choice(invoices, "due", label, due), everything]


def named_choice(invoices, key, typed=""):
    """Return the choice with this key; no key gives the proposed one.

    :param str typed: what was typed where the key is ``part``
    :raises AmountError: for a part amount that cannot be paid
    :raises RefusedError: for a key that is not on offer
    """
    if key == PART or key.startswith(f"{PART}-"):
        return _part(invoices, key, typed)
    if key == NET and (choice := net_choice(invoices)):
        return choice
    choices = payment_choices(invoices)
    if key == NET:
        # The credit was used meanwhile: all that is left, which has to be seen first.
        return pick_choice(choices, "all")
    if key == OVERDUE and key not in [choice.key for choice in choices]:
        # Nothing is left but what is overdue, or it is one invoice's next instalment.
        return choices[0]
    return pick_choice(choices, key)


def pick_choice(choices, key):
    """Return the one of these choices with this key; no key gives the first.

    :raises RefusedError: for a key that is not on offer
    """
    for choice in choices:
        if key in ("", choice.key):
            return choice
    raise RefusedError()


def _part(invoices, key, typed):
    """Return the choice of a part amount between the limits of the company."""
    env, currency = invoices.env, invoices.currency_id
    limits = invoices._zone_part_limits()
    if not limits:
        raise RefusedError()
    if key == PART:
        lang = env["res.lang"]._get_data(code=env.lang or "en_US")
        amount = read_typed(typed, currency, lang)
    else:
        amount = read_canonical(key.removeprefix(f"{PART}-"), currency)
    if amount is None:
        raise AmountError(env._("Please type an amount, such as 500.00."))
    if not invoices._zone_is_allowed_part(amount):
        raise AmountError(
            env._(
                "Please type an amount from %(least)s to %(most)s.",
                least=currency.format(limits[0]),
                most=currency.format(limits[1]),
            )
        )
    choice = make_choice(invoices, PART, env._("Another amount"), amount)
    return Choice(f"{PART}-{choice.stamp}", choice.label, amount, choice.stamp)


def make_choice(documents, key, label, amount):
    """Return an amount on offer, in the one currency of these documents."""
    digits = documents.currency_id.decimal_places
    return Choice(key, label, amount, float_repr(amount, precision_digits=digits))
