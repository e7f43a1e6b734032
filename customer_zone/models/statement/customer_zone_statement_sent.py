from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerZoneStatementSent(models.Model):
    _name = "customer.zone.statement.sent"
    _description = "Statement of Account That Was Sent"
    _order = "sent_at desc, id desc"
    # Rows are written once; `sent_at` says everything the log columns would.
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="restrict", index=True
    )
    recipient_id = fields.Many2one(
        "res.partner", readonly=True, ondelete="set null", index="btree_not_null"
    )
    email = fields.Char(string="Sent To", required=True, readonly=True)
    how = fields.Selection(
        [
            ("zone", "By the customer"),
            ("seller", "By hand"),
            ("schedule", "By the schedule"),
        ],
        required=True,
        readonly=True,
    )
    sent_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    sent_at = fields.Datetime(
        string="Sent",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="When the e-mail was queued (UTC).",
    )
    kind = fields.Selection(
        [("open", "What is owed"), ("activity", "All activity")],
        required=True,
        readonly=True,
    )
    date_from = fields.Date(string="From", readonly=True)
    date_to = fields.Date(string="As At", required=True, readonly=True)
    balances = fields.Json(
        readonly=True,
        help="Closing balances as [currency id, amount as text], the company's "
        "currency first.",
    )
    balance_text = fields.Char(string="Balance", compute="_compute_balance_text")
    attachment_id = fields.Many2one(
        "ir.attachment",
        string="PDF",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The statement as it was sent. Empty: it was sent as a link alone.",
    )

    @api.depends("customer_id", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Name a statement by its customer and its day."""
        for sent in self:
            sent.display_name = self.env._(
                "%(customer)s, %(day)s",
                customer=sent.customer_id.name or "",
                day=fields.Date.to_string(sent.date_to),
            )

    @api.depends("balances")
    @api.depends_context("lang")
    def _compute_balance_text(self):
        """Write the closing balances as people read them."""
        statements = self.env["customer.zone.statement"]
        for sent in self:
            sent.balance_text = statements._zone_write_balances(sent.balances or [])

    def write(self, vals):
        """Refuse every change: what was sent was sent."""
        if vals:
            raise UserError(self.env._("Sent statements cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse to remove by hand what was sent."""
        raise UserError(self.env._("Sent statements cannot be deleted."))

    def action_download(self):
        """Download the PDF as it was sent.

        :return: an `ir.actions.act_url` dictionary
        :raise UserError: for a statement that was sent as a link alone
        """
        self.ensure_one()
        self.check_access("read")
        if not self.attachment_id:
            raise UserError(
                self.env._("This statement was sent as a link, without a PDF.")
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }
