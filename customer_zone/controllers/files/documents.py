"""The legal PDF of an invoice or credit note, handed out to a visitor."""

from odoo.http import request

from ...report.engine_slots import take_slot
from ..page.answers import is_look_only
from ..page.honest import counts
from .exports import file_answer

PDF_TYPE = "application/pdf"


def legal_pdf_answer(visitor, move):
    """Answer the PDF as stored, else one made by core's report.

    The download counts as a view of the document, except by staff and machines.

    :raises EngineBusyError: when it has to wait its turn to be made
    """
    if is_look_only():
        return request.make_response("", [("Content-Type", PDF_TYPE)])
    wait_turn(move)
    document = move._get_invoice_legal_documents("pdf", allow_fallback=True)
    if counts(visitor):
        events = request.env["customer.zone.event"]
        events._record(visitor.event_values, "pdf", move=move)
    return file_answer(document["content"], PDF_TYPE, document["filename"])


def wait_turn(documents):
    """Reserve a place at the PDF engine when one of these has no stored PDF.

    :param documents: invoices and credit notes
    :raises EngineBusyError: at once, when all places are taken
    """
    if documents.filtered(lambda one: not one.invoice_pdf_report_id):
        take_slot(documents.env)
