from odoo import fields, http
from odoo.http import request

from odoo.addons.sale.controllers.portal import CustomerPortal


class ZoneSalePortal(CustomerPortal):
    """A quote declined on core's own page counts as declined by the customer."""

    @http.route()
    def portal_quote_decline(
        self, order_id, access_token=None, decline_message=None, **kwargs
    ):
        """Note when and why, if core let the visitor decline."""
        # Core decides; only whether it did so is read here.
        order_sudo = request.env["sale.order"].sudo().browse(order_id).exists()
        before = order_sudo.state
        answer = super().portal_quote_decline(
            order_id,
            access_token=access_token,
            decline_message=decline_message,
            **kwargs,
        )
        if before != "cancel" and order_sudo.state == "cancel":
            order_sudo.write(
                {
                    "customer_zone_declined_on": fields.Datetime.now(),
                    "customer_zone_decline_reason": decline_message,
                }
            )
        return answer
