from odoo import http
from odoo.http import content_disposition, request

from ...report.engine_slots import take_slot
from ..invoices.filters import read_after
from ..page.answers import for_visitor, is_look_only, page
from ..page.formats import Formats
from ..page.honest import counts
from ..page.kinds import CURRENT, READING
from ..thread.page import read_thread
from ..visit import browser
from ..visit.visitor import RefusedError
from . import page as reading
from .rows import read_invoices, read_page
from .status import read_status


class ZoneQuotes(http.Controller):
    """The Quotes tab: list, quote, PDF, print."""

    @http.route(
        [
            "/zone/<string:visitor>/quotes",
            "/zone/<string:visitor>/quotes/page/<int:number>",
        ],
        **READING,
    )
    @for_visitor
    def zone_quotes(self, visitor, number=1, show="", expired="", **query):
        """Show one page of the list."""
        if not (visitor.sees_list and visitor.history):
            raise RefusedError()
        formats = Formats(visitor.env, visitor.company.currency_id)
        after_id = read_after(query)
        listing = read_page(visitor, number, formats, show, expired, after_id)
        return page(
            visitor,
            "customer_zone.quotes",
            tab="quotes",
            listing=listing,
            may_answer=reading.may_answer(visitor),
        )

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>", **READING)
    @for_visitor
    def zone_quote(self, visitor, quote_id):
        """Show one quote with what can be answered at the top."""
        return quote_page(visitor, visitor.quote(quote_id))

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/print", **READING)
    @for_visitor
    def zone_quote_print(self, visitor, quote_id):
        """Show the document alone, for the browser's print command."""
        values = _document_values(visitor, visitor.quote(quote_id))
        return page(visitor, "customer_zone.quote_print", tab="quotes", **values)

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/pdf", **CURRENT)
    @for_visitor
    def zone_quote_pdf(self, visitor, quote_id):
        """Hand out the PDF of core's report; the download counts as a view."""
        order = visitor.quote(quote_id)
        if is_look_only():
            return request.make_response("", [("Content-Type", "application/pdf")])
        take_slot(order.env)
        report = order.env["ir.actions.report"]
        content, _type = report._render_qweb_pdf(
            "sale.action_report_saleorder", order.ids
        )
        if counts(visitor):
            events = request.env["customer.zone.event"]
            events._record(visitor.event_values, "pdf", order=order)
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(f"{order.name}.pdf")),
        ]
        return request.make_response(content, headers)


def quote_page(visitor, order, http_status=200, problem=None):
    """Answer the page of one quote.

    :param problem: a :class:`~.routes_answer.Problem` with what was typed, or None
    """
    formats = Formats(visitor.env, visitor.company.currency_id)
    transaction, money = reading.payment_of(order)
    return page(
        visitor,
        "customer_zone.quote",
        http_status=http_status,
        tab="quotes",
        **_document_values(visitor, order),
        status=read_status(order, formats),
        invoices=read_invoices(visitor, order).get(order.id, ()),
        answer=reading.read_answer(visitor, order),
        may_answer=reading.may_answer(visitor),
        transaction=transaction,
        money=money,
        is_mine=bool(transaction) and browser.watched_payment_id() == transaction.id,
        problem=problem,
        thread=read_thread(visitor, order, formats),
        quote_url=f"{visitor.base}/quotes/{order.id}",
    )


def _document_values(visitor, order):
    formats = Formats(visitor.env, visitor.company.currency_id)
    return {
        "order": order,
        "parties": reading.read_parties(order),
        "lines": reading.read_lines(order, formats),
        "totals": reading.read_totals(order, formats),
    }
