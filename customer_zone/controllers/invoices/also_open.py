"""What else is open besides the invoice a visitor looks at."""

from dataclasses import dataclass

from odoo.fields import Domain

from ..page import counts
from ..page.counts import Count
from ..pay.offers import served_currencies


@dataclass(frozen=True)
class AlsoOpen:
    """Other open invoices of one currency.

    :param left: as HTML
    :param pay_url: ``""`` where they cannot be paid online
    """

    count: int
    currency: object
    left: str
    pay_url: str


def read_also_open(visitor, invoice, formats):
    """Return what else is open, one entry per currency, in one query.

    The currency of the invoice comes first.

    Nothing where it is more than is counted: whoever has so much open pays by list.
    """
    if not visitor.sees_list:
        return []
    moves = visitor.env["account.move"]
    domain = visitor.documents() & moves._zone_to_pay_domain()
    others = domain & Domain("id", "!=", invoice.id)
    groups = moves._read_group(
        Domain("id", "in", moves._search(others, limit=counts.MOST_COUNTED + 1)),
        ["currency_id"],
        ["__count", "amount_residual:sum"],
    )
    if Count(sum(count for _currency, count, _left in groups)).is_more:
        return []
    served = served_currencies(visitor) if groups and visitor.may_pay else ()
    return [
        AlsoOpen(
            count=count,
            currency=currency,
            left=formats.money(left, currency),
            pay_url=f"{visitor.base}/pay?all={currency.name}"
            if currency in served
            else "",
        )
        for currency, count, left in sorted(
            groups, key=lambda group: group[0] != invoice.currency_id
        )
    ]
