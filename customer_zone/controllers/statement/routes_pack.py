from odoo import http
from odoo.http import request

from ..files import zip_file
from ..page.answers import for_visitor, is_look_only
from ..page.honest import counts
from ..page.kinds import CURRENT
from . import pack
from .asked import read_asked
from .routes import check_sees_statement
from .routes_files import too_long_page


class ZoneStatementPack(http.Controller):
    """A month for the customer's bookkeeper, in one file."""

    @http.route("/zone/<string:visitor>/statement/pack", **CURRENT)
    @for_visitor
    def zone_statement_pack(self, visitor, **query):
        """Hand out statement, invoices, credit notes and VAT of a period as a zip.

        At most 250 documents, those with a stored PDF first; a note names the rest.
        Each counts as a download, except by staff.
        """
        check_sees_statement(visitor)
        if is_look_only():
            return request.make_response("", [("Content-Type", "application/zip")])
        asked = read_asked(visitor, {**query, "kind": "activity"})
        statement = pack.read_statement(visitor, asked)
        try:
            documents = pack.read_documents(visitor, statement)
            parts = zip_file.choose(documents, pack.MOST_DOCUMENTS)
            target = pack.write_pack(visitor, statement, *parts)
        except pack.TooLongError:
            return too_long_page(visitor, asked)
        _record(visitor, parts[0])
        statements = visitor.env["customer.zone.statement"]
        what = visitor.env._("Month pack")
        name = statements._zone_statement_name
        return zip_file.zip_answer(
            target, name(visitor.customer, statement.ask, "zip", what)
        )


def _record(visitor, documents):
    """Count the download of each document in the pack."""
    if counts(visitor):
        events = request.env["customer.zone.event"]
        for document in documents:
            events._record(visitor.event_values, "pdf", move=document)
