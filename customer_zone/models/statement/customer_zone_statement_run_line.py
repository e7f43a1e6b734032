from odoo import api, fields, models
from odoo.fields import Domain


class CustomerZoneStatementRunLine(models.Model):
    _name = "customer.zone.statement.run.line"
    _description = "Customer in a Statement Run"
    _order = "id"
    _rec_name = "customer_id"
    # Ten thousand rows at once, written by the run alone.
    _log_access = False

    run_id = fields.Many2one(
        "customer.zone.statement.run",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade", index=True
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Sent"),
            ("skipped", "Left out"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    reason = fields.Char(string="Why Not Sent", readonly=True)
    attempts = fields.Integer(
        readonly=True, help="How often sending was begun since it waits."
    )
    done_at = fields.Datetime(string="When", readonly=True, help="In UTC.")
    sent_id = fields.Many2one(
        "customer.zone.statement.sent",
        string="Statement",
        readonly=True,
        ondelete="set null",
    )
    email = fields.Char(related="sent_id.email")
    # Kept while it waits to be delivered, or cannot be.
    mail_id = fields.Many2one(
        "mail.mail",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_system",
    )
    is_undelivered = fields.Boolean(
        compute="_compute_trouble", search="_search_is_undelivered"
    )
    is_trouble = fields.Boolean(compute="_compute_trouble", search="_search_is_trouble")
    why = fields.Char(string="Reason", compute="_compute_trouble")

    # Whatever happens, nobody is in a run twice.
    _once_per_run = models.Constraint(
        "UNIQUE (run_id, customer_id)", "This customer is in the run already."
    )
    _waiting_idx = models.Index("(run_id, attempts, id) WHERE state = 'waiting'")

    @api.depends("state", "reason", "mail_id.state")
    def _compute_trouble(self):
        """Say what went wrong, with the mail server's words where it refused."""
        for line in self:
            # Bookkeepers do not read the queue; its answer to this mail is theirs.
            mail_sudo = line.sudo().mail_id
            line.is_undelivered = mail_sudo.state == "exception"
            line.is_trouble = line.is_undelivered or line.state == "failed"
            line.why = line.reason
            if line.is_undelivered:
                line.why = self.env._(
                    "The e-mail could not be delivered. %(reason)s",
                    reason=mail_sudo.failure_reason or "",
                )

    @api.model
    def _search_is_undelivered(self, operator, value):
        if operator != "in":
            return NotImplemented
        # See `_compute_trouble`.
        mails_sudo = self.env["mail.mail"].sudo()
        refused = mails_sudo._search([("state", "=", "exception")])
        lines_sudo = self.sudo()._search([("mail_id", "in", refused)])
        return Domain("id", "in" if True in value else "not in", lines_sudo)

    @api.model
    def _search_is_trouble(self, operator, value):
        if operator != "in":
            return NotImplemented
        trouble = Domain("state", "=", "failed") | Domain("is_undelivered", "=", True)
        return trouble if True in value else ~trouble

    def action_retry(self):
        """Send again to these customers if they were left out or it failed.

        :raise AccessError: for users without the invoicing rights
        """
        self.run_id._zone_check_may_send()
        self.check_access("read")
        self._retry()

    def _retry(self):
        """Let failed and left-out customers wait again, and refused mails go again."""
        # Rows of a run are written by the run alone; callers have checked rights.
        lines_sudo = self.sudo().try_lock_for_update()
        lines_sudo.mail_id.filtered(
            lambda mail: mail.state == "exception"
        ).mark_outgoing()
        again = lines_sudo.filtered(lambda line: line.state in ("failed", "skipped"))
        again._set_waiting()
        self.env["customer.zone.link"]._zone_hurry_mail()

    def _set_waiting(self):
        self.write({"state": "waiting", "reason": False, "attempts": 0})
        self.run_id._set_running()

    def _set_sent(self, sent, mail):
        """Note that a statement is on its way; in the transaction that queued it."""
        self.write(
            {
                "state": "sent",
                "reason": False,
                "sent_id": sent.id,
                "mail_id": mail.id,
                "done_at": fields.Datetime.now(),
            }
        )

    def _set_skipped(self, reason):
        self._set_ended("skipped", reason)

    def _set_failed(self, reason):
        self._set_ended("failed", reason)

    def _set_ended(self, state, reason):
        self.write({"state": state, "reason": reason, "done_at": fields.Datetime.now()})
