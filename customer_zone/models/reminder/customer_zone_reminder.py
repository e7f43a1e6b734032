from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerZoneReminder(models.Model):
    _name = "customer.zone.reminder"
    _description = "Customer Zone Reminder Sent"
    _order = "sent_at desc, id desc"
    _rec_name = "move_id"
    # Rows are written once; `sent_at` says everything the log columns would.
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade", index=True
    )
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    due_date = fields.Date(
        required=True,
        readonly=True,
        help="Due date of the invoice or instalment the reminder was about.",
    )
    days = fields.Integer(
        string="Step",
        required=True,
        readonly=True,
        help="Days after the due date of the step the reminder was sent for.",
    )
    amount = fields.Monetary(
        string="Open Amount", readonly=True, currency_field="currency_id"
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    sent_at = fields.Datetime(
        string="Sent",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="In UTC.",
    )

    # Whatever happens, nobody gets a step twice.
    _once_per_step = models.Constraint(
        "UNIQUE (move_id, due_date, days)", "This reminder was sent already."
    )

    def write(self, vals):
        """Refuse every change: what was sent was sent."""
        if vals:
            raise UserError(self.env._("Sent reminders cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse to remove by hand what was sent."""
        raise UserError(self.env._("Sent reminders cannot be deleted."))
