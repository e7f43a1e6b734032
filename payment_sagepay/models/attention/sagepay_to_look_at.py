from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ... import const, intake
from .sagepay_to_look_at_causes import (
    CAUSES,
    STATEMENT,
    advice,
    cause_in_sql,
    outcomes_of,
)

# A receipt is booked within seconds; the scheduled action has this long (minutes).
BOOKED_WITHIN = 10
# So long (minutes) nobody need worry about a notice that is not verified yet.
VERIFIED_WITHIN = 15


class SagepayToLookAt(models.Model):
    """Everything about online payments that a person should see, in one list.

    A view over notices and payments, without rows of its own. Notices that say the
    same are one line with a count. A line leaves the list when its cause is gone, or
    when somebody says that it is dealt with.
    """

    _name = "sagepay.to.look.at"
    _description = "Sage Pay: to look at"
    _auto = False
    _order = "last_at desc, id desc"
    _rec_name = "reference"

    cause = fields.Selection(CAUSES, readonly=True)
    what_to_do = fields.Text(compute="_compute_what_to_do", compute_sudo=True)
    reference = fields.Char(readonly=True)
    trace = fields.Char(readonly=True)
    detail = fields.Char(readonly=True)
    first_at = fields.Datetime(string="First seen", readonly=True)
    last_at = fields.Datetime(string="Last seen", readonly=True)
    times = fields.Integer(string="How often", readonly=True)
    expected = fields.Monetary(string="Amount expected", readonly=True)
    received = fields.Monetary(string="Amount at the gateway", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    notice_id = fields.Many2one("sagepay.notice", readonly=True)
    transaction_id = fields.Many2one(
        "payment.transaction", string="Payment", readonly=True
    )
    exception_id = fields.Many2one("sagepay.exception", readonly=True)

    def _compute_what_to_do(self):
        """Say in plain words what a person can do about each line."""
        for line in self:
            exception = line.exception_id
            line.what_to_do = exception.advice or advice(self.env, line.cause)

    @property
    def _table_query(self):
        """Return the lines as one query; add a source by adding to ``_sources``."""
        self._flush_sources()
        return SQL(" UNION ALL ").join(self._sources())

    @api.model
    def _flush_sources(self):
        """Write out what the query reads."""
        self.env["sagepay.notice"].flush_model()
        self.env["payment.transaction"].flush_model()
        self.env["sagepay.exception"].flush_model()
        # A change of a schedule by the same user shows at once; no right is needed.
        self.env["ir.cron"].sudo().flush_model()

    @api.model
    def _sources(self):
        """Return one SELECT per kind of line; ids end in a digit per source."""
        return [
            self._source_notices(),
            self._source_not_booked(),
            self._source_schedules(),
            self._source_statement(),
        ]

    @api.model
    def _source_notices(self):
        """Select notices that need a person, those that say the same as one."""
        waited = fields.Datetime.now() - timedelta(minutes=VERIFIED_WITHIN)
        return SQL(
            """
            SELECT min(n.id) * 10 AS id,
                   n.cause, n.reference, n.seen_trace AS trace,
                   max(n.failure) AS detail,
                   min(n.received_at) AS first_at, max(n.received_at) AS last_at,
                   count(*) AS times,
                   max(t.amount) AS expected, max(n.received) AS received,
                   max(n.currency_id) AS currency_id, n.company_id,
                   max(n.id) AS notice_id, t.id AS transaction_id,
                   NULL::integer AS exception_id
              FROM (SELECT sagepay_notice.*,
                           %(cause)s AS cause,
                           CASE WHEN verified_at IS NOT NULL
                                THEN trace END AS seen_trace,
                           CASE WHEN reply_accepted
                                THEN reply_amount END AS received
                      FROM sagepay_notice
                     WHERE needs_attention
                        OR (outcome = 'waiting' AND received_at < %(waited)s)) n
              LEFT JOIN payment_transaction t ON t.reference = n.reference
                    AND t.provider_id = n.provider_id
             GROUP BY n.cause, n.reference, n.seen_trace, n.company_id, t.id
            """,
            cause=cause_in_sql(SQL("outcome")),
            waited=waited,
        )

    @api.model
    def _source_not_booked(self):
        """Select payments that are done and have no posted receipt."""
        return SQL(
            """
            SELECT t.id * 10 + 1, 'not_booked', t.reference, t.provider_reference,
                   t.sagepay_posting_error,
                   t.last_state_change, t.last_state_change, 1,
                   t.amount, t.amount, t.currency_id, t.company_id,
                   NULL::integer, t.id, NULL::integer
              FROM payment_transaction t
              JOIN payment_provider p ON p.id = t.provider_id AND p.code = %(code)s
              LEFT JOIN account_payment a ON a.id = t.payment_id
                    AND a.state IN ('in_process', 'paid')
             WHERE t.state = 'done' AND a.id IS NULL
               AND t.last_state_change < %(late)s
            """,
            code=const.PROVIDER_CODE,
            late=fields.Datetime.now() - timedelta(minutes=BOOKED_WITHIN),
        )

    @api.model
    def _source_schedules(self):
        """Select scheduled jobs that are off, run as nobody, or a day late (C-07)."""
        return SQL(
            """
            SELECT c.id * 10 + 2, 'schedule', c.cron_name, NULL,
                   NULL, c.nextcall, c.nextcall, 1,
                   NULL::numeric, NULL::numeric, NULL::integer, NULL::integer,
                   NULL::integer, NULL::integer, NULL::integer
              FROM ir_cron c
              JOIN ir_model_data d ON d.model = 'ir.cron' AND d.res_id = c.id
              JOIN res_users u ON u.id = c.user_id
             WHERE (d.module = 'payment_sagepay'
                    OR (d.module, d.name)
                        = ('payment', 'cron_post_process_payment_tx'))
               AND (NOT c.active OR c.nextcall < %(late)s
                    OR NOT (u.active OR u.id = %(system)s))
               AND EXISTS (SELECT 1 FROM payment_provider p
                            WHERE p.code = %(code)s AND p.state != 'disabled')
            """,
            late=fields.Datetime.now() - timedelta(days=1),
            system=SUPERUSER_ID,
            code=const.PROVIDER_CODE,
        )

    @api.model
    def _source_statement(self):
        """Select what the statement found and nobody has settled yet."""
        return SQL(
            """
            SELECT e.id * 10 + 3, %(prefix)s || e.kind, t.reference, NULL,
                   l.description, e.create_date, e.write_date, 1,
                   t.amount, e.amount, e.currency_id, e.company_id,
                   NULL::integer, t.id, e.id
              FROM sagepay_exception e
              LEFT JOIN sagepay_statement_line l ON l.id = e.line_id
              LEFT JOIN payment_transaction t ON t.id = e.transaction_id
             WHERE e.state = 'open'
            """,
            prefix=STATEMENT,
        )

    def action_dealt_with(self):
        """Take these notices off the list, as the user's own decision.

        :raise AccessError: when the user may not book payments, or not see a line
        """
        self._require_bookkeeper()
        # The rights were checked; the rows themselves are nobody's to write.
        notices_sudo = self.sudo().env["sagepay.notice"]
        for line in self.filtered("notice_id"):
            same = notices_sudo.search(line._domain_of_notices())
            same._mark_dealt_with(self.env.user)

    def _domain_of_notices(self):
        """Return which notices this line shows: by what ``_source_notices`` groups by.

        Only those that need a person now: what waits may turn out to be anything.
        """
        seen_trace = Domain("verified_at", "=", False)
        if self.trace:
            seen_trace = ~seen_trace & Domain("trace", "=", self.trace)
        return seen_trace & Domain(
            [
                ("needs_attention", "=", True),
                ("outcome", "in", outcomes_of(self.cause)),
                ("reference", "=", self.reference),
                ("company_id", "=", self.company_id.id),
            ]
        )

    def action_check_now(self):
        """Open the look-up by trace, with this line's trace filled in."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "payment_sagepay.action_sagepay_check"
        )
        trace = self.trace or self.notice_id.trace
        return {**action, "context": {"default_trace": trace}}

    def action_open_exception(self):
        """Open what the statement found, with the buttons that settle it."""
        self.ensure_one()
        return self.exception_id._get_records_action()

    def action_book_now(self):
        """Try again to book the receipts that are missing.

        :raise AccessError: when the user may not book payments, or not see a line
        """
        self._require_bookkeeper()
        for line in self.filtered(lambda line: line.cause == "not_booked"):
            intake.book(self.env.registry, line.transaction_id.id)

    def _require_bookkeeper(self):
        """Refuse whoever may not book payments, or may not see one of these lines."""
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(self.env._("Only people who book payments may do this."))
        self.check_access("read")
