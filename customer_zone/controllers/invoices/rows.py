"""One line of the invoice list as a value object, and why a line has no box."""

from dataclasses import dataclass

from .status import read_status, settled, waiting_transaction


@dataclass(frozen=True)
class InvoiceRow:
    """One line of the list, ready to print.

    :param part_of: the total, as HTML, where only a part is left; else ``""``
    :param tick: what a tick pays as exact text, ``""`` for a row without a box
    """

    id: int
    number: str
    reference: str
    date: str
    status: object
    total: str
    left: str
    part_of: str
    is_settled: bool
    url: str
    pay_url: str
    tick: str


def read_rows(visitor, invoices, formats, served, tick_currency):
    """Return the lines of one page; the same few queries for any number.

    :param served: the currencies that can be paid in
    :param tick_currency: the currency boxes are offered in
    """
    in_query = invoices._zone_in_query()
    rows = []
    for invoice in invoices:
        currency = invoice.currency_id
        may_pay = visitor.may_pay and currency in served and not settled(invoice)
        is_payable = may_pay and invoice._has_to_be_paid()
        left = formats.exact(invoice.amount_residual, currency)
        rows.append(
            _row(
                invoice,
                formats,
                url=f"{visitor.base}/invoices/{invoice.id}",
                status=read_status(invoice, formats, invoice in in_query),
                is_payable=is_payable,
                tick=left if is_payable and currency == tick_currency else "",
            )
        )
    return rows


def _row(invoice, formats, url, status, is_payable, tick):
    currency = invoice.currency_id
    part = currency.compare_amounts(invoice.amount_residual, invoice.amount_total)
    total = formats.money(invoice.amount_total, currency)
    return InvoiceRow(
        id=invoice.id,
        number=invoice.name,
        reference=invoice.ref or "",
        date=formats.day(invoice.invoice_date),
        status=status,
        total=total,
        left=formats.money(invoice.amount_residual, currency),
        part_of=total if part else "",
        is_settled=settled(invoice),
        url=url,
        pay_url=f"{url}#pay" if is_payable else "",
        tick=tick,
    )


def why_no_box(visitor, invoices, rows, served, tick_currency):
    """Return why unpaid invoices on the page cannot be ticked, each reason once."""
    env, reasons = visitor.env, {}
    for invoice, row in zip(invoices, rows, strict=True):
        if row.tick or settled(invoice):
            continue
        if visitor.is_staff:
            reasons["staff"] = env._("Only the customer can tick and pay.")
        elif waiting_transaction(invoice):
            reasons["way"] = env._(
                "An invoice whose payment is on its way cannot be ticked."
            )
        elif invoice.currency_id not in served:
            reasons[invoice.currency_id] = env._(
                "Invoices in %(currency)s cannot be paid online; please contact us.",
                currency=invoice.currency_id.full_name or invoice.currency_id.name,
            )
        elif row.pay_url and invoice.currency_id != tick_currency:
            reasons["currency"] = env._(
                "Invoices in another currency are paid one at a time."
            )
        else:
            reasons["offer"] = env._(
                "An invoice without a box cannot be paid online; please contact us."
            )
    return list(reasons.values())
