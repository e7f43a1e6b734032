from odoo import models


class AccountMoveLine(models.Model):
    _name = "account.move.line"
    _inherit = ["account.move.line", "customer.zone.document.line.mixin"]

    _zone_document_field = "move_id"
