from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

PRUNE_ROWS = 5000
# A month in days, on the safe side.
MONTH_DAYS = 31

# One statement: what is taken away and what is added up can never differ.
PRUNE_SQL = """
WITH pruned AS (
    DELETE FROM customer_zone_event WHERE id IN (
        SELECT id FROM customer_zone_event
         WHERE company_id = %(company_id)s AND happened_at < %(before)s
         ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
    RETURNING *),
kept AS (
    INSERT INTO customer_zone_event_tally AS tally (
        company_id, customer_id, move_id, order_id, kind, is_customer, month,
        times, first_at, last_at)
    SELECT company_id, customer_id, move_id, order_id, kind,
           COALESCE(is_customer, FALSE), date_trunc('month', happened_at)::date,
           count(*), min(happened_at), max(happened_at)
      FROM pruned
     GROUP BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (
        (COALESCE(move_id, 0)), (COALESCE(order_id, 0)), company_id, customer_id,
        kind, is_customer, month)
    DO UPDATE SET
        times = tally.times + EXCLUDED.times,
        first_at = LEAST(tally.first_at, EXCLUDED.first_at),
        last_at = GREATEST(tally.last_at, EXCLUDED.last_at))
SELECT count(*) FROM pruned
"""


class CustomerZoneEvent(models.Model):
    _inherit = "customer.zone.event"

    @api.model
    def _cron_prune(self):
        """Take away activity older than each company keeps it; the totals stay.

        In committed steps, so a run that is cut short goes on where it stopped.
        """
        crons = self.env["ir.cron"]
        companies = self.env["res.company"].search([("customer_zone_keep", ">", 0)])
        for company in companies:
            pruned = PRUNE_ROWS
            while pruned == PRUNE_ROWS:
                pruned = self._prune(company, PRUNE_ROWS)
                if not crons._commit_progress(pruned, remaining=pruned):
                    return
        crons._commit_progress(remaining=0)

    @api.model
    def _prune(self, company, limit):
        """Replace the oldest rows of a company by monthly totals without persons.

        :param company: `res.company` record; its retention decides what is old
        :param int limit: most rows taken away
        :return: number of rows taken away
        """
        self.flush_model()
        days = company.customer_zone_keep * MONTH_DAYS
        before = fields.Datetime.now() - timedelta(days=days)
        values = {"company_id": company.id, "before": before, "limit": limit}
        ((count,),) = self.env.execute_query(SQL(PRUNE_SQL, **values))
        self.invalidate_model()
        self.env["customer.zone.event.tally"].invalidate_model()
        return count
