from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...statement import company_today
from ...statement.standing import concerned_sql
from .customer_zone_statement_run import CRON

# One statement for all customers. Who is in the run already stays as it is.
FILL_SQL = """
INSERT INTO customer_zone_statement_run_line (
    run_id, company_id, customer_id, state, attempts)
SELECT %(run_id)s, %(company_id)s, customer.id, 'waiting', 0
  FROM res_partner customer
 WHERE customer.id IN (%(customers)s)
 ORDER BY customer.id
    ON CONFLICT (run_id, customer_id) DO NOTHING
"""


class CustomerZoneStatementRun(models.Model):
    _inherit = "customer.zone.statement.run"

    @api.model
    def _start_due(self):
        """Start the runs whose sending day has come, at most one per company.

        A day that was missed is made up for; of several only the newest.
        """
        domain = Domain("customer_zone_enabled", "=", True)
        domain &= Domain("customer_zone_statements", "=", True)
        for company in self.env["res.company"].search(domain):
            day = company._zone_sending_days().latest(company_today(company))
            since = company.customer_zone_statement_since
            if since and day < since:
                continue
            # Two schedules at once start one run; whoever comes second comes again.
            if not company.try_lock_for_update(allow_referencing=True):
                continue
            known = Domain("company_id", "=", company.id)
            known &= Domain("planned_on", "=", day)
            if not self.search_count(known, limit=1):
                self._start_scheduled(company, day)

    @api.model
    def _start_scheduled(self, company, day):
        """Start the run of one sending day with the company's settings as they are.

        :return: the run
        """
        first, last = company._zone_sending_days().period(day)
        kind = company.customer_zone_statement_kind
        run = self.create(
            {
                "company_id": company.id,
                "how": "schedule",
                "planned_on": day,
                "kind": kind,
                "date_from": first if kind == "activity" else False,
                "date_to": last,
                "least": company.customer_zone_statement_least,
                "only_overdue": company.customer_zone_statement_only_overdue,
                "audience": company.customer_zone_statement_audience,
                "with_pdf": company.customer_zone_statement_pdf,
                "template_id": company.customer_zone_statement_template_id.id,
            }
        )
        self.env.flush_all()
        run._fill(concerned_sql(company, run.date_from, run.date_to))
        return run

    @api.model
    def _start_by_hand(self, company, customers, values):
        """Start a run for chosen customers; it is worked off in the background.

        :param customers: commercial `res.partner` records
        :param dict values: fields of the run
        :return: the run (in sudo)
        """
        # Rows of a run are written by the run alone; the caller has checked rights.
        run_sudo = self.sudo().create(
            {**values, "company_id": company.id, "how": "seller", "audience": "email"}
        )
        self.env.flush_all()
        chosen = SQL("SELECT unnest(%s)", list(customers.ids))
        run_sudo._fill(chosen)
        self.env.ref(CRON).sudo()._trigger()
        return run_sudo

    def _fill(self, customers):
        """Let customers wait in this run.

        :param SQL customers: query of their ids
        """
        self.ensure_one()
        self.env.cr.execute(
            SQL(
                FILL_SQL,
                run_id=self.id,
                company_id=self.company_id.id,
                customers=customers,
            )
        )
        self.invalidate_recordset()
        self._set_finished()
