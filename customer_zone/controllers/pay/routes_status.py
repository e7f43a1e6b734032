from odoo import http
from odoo.http import request

from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing

from ..page.answers import harden


class ZonePaymentStatus(PaymentPostProcessing):
    """Core's status page hands payers of the zone over to the zone's own page."""

    @http.route()
    def display_status(self, **kwargs):
        """Go to the zone's result page when the payment was started there."""
        route = self._get_monitored_transaction().landing_route or ""
        if route.startswith("/zone/"):
            harden()
            return request.redirect(route, code=303)
        return super().display_status(**kwargs)
