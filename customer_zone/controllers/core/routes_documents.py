"""Core's own pages answer like the zone for customers the seller does not let in."""

from werkzeug.exceptions import abort

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from odoo.addons.account_payment.controllers.portal import PortalAccount
from odoo.addons.sale.controllers.portal import CustomerPortal

from ..page.answers import harden, refuse
from ..visit.visitor import RefusedError

GUARDED_MODELS = ("account.move", "sale.order")


class ZoneClosedDocuments(PortalAccount):
    """Documents and lists of invoices that core shows under ``/my``."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        """Close core's pages, with and without a token, to customers not let in.

        :raise AccessError: as for a document of somebody else, on JSON routes
        """
        try:
            document_sudo = super()._document_check_access(
                model_name, document_id, access_token=access_token
            )
        except AccessError:
            if self._zone_is_own_closed(model_name, document_id):
                self._zone_not_available()
            raise
        if model_name in GUARDED_MODELS and not request.env.user._is_internal():
            if document_sudo._zone_closed():
                self._zone_not_available()
        return document_sudo

    def _zone_is_own_closed(self, model_name, document_id):
        """Return whether the signed-in customer's own document was closed to them."""
        user = request.env.user
        if model_name not in GUARDED_MODELS or user._is_public():
            return False
        # Only its customer, company and kind are looked at, to choose the answer.
        document_sudo = request.env[model_name].sudo().browse(document_id).exists()
        is_own = document_sudo._zone_customer() == user.partner_id.commercial_partner_id
        return is_own and bool(document_sudo._zone_closed())

    def _zone_not_available(self):
        """Answer the zone's "not available" page, or an error to a script.

        :raise AccessError: on JSON routes
        """
        if request.dispatcher.routing_type != "http":
            raise AccessError(request.env._("This document is not available."))
        harden()
        response = refuse(RefusedError())
        response.flatten()
        abort(response)

    @http.route()
    def portal_my_invoices(self, *args, **kwargs):
        """Show core's list, unless every company closed it to this customer."""
        self._zone_require_open_company()
        return super().portal_my_invoices(*args, **kwargs)

    @http.route()
    def portal_my_overdue_invoices(self, *args, **kwargs):
        """Show core's list, unless every company closed it to this customer."""
        self._zone_require_open_company()
        return super().portal_my_overdue_invoices(*args, **kwargs)

    def _zone_require_open_company(self):
        """Answer "not available" to a customer who is let in nowhere."""
        user = request.env.user
        if user._is_internal() or user._is_public():
            return
        # Customers do not read companies or their own flag.
        companies_sudo = user.sudo().company_ids
        if not companies_sudo - user.partner_id._zone_closed_companies():
            self._zone_not_available()


class ZoneClosedOrders(ZoneClosedDocuments, CustomerPortal):
    """Lists of quotes and orders that core shows under ``/my``."""

    @http.route()
    def portal_my_quotes(self, **kwargs):
        """Show core's list, unless every company closed it to this customer."""
        self._zone_require_open_company()
        return super().portal_my_quotes(**kwargs)

    @http.route()
    def portal_my_orders(self, **kwargs):
        """Show core's list, unless every company closed it to this customer."""
        self._zone_require_open_company()
        return super().portal_my_orders(**kwargs)
