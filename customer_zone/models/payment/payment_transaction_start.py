import re

from odoo import api, models
from odoo.exceptions import ValidationError

from ..document.customer_zone_document_payment import LARGEST_AMOUNT

# One slash, then ordinary path and query characters: never another site.
LOCAL_ROUTE = re.compile(r"/(?![/\\])[\w\-./?=&%#+~:,]*", re.ASCII)
FLOWS = ("redirect", "direct", "token")


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    @api.model
    def _zone_guard_start(self, values, own_transaction_ids=()):
        """Return the values a transaction may be created with, or refuse.

        The one gate every online payment passes, whatever route it comes from. Where
        no company with a zone is concerned, and for carts of a web shop, the values
        go through as they are.

        :param dict values: arguments of the payment controllers' `_create_transaction`;
            `zone_again` and `zone_net` from the zone's own pages only, see
            `_zone_payment_refusal`
        :param own_transaction_ids: transactions this visitor began before
        :raise ValidationError: with a sentence for the payer; nothing was created
        """
        values = dict(values)
        extra = {
            "again": values.pop("zone_again", False),
            "net": values.pop("zone_net", False),
        }
        invoices = self._zone_linked_records(values, "invoice_ids")
        orders = self._zone_linked_records(values, "sale_order_ids")
        provider = self._zone_provider(values)
        companies = (
            invoices.company_id | orders.company_id or provider.company_id
        ).filtered("customer_zone_enabled")
        if not companies:
            return values
        if values.get("flow") not in FLOWS:
            raise ValidationError(self.env._("This way of paying is not offered."))
        if orders and not invoices and all(one._zone_is_cart() for one in orders):
            self._zone_guard_cart(values, provider)
            return values
        if invoices or orders:
            documents = invoices or orders
            # Quotes know no "start again" and take no credit off.
            values = self._zone_guard_documents(
                values, documents, own_transaction_ids, **(extra if invoices else {})
            )
        else:
            self._zone_guard_other(values)
        self._zone_guard_provider(values, companies[0], provider)
        return values

    @api.model
    def _zone_linked_records(self, values, field_name):
        """Return the documents a transaction with these values would be linked to."""
        commands = (values.get("custom_create_values") or {}).get(field_name) or []
        field = self._fields[field_name]
        ids = field.convert_to_cache(commands, self.browse())
        # The rules read what payers have no rights on.
        documents_sudo = self.env[field.comodel_name].sudo()
        return documents_sudo.browse(ids)._origin.exists()

    @api.model
    def _zone_provider(self, values):
        """Return the provider asked for, empty when there is no such thing."""
        # Payers have no rights on providers.
        providers_sudo = self.env["payment.provider"].sudo()
        provider_id = values.get("provider_id")
        if isinstance(provider_id, bool) or not isinstance(provider_id, int):
            return providers_sudo
        return providers_sudo.browse(provider_id).exists()

    @api.model
    def _zone_guard_documents(self, values, documents, own_transaction_ids, **extra):
        """Replace everything a payer must not choose by what the books say."""
        if values.get("is_validation"):
            raise ValidationError(self.env._("This way of paying is not offered."))
        currency = self.env["res.currency"].browse(values.get("currency_id"))
        decided = documents._zone_create_payment_values(
            values.get("amount"),
            self._zone_landing_route(values, documents),
            currency=currency,
            own_transaction_ids=own_transaction_ids,
            **extra,
        )
        if not self._zone_payer_is_customer(documents[0]._zone_customer()):
            # Somebody else's card is neither used nor kept for this customer.
            decided["tokenization_requested"] = False
            if values["flow"] == "token":
                raise ValidationError(
                    self.env._("Please sign in to pay with a stored card.")
                )
        if len(documents) == 1:
            # The reference names the document, not what the payer wrote.
            decided["reference_prefix"] = None
        return {**values, **decided}

    @api.model
    def _zone_payer_is_customer(self, customer):
        """Return whether the signed-in user belongs to `customer`."""
        user = self.env.user
        return not user._is_public() and user.commercial_partner_id == customer

    @api.model
    def _zone_landing_route(self, values, documents):
        """Return the address to come back to: a page of ours about these documents."""
        route = values.get("landing_route")
        own = (
            ("/zone/", "/my/invoices/")
            if len(documents) > 1
            else (
                "/zone/",
                f"{documents.access_url}?",
                f"{documents.access_url}/",
            )
        )
        if self._zone_is_local(route) and f"{route}/".startswith(own):
            return route
        return "/my/invoices/" if len(documents) > 1 else documents.get_portal_url()

    @api.model
    def _zone_is_local(self, route):
        """Return whether `route` is a plain address on this very site."""
        return isinstance(route, str) and bool(LOCAL_ROUTE.fullmatch(route))

    @api.model
    def _zone_guard_other(self, values):
        """Refuse a bad amount or landing page where no document decides them."""
        amount = values.get("amount")
        is_number = isinstance(amount, int | float) and not isinstance(amount, bool)
        if not values.get("is_validation") and not (
            is_number and 0 < amount <= LARGEST_AMOUNT
        ):
            raise ValidationError(
                self.env._("The amount to pay must be more than zero.")
            )
        if not self._zone_is_local(values.get("landing_route")):
            raise ValidationError(self.env._("The page to return to is not ours."))

    @api.model
    def _zone_guard_cart(self, values, provider):
        """Refuse what no cart can be paid with; the rest is the web shop's to decide.

        Which providers it offers hangs on its delivery methods, and where it goes on
        to after the payment is its own page.

        :raise ValidationError: with a sentence for the payer
        """
        self._zone_guard_other(values)
        is_shown = provider.is_published or self.env.user._is_internal()
        if provider.state not in ("enabled", "test") or not is_shown:
            raise ValidationError(
                self.env._("This payment provider is not offered for this payment.")
            )

    @api.model
    def _zone_guard_provider(self, values, company, provider):
        """Refuse a provider or method that is not on offer for exactly this payment.

        :raise ValidationError: with a sentence for the payer
        """
        partner = self.env["res.partner"].browse(values.get("partner_id"))
        currency = self.env["res.currency"].browse(values.get("currency_id") or [])
        amount, context = values.get("amount"), {}
        if values.get("is_validation"):
            amount, context = 0, {"force_tokenization": True, "is_validation": True}
        providers, methods = provider._zone_payment_options(
            company, partner, amount, currency, **context
        )
        if not provider or provider not in providers:
            raise ValidationError(
                self.env._("This payment provider is not offered for this payment.")
            )
        if values["flow"] == "token":
            offered = provider == self._zone_token(values).provider_id
        else:
            method = methods.filtered(
                lambda method: method.id == values.get("payment_method_id")
            )
            offered = provider in method.provider_ids
        if not offered:
            raise ValidationError(
                self.env._("This payment method is not offered for this payment.")
            )

    @api.model
    def _zone_token(self, values):
        """Return the stored card asked for, empty when there is no such thing."""
        token_id = values.get("token_id")
        # Payers have no rights on each other's cards; core checks the owner next.
        tokens_sudo = self.env["payment.token"].sudo()
        return tokens_sudo.browse(
            token_id if isinstance(token_id, int) else []
        ).exists()

    def _zone_note_payer(self):
        """Write on the invoices who began the payment, when it is not the customer."""
        user = self.env.user
        for tx in self:
            for invoice in tx.invoice_ids:
                customer = invoice.commercial_partner_id
                is_known = not user._is_public()
                zone_on = invoice.company_id.customer_zone_enabled
                if not (zone_on and is_known) or user.commercial_partner_id == customer:
                    continue
                invoice.message_post(
                    body=self.env._(
                        "%(payer)s began the online payment %(reference)s on behalf of "
                        "%(customer)s.",
                        payer=user.partner_id.display_name,
                        reference=tx.reference,
                        customer=customer.display_name,
                    )
                )
