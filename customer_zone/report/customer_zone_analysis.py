from odoo import fields, models
from odoo.tools import SQL

# Everything that happened, single or added up, in one shape.
ACTIVITY = """
SELECT id * 4 AS id, company_id, customer_id, recipient_id, move_id, order_id, kind,
       is_customer, happened_at AS first_at, happened_at AS last_at, 1 AS times
  FROM customer_zone_event
 UNION ALL
SELECT id * 4 + 1, company_id, customer_id, NULL, move_id, order_id, kind,
       is_customer, first_at, last_at, times
  FROM customer_zone_event_tally
"""

# What the customer did. Its day is the first one where it was added up.
DONE = """
SELECT id::bigint, first_at AS date, company_id, customer_id, recipient_id, move_id,
       order_id, kind,
       CASE WHEN kind IN ('view', 'pdf') THEN times END AS views,
       CASE WHEN kind IN ('view', 'pdf') THEN recipient_id END AS visitors,
       CASE WHEN kind = 'pay_start' THEN times END AS started,
       NULL::integer AS finished, NULL::integer AS documents,
       NULL::numeric AS days_to_view, NULL::numeric AS days_to_pay
  FROM activity
 WHERE is_customer AND kind NOT IN ('sent', 'reminder')
"""

# Online payments that went through; several invoices count as one payment.
FINISHED = """
SELECT tx.id::bigint * 4 + 2, tx.last_state_change, tx.company_id,
       partner.commercial_partner_id, NULL, paid.move_id, NULL, 'paid',
       NULL, NULL, NULL, 1, NULL, NULL, NULL
  FROM payment_transaction AS tx
  JOIN res_partner AS partner ON partner.id = tx.partner_id
  JOIN res_company AS company ON company.id = tx.company_id
  JOIN LATERAL (
       SELECT min(invoice_id) AS move_id
         FROM account_invoice_transaction_rel
        WHERE transaction_id = tx.id) AS paid ON paid.move_id IS NOT NULL
 WHERE tx.state = 'done' AND company.customer_zone_enabled
"""

# How long it took, once per document, counted from the day it was first sent.
LASTED = """
SELECT COALESCE(sent.move_id, -sent.order_id)::bigint * 4 + 3, sent.sent_at,
       sent.company_id, sent.customer_id, NULL, sent.move_id, sent.order_id, 'document',
       NULL, NULL, NULL, NULL, 1,
       EXTRACT(EPOCH FROM sent.seen_at - sent.sent_at) / 86400,
       paid.paid_on - sent.sent_at::date
  FROM (SELECT company_id, customer_id, move_id, order_id,
               min(first_at) FILTER (WHERE kind = 'sent') AS sent_at,
               min(first_at) FILTER (
                   WHERE kind IN ('view', 'pdf') AND is_customer) AS seen_at
          FROM activity
         WHERE kind IN ('sent', 'view', 'pdf')
         GROUP BY 1, 2, 3, 4) AS sent
  LEFT JOIN account_move AS move
    ON move.id = sent.move_id AND move.payment_state IN ('paid', 'in_payment')
  LEFT JOIN LATERAL (
       SELECT max(matched.max_date) AS paid_on
         FROM account_move_line AS line
         JOIN account_partial_reconcile AS matched ON matched.debit_move_id = line.id
        WHERE line.move_id = move.id
          AND line.display_type = 'payment_term') AS paid ON TRUE
 WHERE sent.sent_at IS NOT NULL
"""


class CustomerZoneAnalysis(models.Model):
    _name = "customer.zone.analysis"
    _description = "Customer Zone Analysis"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "kind"
    _depends = {
        "customer.zone.event": ["kind", "happened_at", "move_id", "order_id"],
        "customer.zone.event.tally": ["kind", "times", "move_id", "order_id"],
        "payment.transaction": ["state", "invoice_ids", "last_state_change"],
        "account.move": ["payment_state"],
        "account.partial.reconcile": ["max_date"],
    }

    date = fields.Datetime(readonly=True, help="In UTC.")
    company_id = fields.Many2one("res.company", readonly=True)
    customer_id = fields.Many2one("res.partner", readonly=True)
    recipient_id = fields.Many2one("res.partner", string="Visitor", readonly=True)
    move_id = fields.Many2one("account.move", string="Document", readonly=True)
    order_id = fields.Many2one("sale.order", string="Quote", readonly=True)
    kind = fields.Selection(
        selection=lambda self: [
            *self.env["customer.zone.event"]._fields["kind"].selection,
            ("paid", "Payment finished"),
            ("document", "Document sent"),
        ],
        string="Activity",
        readonly=True,
    )
    views = fields.Integer(readonly=True)
    visitors = fields.Integer(
        readonly=True,
        aggregator="count_distinct",
        help="Number of different people who opened something.",
    )
    started = fields.Integer(string="Payments Started", readonly=True)
    finished = fields.Integer(string="Payments Finished", readonly=True)
    documents = fields.Integer(string="Documents Sent", readonly=True)
    days_to_view = fields.Float(
        string="Days from Sent to Viewed", readonly=True, aggregator="avg"
    )
    days_to_pay = fields.Float(
        string="Days from Sent to Paid", readonly=True, aggregator="avg"
    )

    @property
    def _table_query(self):
        """Return the query that stands for the table."""
        return SQL(
            "WITH activity AS (%s) %s UNION ALL %s UNION ALL %s",
            SQL(ACTIVITY),
            SQL(DONE),
            SQL(FINISHED),
            SQL(LASTED),
        )

    def action_open_document(self):
        """Open the invoice, credit note or quote the row is about, else its customer.

        :return: an `ir.actions.act_window` dictionary
        """
        self.ensure_one()
        return (self.move_id or self.order_id or self.customer_id).get_formview_action()
