from dataclasses import dataclass

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

TO_PAY_STATES = ("not_paid", "partial", "blocked")
SUMMED = ("currency_id", "amount_total", "amount_residual")


@dataclass(frozen=True)
class StatusSum:
    """Invoices of one status and one currency.

    :param total: of their totals, ``left`` of what is left to pay
    """

    status: str
    currency: object
    count: int
    total: float
    left: float


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def _zone_to_pay_domain(self):
        """Return the domain of posted invoices with something left to pay."""
        return Domain("payment_state", "in", TO_PAY_STATES)

    @api.model
    def _zone_paid_domain(self):
        """Return the domain of posted invoices with nothing left to pay."""
        states = self._fields["payment_state"].get_values(self.env)
        # Named one by one: an index cannot find what something is not.
        others = [state for state in states if state not in TO_PAY_STATES]
        return Domain("payment_state", "in", others)

    @api.model
    def _zone_status_sums(self, domains, most, order=None):
        """Return sums per status and currency; one SQL statement.

        :param dict domains: domain by status
        :param int most: invoices of a status that are looked at
        :param str order: which of them; in the order of an index PostgreSQL reads no
            others, where any would do it may walk through those of other customers
        :rtype: list of :class:`StatusSum`
        """
        parts = []
        for status, domain in domains.items():
            query = self._search(domain, limit=most, order=order)
            columns = [self._field_to_sql(query.table, name, query) for name in SUMMED]
            rows = query.select(SQL("%s AS status", status), *columns)
            parts.append(SQL("(%s)", rows))
        found = self.env.execute_query(
            SQL(
                """
                SELECT status, currency_id, COUNT(*), SUM(amount_total),
                       SUM(amount_residual)
                  FROM (%s) one GROUP BY status, currency_id
                """,
                SQL(" UNION ALL ").join(parts),
            )
        )
        currencies = self.env["res.currency"]
        return [
            StatusSum(status, currencies.browse(currency), count, total, left)
            for status, currency, count, total, left in found
        ]

    @api.model
    def _zone_part_domain(self):
        """Return the domain of invoices of which a part is paid."""
        return Domain("payment_state", "=", "partial")

    @api.model
    def _zone_overdue_domain(self, today, customer):
        """Return the domain of a customer's invoices with an instalment that is late.

        :param date today: the payer's day; what is due on it is not late
        :param customer: commercial `res.partner` record
        """
        # The rows are of invoices the domain of the caller lets this customer see.
        late = self.env["account.move.line"]._zone_late_domain(customer, today)
        return self._zone_to_pay_domain() & Domain("line_ids", "any!", late)
