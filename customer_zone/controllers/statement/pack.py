"""What is in a month pack: the statement, its documents, and their VAT."""

from odoo.fields import Domain

from ...statement import build_statement
from ...statement.table import MOST_LINES, is_too_long
from ...statement.vat import read_vat
from ...statement.vat_table import VatTable, documents_of
from ..files import exports, zip_file

MOST_DOCUMENTS = 250


class TooLongError(Exception):
    """The period has more lines than a file can hold."""


def read_documents(visitor, statement):
    """Return the invoices and credit notes on a statement, in its order.

    :raises TooLongError: when the statement does not hold all its lines
    """
    if is_too_long(statement):
        raise TooLongError()
    moves = visitor.env["account.move"]
    ids = list(dict.fromkeys(documents_of(statement)))
    may_open = visitor.documents() | visitor.credit_notes()
    found = set(moves.search(may_open & Domain("id", "in", ids)).ids)
    return moves.browse(one for one in ids if one in found)


def read_statement(visitor, asked):
    """Return the activity of the period with all its lines."""
    ask = asked.ask(visitor, MOST_LINES)
    return build_statement(visitor.customer, visitor.company, ask)


def write_pack(visitor, statement, inside, left_out):
    """Return the pack as an open temporary file, at its start.

    :param inside: documents whose PDF goes in
    :param left_out: documents a note in the pack names
    :raise EngineBusyError: when as many PDFs as may be are being made already
    """
    customer, ask = visitor.customer, statement.ask
    statements = visitor.env["customer.zone.statement"]
    # First of all: it waits its turn for the PDF engine, and what follows uses it.
    printed = statements._zone_statement_pdf(customer, visitor.company, ask)

    def others(names):
        vat = read_vat(visitor.env, documents_of(statement))
        table = VatTable(visitor.env, statement, vat, names)
        what = visitor.env._("VAT")
        content = exports.csv_file(table.headings(), table.rows())
        name = statements._zone_statement_name
        yield name(customer, ask, "pdf"), printed
        yield name(customer, ask, "csv", what), content

    return zip_file.write_zip(inside, left_out, others)
