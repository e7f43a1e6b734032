from odoo import fields, models


class CustomerZoneEventTally(models.Model):
    _name = "customer.zone.event.tally"
    _description = "Customer Zone Activity, Totals"
    _order = "month desc, id desc"
    _rec_name = "kind"
    # Rows are written by the clean-up alone; their times say everything.
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade"
    )
    move_id = fields.Many2one(
        "account.move", string="Document", readonly=True, ondelete="cascade"
    )
    order_id = fields.Many2one(
        "sale.order", string="Quote", readonly=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        selection=lambda self: (
            self.env["customer.zone.event"]._fields["kind"].selection
        ),
        string="Activity",
        required=True,
        readonly=True,
    )
    is_customer = fields.Boolean(string="By the Customer", readonly=True)
    month = fields.Date(required=True, readonly=True, help="First day, in UTC.")
    times = fields.Integer(string="How Often", required=True, readonly=True)
    first_at = fields.Datetime(
        string="First", required=True, readonly=True, help="In UTC."
    )
    last_at = fields.Datetime(
        string="Last", required=True, readonly=True, help="In UTC."
    )

    _one_per_month = models.UniqueIndex(
        "(COALESCE(move_id, 0), COALESCE(order_id, 0), company_id, customer_id, "
        "kind, is_customer, month)"
    )
    _by_move = models.Index("(move_id) WHERE move_id IS NOT NULL")
