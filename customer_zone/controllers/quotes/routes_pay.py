from odoo import http
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.http import request

from ..core.routes_payment import ZonePaymentPortal
from ..page.answers import for_visitor, for_visitor_json, page
from ..page.kinds import CURRENT, FORM, PAYMENT_FORM
from ..pay.offers import single_offer
from ..pay.payment_form import check_amount, continue_page, form_values, read_sent
from .page import may_answer, named_choice, read_answer


class ZoneQuotePay(ZonePaymentPortal):
    """Accept a quote by paying what it asks for: check, start, continue."""

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/pay", **CURRENT)
    @for_visitor
    def zone_quote_check(self, visitor, quote_id, choice=""):
        """Show what would be paid, to whom and with whom. Nothing is written."""
        return self._zone_quote_check_page(visitor, visitor.quote(quote_id), choice)

    @http.route("/zone/<string:visitor>/quotes/<int:quote_id>/pay", **FORM)
    @for_visitor
    def zone_quote_start(self, visitor, quote_id, choice="", stamp="", version=""):
        """Start the payment and show the page that leads to the provider.

        ``stamp`` and ``version`` only prove that the payer saw this very amount of
        this very quote.
        """
        order = visitor.quote(quote_id)
        chosen = self._zone_quote_chosen(visitor, order, choice)
        seen = chosen and chosen.stamp == stamp and version == order._zone_version()
        if not seen:
            return self._zone_quote_check_page(visitor, order, choice, is_changed=True)
        offer = self._zone_quote_offer(order, chosen)
        if not offer:
            return self._zone_quote_check_page(visitor, order, choice)
        try:
            transaction, values = self._zone_quote_begin(
                visitor, order, chosen, offer.provider.id, offer.method.id, "redirect"
            )
        except ValidationError as error:
            return self._zone_quote_closed(visitor, order, error.args[0])
        return continue_page(
            visitor,
            "customer_zone.quote_continue",
            transaction,
            values,
            tab="quotes",
            order=order,
        )

    @http.route(
        "/zone/<string:visitor>/quotes/<int:quote_id>/transaction/<string:choice>",
        **PAYMENT_FORM,
    )
    @for_visitor_json
    def zone_quote_transaction(self, visitor, quote_id, choice, **form):
        """Start the payment for core's payment form; return its processing values.

        :raise ValidationError: with a sentence for the payer; nothing was created
        """
        sent = read_sent(form)
        order = visitor.quote(quote_id)
        chosen = self._zone_quote_chosen(visitor, order, choice)
        check_amount(form, chosen)
        _transaction, values = self._zone_quote_begin(visitor, order, chosen, *sent)
        return values

    def _zone_quote_begin(self, visitor, order, chosen, provider_id, method_id, flow):
        """Create the transaction behind the one gate and return it with its values.

        :return: (payment.transaction in sudo, values for the browser)
        :raise ValidationError: with a sentence for the payer; nothing was created
        """
        # A provider may refuse at the very end: no payment is left begun by it.
        with request.env.cr.savepoint():
            transaction_sudo = self._create_transaction(
                provider_id=provider_id,
                payment_method_id=method_id,
                token_id=None,
                amount=chosen.amount,
                currency_id=order.currency_id.id,
                partner_id=order.partner_invoice_id.id,
                flow=flow,
                tokenization_requested=False,
                landing_route=f"{visitor.path}/quotes/{order.id}",
                custom_create_values={"sale_order_ids": [Command.set(order.ids)]},
            )
            events = request.env["customer.zone.event"]
            events._record(visitor.event_values, "pay_start", order=order)
            return transaction_sudo, transaction_sudo._get_processing_values()

    def _zone_quote_chosen(self, visitor, order, choice):
        """Return the choice, ``None`` when this visitor can pay nothing here."""
        if not may_answer(visitor) or not order._zone_awaits_answer():
            return None
        if order._has_to_be_signed() or not order._has_to_be_paid():
            return None
        return named_choice(order, choice)

    def _zone_quote_offer(self, order, chosen):
        """Return the one provider and method when there is nothing to choose."""
        return single_offer(order, chosen.amount)

    def _zone_quote_check_page(self, visitor, order, choice, is_changed=False):
        """Answer the confirmation page, or why nothing can be paid."""
        chosen = self._zone_quote_chosen(visitor, order, choice)
        refusal = chosen and order._zone_payment_refusal(
            chosen.amount, order.currency_id, self._zone_own_transaction_ids()
        )
        if refusal or not chosen:
            return self._zone_quote_closed(visitor, order, refusal)
        offer = self._zone_quote_offer(order, chosen)
        values = {} if offer else self._zone_quote_form(visitor, order, chosen)
        return page(
            visitor,
            "customer_zone.quote_check",
            http_status=409 if is_changed else 200,
            tab="quotes",
            order=order,
            chosen=chosen,
            offer=offer,
            is_changed=is_changed,
            version=order._zone_version(),
            provider_name=offer.provider.name if offer else "",
            quote_url=f"{visitor.base}/quotes/{order.id}",
            **values,
        )

    def _zone_quote_form(self, visitor, order, chosen):
        """Return what core's payment form needs to pay this quote."""
        path = f"{visitor.path}/quotes/{order.id}"
        return form_values(
            order,
            chosen.amount,
            order.partner_invoice_id,
            f"{path}/transaction/{chosen.key}",
            path,
        )

    def _zone_quote_closed(self, visitor, order, reason):
        """Answer that nothing can be paid now, with the reason in plain words."""
        reason = reason or read_answer(visitor, order).reason
        return page(
            visitor,
            "customer_zone.quote_closed",
            http_status=409,
            tab="quotes",
            order=order,
            reason=reason or visitor.env._("This quote is not waiting for a payment."),
        )
