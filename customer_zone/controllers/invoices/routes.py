from odoo import http

from ..files.documents import legal_pdf_answer
from ..page.answers import for_visitor, page
from ..page.counts import count
from ..page.formats import Formats
from ..page.kinds import CURRENT, READING
from ..pay.choices import payment_choices
from ..pay.eft import read_eft
from ..pay.offers import nothing_offered, only_offer, open_options
from ..thread.page import read_thread
from ..visit.visitor import RefusedError
from . import page as reading
from .also_open import read_also_open
from .filters import read_after, read_filter
from .listing import read_page
from .status import closed_reason, read_status, settled, waiting_transaction


class ZoneInvoices(http.Controller):
    """The Invoices tab: list, invoice, PDF, print."""

    @http.route(
        [
            "/zone/<string:visitor>/invoices",
            "/zone/<string:visitor>/invoices/page/<int:number>",
        ],
        **READING,
    )
    @for_visitor
    def zone_invoices(self, visitor, number=1, **query):
        """Show one page of the list, as the address filters and orders it."""
        if not visitor.sees_list:
            raise RefusedError()
        asked = read_filter(query)
        after_id = read_after(query)
        listing = read_page(visitor, number, _formats(visitor), asked, after_id)
        return page(
            visitor,
            "customer_zone.invoices",
            listing=listing,
            asked=asked,
            count_of_all=_count_of_all(visitor, listing, asked),
            is_nothing_ticked=query.get("tick") == "none",
        )

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>", **READING)
    @for_visitor
    def zone_invoice(self, visitor, invoice_id):
        """Show one invoice with Pay Now at the top."""
        invoice = visitor.invoice(invoice_id)
        return page(visitor, "customer_zone.invoice", **_page_values(visitor, invoice))

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>/print", **READING)
    @for_visitor
    def zone_invoice_print(self, visitor, invoice_id):
        """Show the document alone, for the browser's print command."""
        invoice = visitor.invoice(invoice_id)
        values = _document_values(visitor, invoice)
        eft = None if settled(invoice) else read_eft(invoice, _formats(visitor))
        return page(visitor, "customer_zone.invoice_print", eft=eft, **values)

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>/pdf", **CURRENT)
    @for_visitor
    def zone_invoice_pdf(self, visitor, invoice_id):
        """Hand out the legal PDF; the download counts as a view of the invoice."""
        return legal_pdf_answer(visitor, visitor.invoice(invoice_id))


def _count_of_all(visitor, listing, asked):
    """Return how many invoices there are when the filter shows none of them."""
    if listing.count or asked == read_filter({}):
        return listing.count
    return count(visitor.env["account.move"], visitor.documents())


def _formats(visitor):
    return Formats(visitor.env, visitor.company.currency_id)


def _document_values(visitor, invoice):
    formats = _formats(visitor)
    return {
        "invoice": invoice,
        "terms": reading.read_terms(invoice, formats),
        "parties": reading.read_parties(invoice),
        "lines": reading.read_lines(invoice, formats),
        "totals": reading.read_totals(invoice, formats),
    }


def _page_values(visitor, invoice):
    formats = _formats(visitor)
    is_open = not settled(invoice)
    in_query = is_open and bool(invoice._zone_in_query())
    return {
        **_document_values(visitor, invoice),
        **_pay_values(visitor, invoice, formats),
        "status": read_status(invoice, formats, in_query),
        "history": reading.read_history(visitor, invoice, formats),
        "instalments": reading.read_instalments(invoice, formats),
        # Nobody is shown how to pay what is on its way already.
        "eft": read_eft(invoice, formats)
        if is_open and not waiting_transaction(invoice)
        else None,
        "in_query": in_query,
        "also_open": read_also_open(visitor, invoice, formats),
        "thread": read_thread(visitor, invoice, formats),
    }


def _pay_values(visitor, invoice, formats):
    """Return what can be paid or told here, and where."""
    choices, offer, reason = _what_to_pay(visitor, invoice, formats)
    discount = invoice._get_invoice_next_payment_values().get("epd_discount_msg")
    url = f"{visitor.base}/invoices/{invoice.id}"
    return {
        "choices": choices,
        "part_limits": invoice._zone_part_limits() if choices else None,
        "discount": discount if choices else "",
        "provider_name": offer.provider.name if offer else "",
        "closed_reason": reason,
        "may_restart": visitor.may_pay and invoice._zone_may_start_again(),
        "pay_url": f"{url}/pay",
        "told_paid_url": "" if visitor.is_staff else f"{url}/paid",
        "query_url": "" if visitor.is_staff else f"{url}/query",
    }


def _what_to_pay(visitor, invoice, formats):
    """Return ``(choices, the one offer, why there are no choices)``.

    Without choices and reason for a paid invoice; without offer where the payer has
    to choose between several.
    """
    env = visitor.env
    if settled(invoice):
        return [], None, ""
    if visitor.is_staff:
        reason = env._("You are signed in as staff. Only the customer pays here.")
        return [], None, reason
    if not invoice._has_to_be_paid():
        return [], None, closed_reason(invoice, formats, visitor)
    choices = payment_choices(invoice)
    providers, methods = open_options(invoice, choices[0].amount)
    if not methods:
        return [], None, nothing_offered(invoice)
    return choices, only_offer(providers, methods), ""
