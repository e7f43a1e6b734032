from odoo import http
from odoo.http import request

from ..files import exports, zip_file
from ..files.documents import wait_turn
from ..files.too_long import TooLongError, too_long_page
from ..page.answers import for_visitor, is_look_only
from ..page.formats import Formats
from ..page.honest import counts
from ..page.kinds import CURRENT, READING
from ..pay.selection import NothingTickedError, select_ticked
from ..visit.visitor import RefusedError
from . import export as invoices_export
from .filters import read_filter
from .listing import filtered_domain

KINDS = "csv,xlsx"


class ZoneInvoicesFiles(http.Controller):
    """What the Invoices tab hands out for several invoices at a time."""

    @http.route(
        f"/zone/<string:visitor>/invoices/export/<any({KINDS}):kind>", **READING
    )
    @for_visitor
    def zone_invoices_export(self, visitor, kind, **query):
        """Hand out exactly what the list shows under the same address parameters.

        A list of too many rows is refused and never cut.
        """
        if not visitor.sees_list:
            raise RefusedError()
        formats = Formats(visitor.env, visitor.company.currency_id)
        titles = invoices_export.headings(visitor.env)
        asked = read_filter(query)
        try:
            rows = invoices_export.rows(visitor, asked, formats)
        except TooLongError:
            back_url = asked.url(f"{visitor.base}/invoices")
            return too_long_page(
                visitor, "invoices", invoices_export.MOST_ROWS, back_url
            )
        return exports.table_answer(kind, titles, rows, visitor.env._("Invoices"))

    @http.route("/zone/<string:visitor>/invoices/zip", **CURRENT)
    @for_visitor
    def zone_invoices_zip(self, visitor, **query):
        """Hand out the PDFs of the ticked invoices, else of all that is filtered.

        At most 50 documents, the first ones with a stored PDF; a note names the rest.
        Each counts as a download, except by staff.
        """
        if not visitor.sees_list:
            raise RefusedError()
        if is_look_only():
            return request.make_response("", [("Content-Type", "application/zip")])
        inside, left_out = zip_file.choose(_wanted(visitor, query))
        if not inside:
            raise RefusedError()
        wait_turn(inside)
        events = request.env["customer.zone.event"]
        if counts(visitor):
            for invoice in inside:
                events._record(visitor.event_values, "pdf", move=invoice)
        target = zip_file.write_zip(inside, left_out)
        return zip_file.zip_answer(target, f"{visitor.env._('Invoices')}.zip")


def _wanted(visitor, query):
    """Return the ticked invoices, or the first ones of the filtered list."""
    try:
        ticked = select_ticked(visitor, request.httprequest.args.getlist("pay"))
        return ticked.invoices
    except NothingTickedError:
        asked = read_filter(query)
        formats = Formats(visitor.env, visitor.company.currency_id)
        return visitor.env["account.move"].search(
            filtered_domain(visitor, asked, formats),
            order=asked.order,
            limit=zip_file.MOST_DOCUMENTS + zip_file.MOST_NAMED + 1,
        )
