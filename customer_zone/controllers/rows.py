"""The invoice list as value objects: one page of rows, totals over all of them."""

from dataclasses import dataclass

from .invoice_status import read_status, settled

PAGE_SIZE = 10
ORDER = "invoice_date desc, name desc, id desc"


@dataclass(frozen=True)
class InvoiceRow:
    """One line of the list, ready to print.

    :param part_of: the total, as HTML, where only a part is left; else ``""``
    """

    number: str
    reference: str
    date: str
    status: object
    total: str
    left: str
    part_of: str
    url: str
    pay_url: str


@dataclass(frozen=True)
class Total:
    """Count, total and what is left over all invoices of one currency."""

    currency: object
    count: int
    total: str
    left: str
    is_open: bool


@dataclass(frozen=True)
class InvoicePage:
    """One page of the list."""

    rows: list
    totals: list
    count: int
    first: int
    last: int
    number: int
    has_next: bool

    @property
    def next_size(self):
        """Return how many rows the next page has."""
        return min(PAGE_SIZE, self.count - self.last)


def read_page(visitor, number, formats):
    """Return one page of the visitor's invoices in a constant number of queries.

    :param int number: page number from 1; beyond the end gives the last page
    """
    domain = visitor.documents()
    totals = _totals(visitor, domain, formats)
    count = sum(total.count for total in totals)
    number = max(1, min(number, -(-count // PAGE_SIZE)))
    offset = (number - 1) * PAGE_SIZE
    invoices = visitor.env["account.move"].search(
        domain, order=ORDER, limit=PAGE_SIZE, offset=offset
    )
    last = offset + len(invoices)
    return InvoicePage(
        rows=[_row(visitor, invoice, formats) for invoice in invoices],
        totals=totals,
        count=count,
        first=offset + 1,
        last=last,
        number=number,
        has_next=last < count,
    )


def _totals(visitor, domain, formats):
    groups = visitor.env["account.move"]._read_group(
        domain,
        ["currency_id"],
        ["__count", "amount_total:sum", "amount_residual:sum"],
    )
    home_first = sorted(groups, key=lambda group: group[0] != formats.home)
    return [
        Total(
            currency=currency,
            count=count,
            total=formats.money(total, currency),
            left=formats.money(left, currency),
            is_open=not currency.is_zero(left),
        )
        for currency, count, total, left in home_first
    ]


def _row(visitor, invoice, formats):
    currency = invoice.currency_id
    url = f"{visitor.base}/invoices/{invoice.id}"
    part = currency.compare_amounts(invoice.amount_residual, invoice.amount_total)
    total = formats.money(invoice.amount_total, currency)
    payable = visitor.may_pay and not settled(invoice) and invoice._has_to_be_paid()
    return InvoiceRow(
        number=invoice.name,
        reference=invoice.ref or "",
        date=formats.day(invoice.invoice_date),
        status=read_status(invoice, formats),
        total=total,
        left=formats.money(invoice.amount_residual, currency),
        part_of=total if part else "",
        url=url,
        pay_url=f"{url}#pay" if payable else "",
    )
