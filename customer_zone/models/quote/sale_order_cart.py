from odoo import api, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """Carts of a web shop: no offers of a seller, so none of the zone's business."""

    _inherit = "sale.order"

    def _zone_is_cart(self):
        """Return whether this is the cart of a web shop, open to anybody who shops.

        With Odoo's eCommerce an order knows the website it was begun on. It is a cart
        until it is paid, or until a seller makes a quote of it by sending it.
        """
        self.ensure_one()
        if self.state != "draft" or "website_id" not in self._fields:
            return False
        # Shoppers need no rights on their cart: the shop keeps it for them.
        return bool(self.sudo().website_id)

    def _zone_concerns_customer(self):
        """Return whether this is a quote or an order, and not a cart."""
        return super()._zone_concerns_customer() and not self._zone_is_cart()

    @api.model
    def _zone_concerned_domain(self):
        """Leave carts out."""
        domain = super()._zone_concerned_domain()
        if "website_id" not in self._fields:
            return domain
        is_cart = Domain("state", "=", "draft") & Domain("website_id", "!=", False)
        return domain & ~is_cart
