from odoo import api, fields, models
from odoo.tools import SQL, format_date

from .sagepay_statement_line import METHODS


class SagepayCostReport(models.Model):
    """What taking payments costs: per month and method, from the booked statement.

    The month's fees are exact. Their share per method follows the agreed tariff, or
    the amounts received where none was entered. Fees of the first ten days of a month
    are for the month before, which is how the gateway charges them. VAT is not a cost
    here.
    """

    _name = "sagepay.cost.report"
    _description = "Sage Pay cost of acceptance"
    _auto = False
    _order = "month desc, received desc"
    _rec_name = "method"

    month = fields.Date(readonly=True)
    period = fields.Char(compute="_compute_period")
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    method = fields.Selection(METHODS, readonly=True)
    payments = fields.Integer(readonly=True)
    received = fields.Monetary(readonly=True)
    fee = fields.Monetary(string="Fees without VAT", readonly=True)
    percent = fields.Float(
        string="Cost in %", digits=(6, 2), aggregator="avg", readonly=True
    )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_period(self):
        """Write the month in words."""
        for row in self:
            row.period = format_date(self.env, row.month, date_format="MMMM y")

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Work out the cost of a group from its sums: percentages have no mean."""
        if aggregate_spec != "percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "round(100.0 * sum(%(fee)s) / nullif(sum(%(received)s), 0), 2)",
            fee=self._field_to_sql(self._table, "fee", query),
            received=self._field_to_sql(self._table, "received", query),
        )

    @property
    def _table_query(self):
        """Return receipts per month and method, each with its share of the fees."""
        self.env["sagepay.statement.line"].flush_model()
        self.env["sagepay.tariff"].flush_model()
        return SQL(
            """
            WITH receipts AS (
                SELECT l.company_id, date_trunc('month', l.date)::date AS month,
                       l.method, count(*) AS payments,
                       sum(l.booked_amount) AS received,
                       sum(l.booked_amount * coalesce(t.percent, 0) / 100
                           + coalesce(t.fixed, 0)) AS tariff
                  FROM sagepay_statement_line l
                  LEFT JOIN sagepay_tariff t
                         ON t.company_id = l.company_id AND t.method = l.method
                 WHERE l.kind = 'receipt' AND l.state != 'waiting'
                 GROUP BY l.company_id, 2, l.method
            ), weighed AS (
                SELECT *, CASE WHEN sum(tariff) OVER w > 0
                               THEN tariff / sum(tariff) OVER w
                               ELSE received / nullif(sum(received) OVER w, 0)
                           END AS share
                  FROM receipts WINDOW w AS (PARTITION BY company_id, month)
            ), fees AS (
                SELECT company_id, date_trunc('month', date - 10)::date AS month,
                       -sum(booked_amount) - sum(round(vat::numeric, 2)) AS fee
                  FROM sagepay_statement_line
                 WHERE kind = 'fee' AND state != 'waiting'
                 GROUP BY company_id, 2
            )
            SELECT row_number() OVER (ORDER BY month, company_id, w.method) AS id,
                   month, company_id, %(rand)s AS currency_id, w.method,
                   coalesce(w.payments, 0) AS payments,
                   coalesce(w.received, 0) AS received,
                   coalesce(round(f.fee * coalesce(w.share, 1), 2), 0) AS fee,
                   round(100 * f.fee * w.share / nullif(w.received, 0), 2) AS percent
              FROM weighed w FULL JOIN fees f USING (company_id, month)
            """,
            rand=self.env.ref("base.ZAR").id,
        )
