from dataclasses import replace

from odoo import http

from ..files.documents import legal_pdf_answer
from ..invoices import page as reading
from ..invoices.filters import read_after
from ..page.answers import for_visitor, page
from ..page.formats import Formats
from ..page.kinds import CURRENT, READING
from ..thread.page import read_thread
from ..visit.visitor import RefusedError
from .credit import read_credit
from .rows import read_page, read_rows


class ZoneCreditNotes(http.Controller):
    """The Credit Notes tab: list, credit note, PDF."""

    @http.route(
        [
            "/zone/<string:visitor>/credit-notes",
            "/zone/<string:visitor>/credit-notes/page/<int:number>",
        ],
        **READING,
    )
    @for_visitor
    def zone_credit_notes(self, visitor, number=1, show="", **query):
        """Show one page of the list, and above it what can still be used."""
        if not (visitor.sees_list and visitor.history):
            raise RefusedError()
        formats = Formats(visitor.env, visitor.company.currency_id)
        return page(
            visitor,
            "customer_zone.credit_notes",
            tab="credit-notes",
            listing=read_page(visitor, number, formats, show, read_after(query)),
            credits=read_credit(visitor, formats),
        )

    @http.route("/zone/<string:visitor>/credit-notes/<int:credit_note_id>", **READING)
    @for_visitor
    def zone_credit_note(self, visitor, credit_note_id):
        """Show one credit note: what is left, where it was used, the document."""
        credit_note = visitor.credit_note(credit_note_id)
        formats = Formats(visitor.env, visitor.company.currency_id)
        (row,) = read_rows(visitor, credit_note, formats)
        return page(
            visitor,
            "customer_zone.credit_note",
            tab="credit-notes",
            credit_note=credit_note,
            # The document's template is the one of invoices.
            invoice=credit_note,
            row=row,
            terms="",
            parties=_parties(credit_note),
            lines=reading.read_lines(credit_note, formats),
            totals=_totals(credit_note, formats),
            thread=read_thread(visitor, credit_note, formats),
        )

    @http.route(
        "/zone/<string:visitor>/credit-notes/<int:credit_note_id>/pdf", **CURRENT
    )
    @for_visitor
    def zone_credit_note_pdf(self, visitor, credit_note_id):
        """Hand out the legal PDF; the download counts as a view of the credit note."""
        return legal_pdf_answer(visitor, visitor.credit_note(credit_note_id))


def _parties(credit_note):
    """Return seller and customer; the reason given is no order of the customer."""
    seller, customer = reading.read_parties(credit_note)
    lines = customer.lines[:-1] if credit_note.ref else customer.lines
    return seller, replace(customer, lines=lines)


def _totals(credit_note, formats):
    """Return the sums under the lines up to the total: nothing is left to pay."""
    amounts = reading.read_totals(credit_note, formats)
    last = next(place for place, one in enumerate(amounts) if one.is_sum)
    return amounts[: last + 1]
