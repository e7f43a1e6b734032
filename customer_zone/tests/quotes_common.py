import base64
import io
from datetime import timedelta

from PIL import Image, ImageDraw

from odoo import fields
from odoo.fields import Command

from .pages_common import ZonePagesCommon


def drawn(width=300, height=120, strokes=True, **options):
    """Return what a pad sends: base64 of a picture with a clear ground."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    if strokes:
        ImageDraw.Draw(picture).line((20, 20, 200, 90), fill=(0, 0, 0, 255), width=4)
    buffer = io.BytesIO()
    picture.save(buffer, options.pop("kind", "PNG"), **options)
    return base64.b64encode(buffer.getvalue()).decode()


class ZoneQuotesCommon(ZonePagesCommon):
    """A customer with a quote that asks for a signature."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.env["res.users"].create(
            {
                "name": "Thabo Seller",
                "login": "thabo.seller",
                "email": "thabo.seller@example.com",
                "notification_type": "email",
            }
        )
        cls.quote = cls._quote()

    @classmethod
    def _quote(cls, partner=None, amount=1000.0, state="sent", days=14, **values):
        """Return a quote valid for so many days from now, ``None`` for ever."""
        until = days is not None and fields.Date.today() + timedelta(days=days)
        order = (
            cls.env["sale.order"]
            .sudo()
            .create(
                {
                    "partner_id": (partner or cls.customer).id,
                    "user_id": cls.seller.id,
                    "require_signature": True,
                    "require_payment": False,
                    "currency_id": cls.company.currency_id.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": cls.product_a.id,
                                "name": "Reception desk",
                                "product_uom_qty": 1,
                                "price_unit": amount,
                                "tax_ids": [],
                            }
                        )
                    ],
                    **values,
                }
            )
        )
        order.validity_date = until
        if state in ("sent", "sale"):
            order.action_quotation_sent()
        if state == "sale":
            order.action_confirm()
        return order

    def _page_of(self, base, order):
        return f"{base}/quotes/{order.id}"

    def _accept(self, base, order, **form):
        """Press "Accept and sign" on the page of the quote."""
        values = {"name": "Thandi Acacia", "version": order._zone_version(), **form}
        return self._post(
            f"{self._page_of(base, order)}/accept", csrf=f"{base}/quotes", **values
        )

    def _decline(self, base, order, **form):
        values = {"reason": "Too dear", "version": order._zone_version(), **form}
        return self._post(
            f"{self._page_of(base, order)}/decline", csrf=f"{base}/quotes", **values
        )

    def _expired(self, **values):
        order = self._quote(**values)
        order.validity_date = fields.Date.today() - timedelta(days=2)
        return order
