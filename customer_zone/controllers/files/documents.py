"""The legal PDF of an invoice or credit note, handed out to a visitor."""

from odoo.http import request

from ..page.answers import is_look_only
from ..page.honest import counts
from .exports import file_answer

PDF_TYPE = "application/pdf"


def legal_pdf_answer(visitor, move):
    """Answer the PDF as stored, else one made by core's report.

    The download counts as a view of the document, except by staff and machines.
    """
    if is_look_only():
        return request.make_response("", [("Content-Type", PDF_TYPE)])
    document = move._get_invoice_legal_documents("pdf", allow_fallback=True)
    if counts(visitor):
        events = request.env["customer.zone.event"]
        events._record(visitor.event_values, "pdf", move=move)
    return file_answer(document["content"], PDF_TYPE, document["filename"])
