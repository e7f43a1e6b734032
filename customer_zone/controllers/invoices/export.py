"""The filtered invoices as rows of a table, read in batches."""

from decimal import Decimal

from ..files.too_long import TooLongError
from .listing import filtered_domain
from .status import read_status

BATCH = 500
# A spreadsheet of more helps nobody; the dates narrow it.
MOST_ROWS = 20000


def headings(env):
    """Return the headings of the table."""
    return [
        env._("Number"),
        env._("Your reference"),
        env._("Date"),
        env._("Due date"),
        env._("Currency"),
        env._("Total"),
        env._("Left to pay"),
        env._("Status"),
    ]


def rows(visitor, asked, formats):
    """Return an iterable of one row per invoice the filter shows, in its order.

    :raises TooLongError: at once, when there are more than ``MOST_ROWS``
    """
    moves = visitor.env["account.move"]
    domain = filtered_domain(visitor, asked, formats)
    found = moves.search(domain, order=asked.order, limit=MOST_ROWS + 1)
    if len(found) > MOST_ROWS:
        raise TooLongError()
    return _read(found, formats)


def _read(found, formats):
    for start in range(0, len(found), BATCH):
        # Read and forgotten batch by batch: the memory stays the same.
        batch = found.browse(found.ids[start : start + BATCH])
        for invoice in batch:
            yield _row(invoice, formats)
        batch.invalidate_recordset()


def _row(invoice, formats):
    currency = invoice.currency_id
    return [
        invoice.name,
        invoice.ref or "",
        invoice.invoice_date,
        invoice.invoice_date_due or None,
        currency.name,
        Decimal(formats.exact(invoice.amount_total, currency)),
        Decimal(formats.exact(invoice.amount_residual, currency)),
        read_status(invoice, formats).badge.word,
    ]
