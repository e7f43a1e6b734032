from odoo.http import request

from odoo.addons.account_payment.controllers.payment import PaymentPortal

from ..visit import browser


class ZonePaymentPortal(PaymentPortal):
    """Core's own payment routes obey the zone's rules where a zone is in use."""

    def _create_transaction(
        self,
        provider_id,
        payment_method_id,
        token_id,
        amount,
        currency_id,
        partner_id,
        flow,
        tokenization_requested,
        landing_route,
        **kwargs,
    ):
        """Create only payments the zone permits, in the name of the right customer.

        :raise ValidationError: with a sentence for the payer; nothing was created
        """
        # The rules read providers, switches and transactions payers cannot read.
        transactions_sudo = request.env["payment.transaction"].sudo()
        values = transactions_sudo._zone_guard_start(
            {
                "provider_id": provider_id,
                "payment_method_id": payment_method_id,
                "token_id": token_id,
                "amount": amount,
                "currency_id": currency_id,
                "partner_id": partner_id,
                "flow": flow,
                "tokenization_requested": tokenization_requested,
                "landing_route": landing_route,
                **kwargs,
            },
            own_transaction_ids=self._zone_own_transaction_ids(),
        )
        tx_sudo = super()._create_transaction(**values)
        if tx_sudo.company_id.customer_zone_enabled:
            browser.remember_payment(tx_sudo)
            tx_sudo._zone_note_payer()
        return tx_sudo

    def _zone_own_transaction_ids(self):
        """Return the ids of the transactions this browser session began."""
        return {browser.watched_payment_id(), *browser.own_payment_ids()}

    def _get_extra_payment_form_values(self, invoice_id=None, **kwargs):
        """Offer nothing to pay on a payment link the zone would refuse."""
        values = super()._get_extra_payment_form_values(invoice_id=invoice_id, **kwargs)
        invoice_id = self._cast_as_int(invoice_id)
        if invoice_id:
            # Whoever got here showed a signed link; the check needs staff fields.
            invoice_sudo = request.env["account.move"].sudo().browse(invoice_id)
            if not invoice_sudo._zone_allows_payment():
                values["amount"] = 0.0
        return values
