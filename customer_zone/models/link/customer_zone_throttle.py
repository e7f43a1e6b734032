from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

KEEP_DAYS = 2


class CustomerZoneThrottle(models.Model):
    _name = "customer.zone.throttle"
    _description = "Customer Zone Counter of Attempts"
    _rec_name = "key"
    # Written for every attempt and thrown away after two days.
    _log_access = False

    key = fields.Char(required=True, readonly=True)
    started_at = fields.Datetime(required=True, readonly=True, help="In UTC.")
    count = fields.Integer(required=True, readonly=True)

    _one_per_key = models.UniqueIndex("(key)", "There is one counter per key.")

    @api.model
    def _take(self, key, limit, seconds):
        """Count one attempt and return whether it is still within the limit.

        One statement, so that attempts at the same moment are all counted; shared by
        all workers and hosts because it lives in the database.

        :param str key: what is counted, e.g. `code-sent-12`
        :param int limit: attempts allowed from the first one on
        :param int seconds: after so long counting starts again
        :rtype: bool
        """
        return self._count(key, seconds) <= limit

    @api.model
    def _count(self, key, seconds):
        """Count one attempt and return how many there were within `seconds`."""
        now = fields.Datetime.now()
        ((count,),) = self.env.execute_query(
            SQL(
                """
                INSERT INTO customer_zone_throttle AS counter (key, started_at, count)
                VALUES (%(key)s, %(now)s, 1)
                ON CONFLICT (key) DO UPDATE SET
                    count = CASE WHEN counter.started_at > %(since)s
                        THEN counter.count + 1 ELSE 1 END,
                    started_at = CASE WHEN counter.started_at > %(since)s
                        THEN counter.started_at ELSE EXCLUDED.started_at END
                RETURNING count
                """,
                key=key,
                now=now,
                since=now - timedelta(seconds=seconds),
            )
        )
        return count

    @api.autovacuum
    def _gc_counters(self):
        """Remove counters nobody needs any more."""
        too_old = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.sudo().search([("started_at", "<", too_old)]).unlink()
