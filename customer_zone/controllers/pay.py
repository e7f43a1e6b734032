from odoo import http
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.http import request

from .answers import for_visitor, for_visitor_json, page
from .choices import named_choice
from .core_routes import ZonePaymentPortal
from .formats import Formats
from .invoice_status import closed_reason
from .offers import open_options, single_offer
from .redirect_form import continue_form

# What core's payment form sends; everything else is refused. Of these the zone
# uses the provider, the method and the flow, and compares the amount.
FORM_KEYS = {
    "provider_id",
    "payment_method_id",
    "token_id",
    "amount",
    "flow",
    "tokenization_requested",
    "landing_route",
    "is_validation",
    "csrf_token",
    "access_token",
}


class ZonePay(ZonePaymentPortal):
    """The three steps: check what is paid, start the payment, continue to it."""

    # Public: whoever visits is resolved from the session's grant or sign-in.
    @http.route(
        "/zone/<string:visitor>/invoices/<int:invoice_id>/pay",
        type="http",
        auth="public",
        methods=["GET"],
        csrf=True,
        save_session=True,
        website=True,
        sitemap=False,
        readonly=False,
    )
    @for_visitor
    def zone_pay_check(self, visitor, invoice_id, choice=""):
        """Show what would be paid, to whom and with whom. Nothing is written."""
        invoice = visitor.invoice(invoice_id)
        return self._zone_check_page(visitor, invoice, choice)

    # Public: whoever visits is resolved from the session's grant or sign-in.
    @http.route(
        "/zone/<string:visitor>/invoices/<int:invoice_id>/pay",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=True,
        save_session=True,
        website=True,
        sitemap=False,
    )
    @for_visitor
    def zone_pay_start(self, visitor, invoice_id, choice="", stamp=""):
        """Start the payment and show the page that leads to the provider.

        The amount is taken from the books; ``stamp`` only proves that the payer saw
        this very amount. Each call starts a payment of its own, because a provider
        may accept a reference only once.
        """
        invoice = visitor.invoice(invoice_id)
        chosen = self._zone_chosen(visitor, invoice, choice)
        if not chosen or chosen.stamp != stamp:
            return self._zone_check_page(visitor, invoice, choice, is_changed=True)
        offer = single_offer(invoice, chosen.amount)
        if not offer:
            return self._zone_check_page(visitor, invoice, choice)
        try:
            transaction, values = self._zone_start(
                visitor, invoice, chosen, offer.provider.id, offer.method.id, "redirect"
            )
        except ValidationError as error:
            return self._zone_closed_page(visitor, invoice, error.args[0])
        return self._zone_continue_page(visitor, invoice, transaction, values)

    # Public: whoever visits is resolved from the session's grant or sign-in.
    # No csrf token: another site cannot send JSON with this visitor's cookies.
    @http.route(
        "/zone/<string:visitor>/pay/transaction/<int:invoice_id>/<string:choice>",
        type="jsonrpc",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=True,
    )
    @for_visitor_json
    def zone_pay_transaction(self, visitor, invoice_id, choice, **form):
        """Start the payment for core's payment form; return its processing values.

        :raise ValidationError: with a sentence for the payer; nothing was created
        """
        if set(form) - FORM_KEYS or form.get("flow") not in ("redirect", "direct"):
            raise ValidationError(request.env._("This way of paying is not offered."))
        invoice = visitor.invoice(invoice_id)
        chosen = self._zone_chosen(visitor, invoice, choice)
        if not chosen or form.get("amount") != chosen.amount:
            raise ValidationError(
                request.env._("The amount has changed. Please load the page again.")
            )
        transaction, values = self._zone_start(
            visitor,
            invoice,
            chosen,
            form.get("provider_id"),
            form.get("payment_method_id"),
            form["flow"],
        )
        return values

    def _zone_start(self, visitor, invoice, chosen, provider_id, method_id, flow):
        """Create the transaction behind the one gate and return it with its values.

        :return: (payment.transaction in sudo, values for the browser)
        :raise ValidationError: with a sentence for the payer; nothing was created
        """
        transaction_sudo = self._create_transaction(
            provider_id=provider_id,
            payment_method_id=method_id,
            token_id=None,
            amount=chosen.amount,
            currency_id=invoice.currency_id.id,
            partner_id=invoice.partner_id.id,
            flow=flow,
            tokenization_requested=False,
            landing_route=f"{visitor.path}/pay/0",
            custom_create_values={"invoice_ids": [Command.set(invoice.ids)]},
        )
        # The page to return to carries the number, known only now.
        transaction_sudo.landing_route = f"{visitor.path}/pay/{transaction_sudo.id}"
        events = request.env["customer.zone.event"]
        events._record(visitor.event_values, "pay_start", move=invoice)
        return transaction_sudo, transaction_sudo._get_processing_values()

    def _zone_chosen(self, visitor, invoice, choice):
        """Return the choice, ``None`` when this visitor can pay nothing here."""
        if not visitor.may_pay or not invoice._has_to_be_paid():
            return None
        return named_choice(invoice, choice)

    def _zone_check_page(self, visitor, invoice, choice, is_changed=False):
        """Answer the confirmation page, or why nothing can be paid."""
        chosen = self._zone_chosen(visitor, invoice, choice)
        own = self._zone_own_transaction_ids()
        refusal = chosen and invoice._zone_payment_refusal(
            chosen.amount, invoice.currency_id, own
        )
        if refusal or not chosen:
            return self._zone_closed_page(visitor, invoice, refusal)
        offer = single_offer(invoice, chosen.amount)
        values = {} if offer else self._zone_form_values(visitor, invoice, chosen)
        return page(
            visitor,
            "customer_zone.pay_check",
            http_status=409 if is_changed else 200,
            invoice=invoice,
            chosen=chosen,
            offer=offer,
            is_changed=is_changed,
            provider_name=offer.provider.name if offer else "",
            left_after=invoice.amount_residual - chosen.amount,
            pay_url=f"{visitor.base}/invoices/{invoice.id}/pay",
            **values,
        )

    def _zone_form_values(self, visitor, invoice, chosen):
        """Return what core's payment form needs, without any stored card."""
        providers, methods = open_options(invoice, chosen.amount)
        route = f"{visitor.path}/pay/transaction/{invoice.id}/{chosen.key}"
        return {
            "mode": "payment",
            "amount": chosen.amount,
            "currency": invoice.currency_id,
            "partner_id": invoice.partner_id.id,
            "providers_sudo": providers,
            "payment_methods_sudo": methods,
            # Cards on file belong to a signed-in customer, not to a link.
            "tokens_sudo": request.env["payment.token"].sudo(),
            "show_tokenize_input_mapping": dict.fromkeys(providers.ids, False),
            "transaction_route": route,
            "landing_route": f"{visitor.path}/pay/0",
        }

    def _zone_closed_page(self, visitor, invoice, reason):
        """Answer that nothing can be paid now, with the reason in plain words."""
        env = visitor.env
        if not visitor.may_pay:
            reason = env._("You are signed in as staff. Only the customer pays here.")
        formats = Formats(env, visitor.company.currency_id)
        return page(
            visitor,
            "customer_zone.pay_closed",
            http_status=409,
            invoice=invoice,
            reason=reason or closed_reason(invoice, formats),
        )

    def _zone_continue_page(self, visitor, invoice, transaction, values):
        """Answer the page with the provider's own form and a Continue button."""
        form = continue_form(values.get("redirect_form_html"))
        if transaction.state in ("error", "cancel") or not form:
            return request.redirect(transaction.landing_route, code=303)
        return page(
            visitor,
            "customer_zone.pay_continue",
            invoice=invoice,
            transaction=transaction,
            provider_name=transaction.provider_id.name,
            form=form,
        )
