from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerZoneEvent(models.Model):
    _name = "customer.zone.event"
    _description = "Customer Zone Activity"
    _order = "happened_at desc, id desc"
    _rec_name = "kind"
    # Rows are written once; `happened_at` says everything the log columns would.
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade"
    )
    recipient_id = fields.Many2one(
        "res.partner", string="Visitor", readonly=True, ondelete="set null"
    )
    link_id = fields.Many2one("customer.zone.link", readonly=True, ondelete="set null")
    move_id = fields.Many2one(
        "account.move", string="Document", readonly=True, ondelete="cascade"
    )
    order_id = fields.Many2one(
        "sale.order", string="Quote", readonly=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("sent", "Sent"),
            ("reminder", "Reminder sent"),
            ("view", "Viewed"),
            ("pdf", "Downloaded"),
            ("pay_start", "Payment started"),
            ("accept", "Quote accepted"),
            ("decline", "Quote declined"),
            ("message", "Message written"),
            ("query", "Query raised"),
            ("told_paid", "EFT announced"),
        ],
        string="Activity",
        required=True,
        readonly=True,
    )
    is_customer = fields.Boolean(
        string="By the Customer",
        readonly=True,
        default=True,
        help="A contact of the customer, at that time. Whoever was added to an e-mail "
        "by hand is not, and does not count as a view by the customer.",
    )
    happened_at = fields.Datetime(
        string="Time",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="In UTC.",
    )

    _by_move = models.Index("(move_id, kind, happened_at) WHERE move_id IS NOT NULL")
    _by_order = models.Index("(order_id, kind, happened_at) WHERE order_id IS NOT NULL")
    _by_customer = models.Index("(company_id, customer_id, happened_at)")

    @api.model
    def _record(self, visitor_values, kind, move=None, order=None):
        """Note one thing a visitor did, or was sent.

        :param dict visitor_values: ids under `company_id`, `customer_id`,
            `recipient_id` and `link_id` (the last two may be False)
        :param str kind: one of the values of the field `kind`
        :param move: the `account.move` it was done to, if any
        :param order: the `sale.order` it was done to, if any
        :rtype: customer.zone.event (in sudo)
        """
        keys = ("company_id", "customer_id", "recipient_id", "link_id")
        values = {key: visitor_values.get(key) or False for key in keys}
        # The sender may not be allowed to read a contact of the customer.
        recipient_sudo = self.env["res.partner"].sudo().browse(values["recipient_id"])
        owner_id = recipient_sudo.commercial_partner_id.id
        # Visitors have no account of their own to write with.
        return self.sudo().create(
            {
                **values,
                "kind": kind,
                "is_customer": not owner_id or owner_id == values["customer_id"],
                "move_id": move.id if move else False,
                "order_id": order.id if order else False,
            }
        )

    @api.model
    def _count_recent(self, visitor_values, kinds, minutes):
        """Return how often this visitor did something in the last so many minutes.

        :param dict visitor_values: see `_record`
        :param kinds: values of the field `kind` that are counted together
        :rtype: int
        """
        since = fields.Datetime.now() - timedelta(minutes=minutes)
        # Visitors have no rights on what is noted about them.
        return self.sudo().search_count(
            [
                ("company_id", "=", visitor_values["company_id"]),
                ("customer_id", "=", visitor_values["customer_id"]),
                ("recipient_id", "=", visitor_values["recipient_id"]),
                ("kind", "in", kinds),
                ("happened_at", ">=", since),
            ]
        )

    def write(self, vals):
        """Refuse every change: what happened stays as it was noted."""
        if vals:
            raise UserError(self.env._("Customer Zone activity cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse to remove by hand what happened."""
        raise UserError(self.env._("Customer Zone activity cannot be deleted."))
