from odoo import http
from odoo.http import request

from ...models.sending.account_move_notice import EFT_TYPE, QUERY_TYPE
from ..invoices.status import settled
from ..page.answers import for_visitor, page
from ..page.formats import Formats
from ..page.kinds import CURRENT, SMALL_FORM
from ..pay.eft import read_eft
from ..visit.visitor import RefusedError
from .notices import REASONS, Typed, read_query, read_told_paid
from .routes import TOO_MANY, writes_too_much

LONG_FORM = {**SMALL_FORM, "max_content_length": 32 * 1024}


class ZoneNotices(http.Controller):
    """A customer raises a query on an invoice, or says that it was paid by EFT."""

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>/query", **CURRENT)
    @for_visitor
    def zone_query(self, visitor, invoice_id):
        """Show the form for a query."""
        return _query_page(visitor, visitor.invoice(invoice_id), Typed({}))

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>/query", **LONG_FORM)
    @for_visitor
    def zone_query_send(self, visitor, invoice_id, **form):
        """Tell the seller what is wrong, in the thread and as something to answer."""
        invoice = visitor.invoice(invoice_id)
        typed, text = read_query(invoice, form)
        if typed.problem:
            return _query_page(visitor, invoice, typed)
        if writes_too_much(visitor):
            return _query_page(visitor, invoice, typed.wrong("", str(TOO_MANY)))
        return _tell(visitor, invoice, text, QUERY_TYPE, "query")

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>/paid", **CURRENT)
    @for_visitor
    def zone_told_paid(self, visitor, invoice_id):
        """Show the form to say that the invoice was paid by EFT."""
        invoice = _unpaid(visitor, invoice_id)
        formats = Formats(visitor.env, visitor.company.currency_id)
        eft = read_eft(invoice, formats)
        proposed = {
            "date": formats.today.isoformat(),
            "amount": formats.exact(invoice.amount_residual, invoice.currency_id),
            "reference": eft.reference if eft else invoice.name,
        }
        return _paid_page(visitor, invoice, Typed(proposed))

    @http.route("/zone/<string:visitor>/invoices/<int:invoice_id>/paid", **SMALL_FORM)
    @for_visitor
    def zone_told_paid_send(self, visitor, invoice_id, **form):
        """Tell the seller; what is owed changes when the money is in the bank."""
        invoice = _unpaid(visitor, invoice_id)
        formats = Formats(visitor.env, visitor.company.currency_id)
        typed, text = read_told_paid(invoice, form, formats)
        if typed.problem:
            return _paid_page(visitor, invoice, typed)
        if writes_too_much(visitor):
            return _paid_page(visitor, invoice, typed.wrong("", str(TOO_MANY)))
        return _tell(visitor, invoice, text, EFT_TYPE, "told_paid")


def _unpaid(visitor, invoice_id):
    """Return the invoice with this id while something is left to pay on it.

    :raises RefusedError: also for a missing and for somebody else's invoice
    """
    invoice = visitor.invoice(invoice_id)
    if settled(invoice):
        raise RefusedError()
    return invoice


def _tell(visitor, invoice, text, type_xmlid, kind):
    """Post it as the visitor, once, and go back to the invoice."""
    if visitor.is_staff:
        raise RefusedError()
    invoice._zone_tell_seller(visitor.recipient, text, type_xmlid)
    events = request.env["customer.zone.event"]
    events._record(visitor.event_values, kind, move=invoice)
    url = f"{visitor.base}/invoices/{invoice.id}#messages"
    return request.redirect(url, code=303)


def _query_page(visitor, invoice, typed):
    return _form_page(
        visitor, "customer_zone.notice_query", invoice, typed, reasons=REASONS
    )


def _paid_page(visitor, invoice, typed):
    return _form_page(visitor, "customer_zone.notice_paid", invoice, typed)


def _form_page(visitor, template, invoice, typed, **values):
    """Answer a form, with what is wrong beside what was typed."""
    if visitor.is_staff:
        raise RefusedError()
    http_status = 200
    if typed.problem:
        http_status = 422 if typed.field else 429
    return page(
        visitor,
        template,
        http_status=http_status,
        invoice=invoice,
        typed=typed,
        invoice_url=f"{visitor.base}/invoices/{invoice.id}",
        **values,
    )
