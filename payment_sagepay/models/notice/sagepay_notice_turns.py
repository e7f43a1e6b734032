from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ... import const

NO_TIME = timedelta(0)
HOUR = timedelta(hours=1)
PAUSE = timedelta(minutes=const.LOOK_UP_PAUSE)


class SagepayNotice(models.Model):
    """How often the gateway is asked at most, and whose turn it is. (X-10)

    A stranger can post any number of invented notices about one payment; the gateway
    must not feel more than a few of them, and the true one among them must not wait
    for all the others. The first look-ups of an hour are made at once, the others one
    at a time with a pause between. What was never asked about comes first, the newest
    and the oldest by turns: neither what came before a true notice nor what comes
    after it can keep it waiting for good.
    """

    _inherit = "sagepay.notice"

    asked_at = fields.Datetime(string="Last look-up", readonly=True)
    recent_attempts = fields.Integer(
        string="Look-ups of late",
        help="Those of the hour before the last one, and the last one.",
        readonly=True,
    )

    _asked_idx = models.Index("(asked_at, reference) WHERE asked_at IS NOT NULL")

    def _count_look_up(self):
        """Write down that the gateway is asked, whatever becomes of its answer."""
        now = fields.Datetime.now()
        goes_on = self.asked_at and self.asked_at > now - HOUR
        self.write(
            {
                "asked_at": now,
                "attempts": self.attempts + 1,
                "recent_attempts": 1 + (self.recent_attempts if goes_on else 0),
            }
        )

    def _time_to_wait(self, somebody_waits):
        """Return how long the gateway must be left alone about this; none if not.

        A person's own check does not wait.

        :param bool somebody_waits: whether it is asked out of turn, because it came
            just now
        """
        if self.kind == "check":
            return NO_TIME
        now = fields.Datetime.now()
        lately = [("asked_at", ">", now - timedelta(minutes=1))]
        if self.search_count(lately) >= const.LOOK_UPS_PER_MINUTE:
            return timedelta(minutes=1)
        spent, last = self._spent_on_reference(now)
        if spent < const.LOOK_UPS_AT_ONCE:
            return NO_TIME
        if spent >= const.LOOK_UPS_PER_REFERENCE:
            return PAUSE
        others_first = somebody_waits and self._count_unasked(1, ("id", "<", self.id))
        soonest = timedelta(seconds=1) if others_first else NO_TIME
        return max(soonest, last + PAUSE - now)

    def _spent_on_reference(self, now):
        """Return (look-ups about this payment in the last hour, time of the last)."""
        about_it = [
            ("asked_at", ">", now - HOUR),
            ("reference", "=", self.reference),
        ]
        found = self._read_group(
            about_it, aggregates=["recent_attempts:sum", "asked_at:max"]
        )
        ((spent, last),) = found
        return spent or 0, last

    def _count_unasked(self, limit, *domain):
        """Return how many waiting notices of this payment were never asked about."""
        waiting = [
            ("reference", "=", self.reference),
            ("attempts", "=", 0),
            ("next_check_at", "!=", False),
        ]
        return self.search_count([*waiting, *domain], limit=limit)

    def _is_owed_a_look_up(self):
        """Tell whether this may not be given up before it was asked about.

        It may be when its payment is paid, or when more wait than can have a turn.
        """
        if self.attempts or self.transaction_id.state == "done":
            return False
        most = const.WAITING_PER_REFERENCE
        return self._count_unasked(most + 1) <= most

    @api.model
    def _due_ids(self, limit):
        """Return ids of due notices, so that each payment gets its turn.

        However many notices there are about one reference, the first of every other
        reference comes before its second. Of one reference, those never asked about
        come first: the newest, the oldest, and so on, beginning with the other end
        each time one was asked.
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "WITH due AS ("
                "SELECT id, reference, next_check_at, "
                "COALESCE(attempts, 0) > 0 AS tried "
                "FROM sagepay_notice WHERE next_check_at <= %(now)s), "
                "flip AS (SELECT reference, count(*) %% 2 AS odd FROM sagepay_notice "
                "WHERE asked_at IS NOT NULL "
                "AND reference IN (SELECT reference FROM due) GROUP BY reference), "
                "placed AS (SELECT due.*, LEAST("
                "2 * row_number() OVER (PARTITION BY due.reference, tried "
                "ORDER BY id DESC) - 1 + COALESCE(odd, 0), "
                "2 * row_number() OVER (PARTITION BY due.reference, tried "
                "ORDER BY id) - COALESCE(odd, 0)) AS place "
                "FROM due LEFT JOIN flip ON flip.reference = due.reference) "
                "SELECT id FROM (SELECT id, next_check_at, row_number() OVER "
                "(PARTITION BY reference ORDER BY tried, "
                "CASE WHEN tried THEN next_check_at END, place, id) AS turn "
                "FROM placed) ranked WHERE turn <= %(at_once)s "
                "ORDER BY turn, next_check_at, id LIMIT %(limit)s",
                now=fields.Datetime.now(),
                at_once=const.LOOK_UPS_AT_ONCE,
                limit=limit,
            )
        )
        return [row[0] for row in rows]

    @api.model
    def _put_off_crowded_references(self):
        """Let all due notices of a reference wait until one of them may be asked.

        One statement, because there may be very many of them.
        """
        now = fields.Datetime.now()
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE sagepay_notice n SET next_check_at = crowded.free_at FROM ("
                "SELECT reference, CASE WHEN sum(recent_attempts) >= %(most)s "
                "THEN %(now)s ELSE max(asked_at) END + %(pause)s AS free_at "
                "FROM sagepay_notice WHERE asked_at > %(since)s GROUP BY reference "
                "HAVING sum(recent_attempts) >= %(at_once)s) crowded "
                "WHERE n.reference = crowded.reference AND crowded.free_at > %(now)s "
                "AND n.next_check_at <= %(now)s AND n.received_at > %(patience)s "
                "AND n.kind != 'check'",
                now=now,
                pause=PAUSE,
                since=now - HOUR,
                patience=now - timedelta(days=const.GIVE_UP_DAYS),
                most=const.LOOK_UPS_PER_REFERENCE,
                at_once=const.LOOK_UPS_AT_ONCE,
            )
        )
        if self.env.cr.rowcount:
            self._wake_cron(now + PAUSE)
        self.invalidate_model(["next_check_at"])
