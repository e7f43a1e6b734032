from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CustomerZoneChangeAnswer(models.TransientModel):
    _name = "customer.zone.change.answer"
    _description = "Answer to a Customer Zone Change Request"
    _rec_name = "request_id"

    request_id = fields.Many2one(
        "customer.zone.change.request", required=True, readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(related="request_id.customer_id")
    recipient_id = fields.Many2one(related="request_id.recipient_id")
    note = fields.Text(related="request_id.note")
    line_ids = fields.One2many(
        "customer.zone.change.answer.line", "answer_id", string="Changes"
    )
    reason = fields.Text(help="Why something is refused. The customer reads it.")
    refused_count = fields.Integer(compute="_compute_refused_count")

    @api.depends("line_ids.accept")
    def _compute_refused_count(self):
        """Count what is not ticked, for which the customer is told a reason."""
        for answer in self:
            answer.refused_count = len(
                answer.line_ids.filtered(lambda line: not line.accept)
            )

    @api.model
    def _zone_open(self, request):
        """Show a request side by side, everything ticked.

        :param request: `customer.zone.change.request` record that the user may answer
        :return: an `ir.actions.act_window` dictionary
        :raise UserError: for a request that was answered
        """
        if request.state != "waiting":
            raise UserError(self.env._("This request has been answered already."))
        lines = [Command.create({"line_id": line.id}) for line in request.line_ids]
        answer = self.create({"request_id": request.id, "line_ids": lines})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change a Customer Asks For"),
            "res_model": self._name,
            "res_id": answer.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_approve(self):
        """Make the changes that are ticked, and refuse the others with the reason.

        :raise UserError: when nothing is ticked, and as the request does
        """
        self.ensure_one()
        accepted = self.line_ids.filtered("accept").line_id
        if not accepted:
            raise UserError(self.env._("Nothing is ticked: press Refuse All instead."))
        self.request_id._zone_decide(accepted, self.reason)

    def action_refuse(self):
        """Change nothing and tell the customer the reason.

        :raise UserError: without a reason, and as the request does
        """
        self.ensure_one()
        self.request_id.action_refuse(self.reason)
