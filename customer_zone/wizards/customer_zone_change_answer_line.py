from odoo import fields, models


class CustomerZoneChangeAnswerLine(models.TransientModel):
    _name = "customer.zone.change.answer.line"
    _description = "Answer to One Change a Customer Asks For"
    _order = "id"
    _rec_name = "line_id"

    answer_id = fields.Many2one(
        "customer.zone.change.answer", required=True, readonly=True, ondelete="cascade"
    )
    line_id = fields.Many2one(
        "customer.zone.change.request.line",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    section = fields.Selection(related="line_id.section")
    partner_id = fields.Many2one(related="line_id.partner_id")
    field_name = fields.Selection(related="line_id.field_name")
    old_text = fields.Char(related="line_id.old_text")
    new_text = fields.Char(related="line_id.new_text")
    accept = fields.Boolean(default=True)
