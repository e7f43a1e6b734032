from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ... import const, intake
from ...paynow.errors import PayNowError


class SagepayNotice(models.Model):
    """When the gateway is asked about a notice, and how often at most."""

    _inherit = "sagepay.notice"

    asked_at = fields.Datetime(string="Last look-up", readonly=True)

    _asked_idx = models.Index("(asked_at, reference) WHERE asked_at IS NOT NULL")

    def _plan_look_up(self, deadline):
        """Return the question to ask about this notice, or None when there is none.

        :param float deadline: seconds the question may take in all
        """
        self.ensure_one()
        if not self.next_check_at:
            return None
        if self._is_plain_repeat():
            self._close("duplicate")
            return None
        if wait := self._minutes_to_wait():
            self._ask_later(wait)
            return None
        tx = self.transaction_id
        if not tx:
            self._close("unknown_reference")  # deleted since
            return None
        try:
            client = tx.provider_id._sagepay_client(live=tx.is_live, deadline=deadline)
        except PayNowError as error:
            self._postpone(error)
            return None
        self._count_look_up()
        return intake.LookUp(client, self.trace)

    def _count_look_up(self):
        """Write down that the gateway is asked, whatever becomes of its answer."""
        self.write({"asked_at": fields.Datetime.now(), "attempts": self.attempts + 1})

    def _minutes_to_wait(self):
        """Return how long the gateway must be left alone about this; 0 if it need not.

        A stranger can post any number of invented notices; the gateway must not feel
        more than a few of them. A person's own check does not wait.
        """
        if self.kind == "check":
            return 0
        now = fields.Datetime.now()
        lately = [("asked_at", ">", now - timedelta(minutes=1))]
        if self.search_count(lately) >= const.LOOK_UPS_PER_MINUTE:
            return 1
        about_it = [
            ("asked_at", ">", now - timedelta(hours=1)),
            ("reference", "=", self.reference),
        ]
        ((asked,),) = self._read_group(about_it, aggregates=["attempts:sum"])
        return 60 if (asked or 0) >= const.LOOK_UPS_PER_REFERENCE else 0

    def _ask_later(self, minutes):
        """Ask in so many minutes; that is no failure and no try."""
        if self._is_patience_over():
            self._close("given_up")
            return
        self.next_check_at = fields.Datetime.now() + timedelta(minutes=minutes)
        self._wake_cron(self.next_check_at)

    def _is_patience_over(self):
        """Tell whether a person has to look, because asking did not help for days."""
        age = fields.Datetime.now() - self.received_at
        return age > timedelta(days=const.GIVE_UP_DAYS)

    def _put_off(self, failure):
        """Ask again later about a notice that could not be followed, if still open."""
        self._lock()
        if self.next_check_at:
            self._postpone(failure)

    def _postpone(self, error):
        """Keep the notice unverified and ask again later, until patience ends."""
        unknown = getattr(error, "code", "") == "unknown_trace"
        values = {"failure": f"{type(error).__name__}: {error}"[:250]}
        if raw := getattr(error, "raw", ""):
            values["reply_text"] = raw
        self.write(values)
        if unknown and self.attempts >= const.DOUBT_TRIES:
            self._close("unknown_trace")
        elif self._is_patience_over():
            self._close("given_up")
        else:
            self.next_check_at = self._next_time()
            self._wake_cron(self.next_check_at)

    def _next_time(self):
        """Return when to ask next: soon at first, twice a day in the end (UTC)."""
        step = min(max(self.attempts, 1), len(const.RETRY_MINUTES)) - 1
        return fields.Datetime.now() + timedelta(minutes=const.RETRY_MINUTES[step])

    def _leave_to_cron(self):
        """Let the scheduled action ask as soon as it can, if there is anything to."""
        if not self.next_check_at:
            return
        self.next_check_at = fields.Datetime.now()
        self._wake_cron(self.next_check_at, jobs=const.RECHECK_JOBS)

    @api.model
    def _wake_cron(self, at, jobs=const.RECHECK_JOBS[:1]):
        """Run the scheduled re-check at the given time (UTC)."""
        for job in jobs:
            self.env.ref(f"payment_sagepay.{job}")._trigger(at=at)

    @api.model
    def _cron_recheck(self):
        """Look up the notices that are due, each in a transaction of its own.

        Two scheduled actions do this, so that a flood finds two processes at work.
        """
        registry, model = self.env.registry, self._name

        def claimed(notice_id):
            return intake.committed(registry, lambda env: env[model]._claim(notice_id))

        intake.committed(registry, lambda env: env[model]._put_off_crowded_references())
        ids = self._due_ids(const.RECHECK_BATCH)
        commit = self.env["ir.cron"]._commit_progress
        # Also ends this transaction, so that none is open while the gateway answers.
        commit(remaining=self._count_due())
        for notice_id in ids:
            if claimed(notice_id):
                intake.process(registry, notice_id, const.CRON_DEADLINE)
            if not commit(1):
                # Odoo would call again and again without pause. Other jobs have
                # their turn first.
                self._wake_cron(fields.Datetime.now(), jobs=const.RECHECK_JOBS)
                commit(remaining=0)
                return
        # Those that came meanwhile do not wait for the next run.
        left = self._count_due()
        if left and not ids:
            # Odoo doubts a job that says there is work and does none.
            self._wake_cron(fields.Datetime.now())
            left = 0
        commit(remaining=left)

    @api.model
    def _count_due(self):
        """Return how many notices are due by now."""
        return self.search_count([("next_check_at", "<=", fields.Datetime.now())])

    @api.model
    def _claim(self, notice_id):
        """Take a due notice for this worker; tell whether it was still to be had.

        It is due again in a minute, should this worker die before it has asked.
        """
        now = fields.Datetime.now()
        self.flush_model(["next_check_at"])
        self.env.cr.execute(
            SQL(
                "UPDATE sagepay_notice SET next_check_at = %s WHERE id = ("
                "SELECT id FROM sagepay_notice WHERE id = %s AND next_check_at <= %s "
                "FOR NO KEY UPDATE SKIP LOCKED)",
                now + timedelta(minutes=1),
                notice_id,
                now,
            ),
            # Losing this race is normal and repeated by the caller: no error line.
            log_exceptions=False,
        )
        return bool(self.env.cr.rowcount)

    @api.model
    def _due_ids(self, limit):
        """Return ids of due notices, so that each payment gets its turn.

        However many notices there are about one reference, the first of every other
        reference comes before its second.
        """
        self.flush_model(["next_check_at", "reference"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM (SELECT id, next_check_at, row_number() OVER "
                "(PARTITION BY reference ORDER BY next_check_at, id) AS turn "
                "FROM sagepay_notice WHERE next_check_at <= %s) due "
                "ORDER BY turn, next_check_at, id LIMIT %s",
                fields.Datetime.now(),
                limit,
            )
        )
        return [row[0] for row in rows]

    @api.model
    def _put_off_crowded_references(self):
        """Leave all due notices of a reference that was asked about often for an hour.

        One statement, because there may be very many of them.
        """
        now = fields.Datetime.now()
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE sagepay_notice SET next_check_at = %(later)s "
                "WHERE next_check_at <= %(now)s AND received_at > %(patience)s "
                "AND kind != 'check' AND reference IN ("
                "SELECT reference FROM sagepay_notice WHERE asked_at > %(since)s "
                "GROUP BY reference "
                "HAVING sum(attempts) >= %(limit)s)",
                later=now + timedelta(hours=1),
                now=now,
                patience=now - timedelta(days=const.GIVE_UP_DAYS),
                since=now - timedelta(hours=1),
                limit=const.LOOK_UPS_PER_REFERENCE,
            )
        )
        self.invalidate_model(["next_check_at"])
