from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.account.controllers.portal import PortalAccount
from odoo.addons.account_payment.controllers.payment import PaymentPortal

from . import browser


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

    def _document_check_access(self, model_name, document_id, access_token=None):
        """Close core's pages, too, to customers the seller does not let in.

        :raise AccessError: as for a document of somebody else
        """
        document_sudo = super()._document_check_access(
            model_name, document_id, access_token=access_token
        )
        if model_name != "account.move" or request.env.user._is_internal():
            return document_sudo
        company = document_sudo.company_id
        customer = document_sudo.commercial_partner_id
        if company.customer_zone_enabled and not customer._zone_is_open(company):
            raise AccessError(request.env._("This document is not available."))
        return document_sudo


class ZonePortalAccount(PortalAccount):
    """Core's invoice lists leave out what the seller does not show online."""

    def _get_invoices_domain(self, m_type=None):
        """Leave out companies whose zone is closed to the signed-in customer."""
        return Domain(super()._get_invoices_domain(m_type)) & self._zone_open_domain()

    def _get_overdue_invoices_domain(self, partner_id=None):
        """Leave out companies whose zone is closed to the signed-in customer."""
        domain = super()._get_overdue_invoices_domain(partner_id)
        return Domain(domain) & self._zone_open_domain()

    def _zone_open_domain(self):
        """Return the domain of the companies that show this user documents online."""
        user = request.env.user
        if user._is_internal():
            return Domain.TRUE
        # Customers do not read companies or their own flag.
        companies_sudo = request.env["res.company"].sudo()
        closed = companies_sudo.search([("customer_zone_enabled", "=", True)]).filtered(
            lambda company: not user.partner_id._zone_is_open(company)
        )
        return Domain("company_id", "not in", closed.ids)
