from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...statement import Ask, Kind
from ...statement.writing import Writing

STATES = ("waiting", "sent", "skipped", "failed")
CRON = "customer_zone.ir_cron_send_statements"


class CustomerZoneStatementRun(models.Model):
    _name = "customer.zone.statement.run"
    _description = "Statement Run"
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    how = fields.Selection(
        [("schedule", "By the schedule"), ("seller", "By hand")],
        required=True,
        readonly=True,
    )
    planned_on = fields.Date(
        string="Sending Day",
        readonly=True,
        help="The day of the schedule this run is for; empty for runs by hand.",
    )
    kind = fields.Selection(
        [("open", "What is owed"), ("activity", "All activity")],
        required=True,
        readonly=True,
    )
    date_from = fields.Date(string="From", readonly=True)
    date_to = fields.Date(string="As At", required=True, readonly=True)
    least = fields.Monetary(string="Smallest Balance", readonly=True)
    only_overdue = fields.Boolean(readonly=True)
    audience = fields.Selection(
        [
            ("allowed", "Customers of the zone"),
            ("email", "All with e-mail address"),
        ],
        string="Sent To",
        required=True,
        readonly=True,
    )
    with_pdf = fields.Boolean(string="PDF Attached", readonly=True)
    template_id = fields.Many2one(
        "mail.template", string="E-mail", readonly=True, ondelete="set null"
    )
    state = fields.Selection(
        [("running", "Sending"), ("done", "Done")],
        required=True,
        readonly=True,
        default="running",
    )
    finished_at = fields.Datetime(readonly=True, help="In UTC.")
    line_ids = fields.One2many("customer.zone.statement.run.line", "run_id")
    failed_line_ids = fields.One2many(
        "customer.zone.statement.run.line",
        "run_id",
        string="What Failed",
        domain=[("is_trouble", "=", True)],
    )
    total_count = fields.Integer(string="Customers", compute="_compute_counts")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    sent_count = fields.Integer(string="Sent", compute="_compute_counts")
    skipped_count = fields.Integer(string="Left Out", compute="_compute_counts")
    failed_count = fields.Integer(string="Failed", compute="_compute_counts")
    progress = fields.Float(
        compute="_compute_counts", help="Percentage of the customers dealt with."
    )

    # Whatever happens, a sending day has one run.
    _once_per_day = models.Constraint(
        "UNIQUE (company_id, planned_on)", "There is a run for that day already."
    )

    @api.depends("date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Name a run by the day its statements are true at."""
        writing = Writing(self.env)
        for run in self:
            run.display_name = self.env._(
                "Statements as at %(day)s", day=writing.day(run.date_to)
            )

    @api.depends("line_ids.state")
    def _compute_counts(self):
        """Count the customers by what became of them, in two queries for all runs."""
        lines = self.env["customer.zone.statement.run.line"]
        counts = {
            (run, state): count
            for run, state, count in lines._read_group(
                [("run_id", "in", self.ids)], ["run_id", "state"], ["__count"]
            )
        }
        undelivered = dict(
            lines._read_group(
                [("run_id", "in", self.ids), ("is_undelivered", "=", True)],
                ["run_id"],
                ["__count"],
            )
        )
        for run in self:
            waiting, sent, skipped, failed = (
                counts.get((run, state), 0) for state in STATES
            )
            late = undelivered.get(run, 0)
            total = waiting + sent + skipped + failed
            run.total_count = total
            run.waiting_count = waiting
            run.sent_count = sent - late
            run.skipped_count = skipped
            run.failed_count = failed + late
            run.progress = 100 * (total - waiting) / total if total else 100

    def _ask(self):
        """Return what the run's statements are, as the engine takes it."""
        self.ensure_one()
        kind = Kind(self.kind)
        return Ask(
            kind=kind,
            date_to=self.date_to,
            date_from=self.date_from if kind is Kind.ACTIVITY else None,
            **self.company_id._zone_ageing(),
        )

    def action_retry(self):
        """Send again to all whose statement failed in these runs.

        :raise AccessError: for users without the invoicing rights
        """
        self._zone_check_may_send()
        domain = [("run_id", "in", self.ids), ("is_trouble", "=", True)]
        self.env["customer.zone.statement.run.line"].search(domain)._retry()

    def action_stop(self):
        """Leave out all who wait; what was sent stays sent.

        :raise AccessError: for users without the invoicing rights
        """
        self._zone_check_may_send()
        domain = [("run_id", "in", self.ids), ("state", "=", "waiting")]
        waiting = self.env["customer.zone.statement.run.line"].search(domain)
        # Rows of a run are written by the run alone; rights were checked.
        waiting.sudo().try_lock_for_update()._set_skipped(
            self.env._("Stopped by %(user)s.", user=self.env.user.name)
        )
        self.sudo()._set_finished()

    def action_refresh(self):
        """Read the run again, to see how far it is.

        :return: an `ir.actions.client` dictionary
        """
        self.check_access("read")
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_open_lines(self):
        """Open the customers of this run; the context says which state is shown.

        :return: an `ir.actions.act_window` dictionary
        """
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_zone.action_customer_zone_statement_run_line"
        )
        state = self.env.context.get("customer_zone_state")
        context = {f"search_default_{state}": 1} if state in STATES else {}
        return {**action, "domain": [("run_id", "=", self.id)], "context": context}

    def _zone_check_may_send(self):
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._("Only invoicing staff can send statements of account.")
            )
        self.check_access("read")

    def _set_running(self):
        self.write({"state": "running", "finished_at": False})
        self.env.ref(CRON).sudo()._trigger()

    def _set_finished(self):
        """Close these runs if nobody waits in them any more."""
        lines = self.env["customer.zone.statement.run.line"]
        waiting = lines._read_group(
            [("run_id", "in", self.ids), ("state", "=", "waiting")], ["run_id"]
        )
        done = self - self.browse().union(*(run for (run,) in waiting))
        done.write({"state": "done", "finished_at": fields.Datetime.now()})
