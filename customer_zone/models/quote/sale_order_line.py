from odoo import models


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", "customer.zone.document.line.mixin"]

    _zone_document_field = "order_id"
