from odoo import http
from odoo.http import request

from ..files.exports import file_answer
from ..page.answers import for_visitor, is_look_only, page
from ..page.kinds import CURRENT, READING
from .routes import check_sees_statement
from .routes_files import PDF_TYPE
from .sent import one_sent, read_sent


class ZoneStatementSent(http.Controller):
    """Statements that were sent, as they were then."""

    @http.route("/zone/<string:visitor>/statement/sent", **READING)
    @for_visitor
    def zone_statements_sent(self, visitor, **_query):
        """List the statements this customer was sent."""
        check_sees_statement(visitor)
        rows, is_cut = read_sent(visitor)
        return page(
            visitor,
            "customer_zone.statements_sent",
            tab="statement",
            sent=rows,
            is_cut=is_cut,
        )

    @http.route("/zone/<string:visitor>/statement/sent/<int:statement_id>", **CURRENT)
    @for_visitor
    def zone_statement_sent(self, visitor, statement_id):
        """Hand out the PDF of one statement as it was sent."""
        check_sees_statement(visitor)
        sent = one_sent(visitor, statement_id)
        if is_look_only():
            return request.make_response("", [("Content-Type", PDF_TYPE)])
        pdf = sent.attachment_id
        return file_answer(pdf.raw, PDF_TYPE, pdf.name)
