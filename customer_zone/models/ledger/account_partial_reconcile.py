from odoo import api, fields, models
from odoo.tools import SQL, sql

from ...statement import company_today


class AccountPartialReconcile(models.Model):
    """Remembers what a statement of a past day needs to know of each matching."""

    _inherit = "account.partial.reconcile"

    customer_zone_matched_on = fields.Date(
        string="Matched On",
        compute="_compute_customer_zone_matched_on",
        store=True,
        precompute=True,
        readonly=True,
        help="The day this matching was made, where the company keeps its books.",
    )
    customer_zone_across = fields.Boolean(
        string="Matched Across Statements",
        compute="_compute_customer_zone_across",
        store=True,
        precompute=True,
        readonly=True,
        help="The two items differ in customer, currency or company, or the matching "
        "made an exchange difference in the currency of the items.",
    )

    # Statements of a past day look for what was matched after it.
    _customer_zone_effective_idx = models.Index(
        "(GREATEST(customer_zone_matched_on, max_date))"
    )
    _customer_zone_across_debit_idx = models.Index(
        "(debit_move_id) WHERE customer_zone_across"
    )
    _customer_zone_across_credit_idx = models.Index(
        "(credit_move_id) WHERE customer_zone_across"
    )

    def _auto_init(self):
        """Date the matchings that are there already, in one statement."""
        columns = {"customer_zone_matched_on": "date", "customer_zone_across": "bool"}
        if not sql.column_exists(self.env.cr, self._table, "customer_zone_matched_on"):
            for column, sort in columns.items():
                sql.create_column(self.env.cr, self._table, column, sort)
            self._customer_zone_backfill()
        return super()._auto_init()

    def _customer_zone_backfill(self):
        """Take the later date of the two items for the day of the matching.

        Nothing better is known of matchings made before the addon was installed.
        """
        self.env.cr.execute(
            SQL(
                """
                UPDATE account_partial_reconcile p
                   SET customer_zone_matched_on = p.max_date,
                       customer_zone_across = (
                           debit.partner_id IS DISTINCT FROM credit.partner_id
                           OR debit.currency_id <> credit.currency_id
                           OR debit.company_id <> credit.company_id)
                  FROM account_move_line debit, account_move_line credit
                 WHERE debit.id = p.debit_move_id AND credit.id = p.credit_move_id
                """
            )
        )

    @api.depends("debit_move_id", "credit_move_id")
    def _compute_customer_zone_matched_on(self):
        """Set the company's calendar day, once: a matching never moves."""
        days = {company: company_today(company) for company in self.company_id}
        today = fields.Date.today()
        for partial in self:
            partial.customer_zone_matched_on = days.get(partial.company_id, today)

    @api.depends(
        "debit_move_id.partner_id", "credit_move_id.partner_id", "exchange_move_id"
    )
    def _compute_customer_zone_across(self):
        """Tell whether a statement has more to do than to net the two items."""
        for partial in self:
            debit, credit = partial.debit_move_id, partial.credit_move_id
            partial.customer_zone_across = (
                debit.partner_id != credit.partner_id
                or debit.currency_id != credit.currency_id
                or debit.company_id != credit.company_id
                or partial._customer_zone_exchange_has_amount()
            )

    def _customer_zone_exchange_has_amount(self):
        """Tell whether the exchange difference moves an amount in its own currency."""
        account = self.debit_move_id.account_id
        return any(
            line.account_id == account
            and not line.currency_id.is_zero(line.amount_currency)
            for line in self.exchange_move_id.line_ids
        )
