from odoo import http
from odoo.http import content_disposition, request

from ..page.answers import for_visitor
from ..page.kinds import CURRENT
from ..visit.visitor import RefusedError
from .documents import FOLDERS, named_document
from .page import customer_attachments


class ZoneAttachments(http.Controller):
    """Files that are meant for the customer."""

    @http.route(
        f"/zone/<string:visitor>/<any({FOLDERS}):folder>/<int:document_id>"
        "/files/<int:attachment_id>",
        **CURRENT,
    )
    @for_visitor
    def zone_file(self, visitor, folder, document_id, attachment_id):
        """Hand out a file of the document's thread, always as a download.

        The document decides: the id alone opens nothing, and a file that is not on
        the page is as if it did not exist.
        """
        document = named_document(visitor, folder, document_id)
        files = customer_attachments(document)
        file = files.filtered(lambda one: one.id == attachment_id)
        if not file:
            raise RefusedError()
        headers = [
            # Never a type a browser would show inside the seller's own site.
            ("Content-Type", "application/octet-stream"),
            ("Content-Length", file.file_size),
            ("Content-Disposition", content_disposition(file.name)),
        ]
        return request.make_response(file.raw, headers)
