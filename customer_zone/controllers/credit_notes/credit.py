"""Credit a customer can still use: from credit notes and from unallocated money."""

from dataclasses import dataclass

from odoo.fields import Domain

from ...statement import read_credit as read_account_credit
from ..page import counts
from ..page.counts import Count


@dataclass(frozen=True)
class Credit:
    """Credit in one currency, amounts as HTML.

    :param from_notes: the part on credit notes; ``""`` when there is none
    :param from_money: the part paid and not allocated; ``""`` when there is none
    """

    total: str
    from_notes: str
    from_money: str


def read_credit(visitor, formats):
    """Return the credit left by currency, the company's own currency first.

    Whoever does not see the account is told of the credit on their own credit notes.
    Of more credit notes than are counted only the account's sum is told, unsplit.
    """
    notes, is_all = _left_on_notes(visitor)
    totals = dict(notes) if is_all else {}
    if visitor.sees_account:
        currencies = visitor.env["res.currency"]
        totals = {
            # Exact decimals of our own books; currencies are formatted from floats.
            currencies.browse(key): float(left)
            for key, left in read_account_credit(
                visitor.customer, visitor.company
            ).items()
        }
    return [
        _credit(currency, total, notes.get(currency, 0.0) if is_all else None, formats)
        for currency, total in totals.items()
        if not currency.is_zero(total)
    ]


def _left_on_notes(visitor):
    """Return what is left by currency, and whether all credit notes were counted."""
    moves = visitor.env["account.move"]
    left = visitor.credit_notes() & moves._zone_credit_left_domain()
    groups = moves._read_group(
        Domain("id", "in", moves._search(left, limit=counts.MOST_COUNTED + 1)),
        ["currency_id"],
        ["amount_residual:sum", "__count"],
    )
    home = visitor.company.currency_id
    groups.sort(key=lambda group: group[0] != home)
    is_all = not Count(sum(number for _currency, _sum, number in groups)).is_more
    return {currency: left for currency, left, _number in groups}, is_all


def _credit(currency, total, noted, formats):
    """Return a :class:`Credit`; without its parts where ``noted`` is None."""
    if noted is None:
        return Credit(formats.money(total, currency), from_notes="", from_money="")
    money = currency.round(total - noted)
    is_noted, is_money = not currency.is_zero(noted), currency.compare_amounts(money, 0)
    return Credit(
        total=formats.money(total, currency),
        from_notes=formats.money(noted, currency) if is_noted else "",
        from_money=formats.money(money, currency) if is_money > 0 else "",
    )
