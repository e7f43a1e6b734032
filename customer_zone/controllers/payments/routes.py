from odoo import http
from odoo.http import request

from ...report.engine_slots import take_slot
from ..files import exports
from ..files.too_long import TooLongError, too_long_page
from ..page.answers import for_visitor, is_look_only, page
from ..page.formats import Formats
from ..page.kinds import CURRENT, READING
from ..visit.visitor import RefusedError
from .export import MOST_ROWS, headings, table
from .on_its_way import find_on_its_way, read_on_its_way, sums
from .receipts import receipt_of
from .rows import list_url, read_page


class ZonePayments(http.Controller):
    """The Payments tab: list, files, receipts."""

    @http.route(
        [
            "/zone/<string:visitor>/payments",
            "/zone/<string:visitor>/payments/page/<int:number>",
        ],
        **READING,
    )
    @for_visitor
    def zone_payments(self, visitor, number=1, **query):
        """Show one page of the list, and above it what is on its way."""
        formats = _formats(visitor)
        waiting = find_on_its_way(visitor)
        listing = read_page(visitor, number, formats, query, waiting)
        coming = read_on_its_way(waiting, listing.pages, formats)
        return page(
            visitor,
            "customer_zone.payments",
            tab="payments",
            listing=listing,
            coming=coming,
            coming_sums=sums(coming, formats),
        )

    @http.route(
        "/zone/<string:visitor>/payments/export/<any(csv,xlsx):kind>", **READING
    )
    @for_visitor
    def zone_payments_export(self, visitor, kind, **query):
        """Hand out exactly what the list shows under the same address parameters.

        A list of too many rows is refused and never cut.
        """
        formats = _formats(visitor)
        try:
            titles, rows = headings(visitor.env), table(visitor, query, formats)
        except TooLongError:
            back_url = list_url(visitor, query)
            return too_long_page(visitor, "payments", MOST_ROWS, back_url)
        return exports.table_answer(kind, titles, rows, visitor.env._("Payments"))

    @http.route("/zone/<string:visitor>/payments/<int:payment_id>/receipt", **CURRENT)
    @for_visitor
    def zone_receipt(self, visitor, payment_id):
        """Hand out core's receipt for a payment of this visitor."""
        payment = receipt_of(visitor, payment_id)
        if is_look_only():
            return request.make_response("", [("Content-Type", "application/pdf")])
        take_slot(payment.env)
        content, _type = payment.env["ir.actions.report"]._render_qweb_pdf(
            "account.action_report_payment_receipt", payment.ids
        )
        name = f"{payment.name}.pdf"
        return exports.file_answer(content, "application/pdf", name)


def _formats(visitor):
    """Return how this visitor reads amounts.

    :raises RefusedError: for visitors who do not see the account
    """
    if not (visitor.sees_list and visitor.sees_account):
        raise RefusedError()
    return Formats(visitor.env, visitor.company.currency_id)
