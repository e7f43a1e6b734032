"""How many invoices each chip has, and what they come to, as far as is counted."""

from dataclasses import dataclass

from ..page import counts
from ..page.counts import Count, add


@dataclass(frozen=True)
class Total:
    """Count, total and what is left over all invoices of one currency."""

    currency: object
    count: int
    total: str
    left: str
    is_open: bool


@dataclass(frozen=True)
class Sums:
    """Sums of every status over at most so many invoices as are counted.

    :param groups: ``{status: [StatusSum, ...]}``, one per currency
    """

    groups: dict

    def count(self, status):
        """Return how many invoices a status has, a ``Count``."""
        if status == "all":
            return add(self.count("topay"), self.count("paid"))
        return Count(sum(group.count for group in self.groups.get(status, ())))

    def totals(self, status, formats):
        """Return one :class:`Total` per currency, the company's own first."""
        statuses = ("topay", "paid") if status == "all" else (status,)
        found = {}
        for one in statuses:
            for group in self.groups.get(one, ()):
                found.setdefault(group.currency, []).append(group)
        currencies = sorted(found, key=lambda one: (one != formats.home, one.name))
        return [_total(currency, found[currency], formats) for currency in currencies]


def _total(currency, groups, formats):
    left = sum(group.left for group in groups)
    return Total(
        currency=currency,
        count=sum(group.count for group in groups),
        total=formats.money(sum(group.total for group in groups), currency),
        left=formats.money(left, currency),
        is_open=not currency.is_zero(left),
    )


def status_domains(visitor, formats):
    """Return what narrows the invoices to each status; none for all of them."""
    moves = visitor.env["account.move"]
    to_pay = moves._zone_to_pay_domain()
    return {
        "topay": to_pay,
        "overdue": moves._zone_overdue_domain(formats.today, visitor.customer),
        "part": to_pay & moves._zone_part_domain(),
        "paid": moves._zone_paid_domain(),
    }


def read_sums(visitor, asked, formats):
    """Return the :class:`Sums` of all statuses under text and dates; one query."""
    domain = visitor.documents() & asked.narrowed()
    found = visitor.env["account.move"]._zone_status_sums(
        {
            status: domain & narrowed
            for status, narrowed in status_domains(visitor, formats).items()
        },
        most=counts.MOST_COUNTED + 1,
        # What a text is found in has no order until all of it is found.
        order=None if asked.text else "invoice_date",
    )
    groups = {}
    for group in found:
        groups.setdefault(group.status, []).append(group)
    return Sums(groups)
