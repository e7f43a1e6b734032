from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ... import const, intake
from ...paynow.errors import PayNowError


class SagepayNotice(models.Model):
    """When the gateway is asked about a notice."""

    _inherit = "sagepay.notice"

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
        if wait := self._time_to_wait(somebody_waits=deadline < const.CRON_DEADLINE):
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

    def _ask_later(self, wait):
        """Ask after this time; that is no failure and no try."""
        if self._is_patience_over() and not self._is_owed_a_look_up():
            self._close("given_up")
            return
        self.next_check_at = fields.Datetime.now() + wait
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
