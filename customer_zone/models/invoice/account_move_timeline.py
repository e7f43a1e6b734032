from odoo import fields, models

# From first to last; an invoice stands at the furthest one it has reached.
STAGES = [
    ("sent", "Sent"),
    ("opened", "Opened"),
    ("started", "Payment Started"),
    ("paid", "Paid"),
    ("banked", "In the Bank"),
]


class AccountMove(models.Model):
    """One timeline per invoice, read from e-mails, activity, payments and matching."""

    _inherit = "account.move"

    customer_zone_stage = fields.Selection(
        STAGES,
        string="Progress",
        compute="_compute_customer_zone_timeline",
        compute_sudo=True,
        groups="base.group_user",
    )
    customer_zone_started_at = fields.Datetime(
        string="Payment Started",
        compute="_compute_customer_zone_timeline",
        compute_sudo=True,
        groups="base.group_user",
        help="When an online payment was begun for the first time (UTC).",
    )
    customer_zone_paid_on = fields.Date(
        string="Paid",
        compute="_compute_customer_zone_timeline",
        compute_sudo=True,
        groups="base.group_user",
        help="Date of the payment or credit that settled the invoice.",
    )
    customer_zone_banked_on = fields.Date(
        string="In the Bank",
        compute="_compute_customer_zone_timeline",
        compute_sudo=True,
        groups="base.group_user",
        help="Date of the bank statement line with the last of the money.",
    )

    def _compute_customer_zone_timeline(self):
        """Read how far each invoice has come, for one form at a time."""
        for move in self:
            is_invoice = move.move_type == "out_invoice"
            reached = move._zone_reached() if is_invoice else {}
            move.customer_zone_started_at = reached.get("started")
            move.customer_zone_paid_on = reached.get("paid")
            move.customer_zone_banked_on = reached.get("banked")
            stages = [name for name, _label in STAGES if reached.get(name)]
            move.customer_zone_stage = stages[-1] if stages else False

    def _zone_reached(self):
        """Return since when, or whether, the invoice has reached each stage."""
        paid_on = self._zone_paid_on()
        return {
            "sent": self.customer_zone_sent_at or self.is_move_sent,
            "opened": self.customer_zone_total_views,
            "started": self._zone_started_at(),
            "paid": paid_on,
            "banked": paid_on and self._zone_banked_on(),
        }

    def _zone_started_at(self):
        """Return when an online payment was begun first (UTC), False for never."""
        dates = self.transaction_ids.mapped("create_date")
        return min(dates) if dates else False

    def _zone_settlements(self):
        """Return the matchings that settled parts of this invoice."""
        lines = self.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        return lines.matched_credit_ids | lines.matched_debit_ids

    def _zone_paid_on(self):
        """Return the date on which the invoice was settled, False while it is not."""
        if self.payment_state not in ("paid", "in_payment"):
            return False
        dates = self._zone_settlements().mapped("max_date")
        return max(dates) if dates else self.date
