from functools import partial

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# An invoice in more instalments that are all late is shown once they are fewer.
INSTALMENTS = 12


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.model
    def _zone_late_domain(self, customer, today):
        """Return the domain of a customer's items that are late; it has an index.

        :param customer: commercial `res.partner` record
        :param date today: the payer's day; what is due on it is not late
        """
        return (
            Domain("partner_id", "=", customer.id)
            & Domain("parent_state", "=", "posted")
            & Domain("display_type", "=", "payment_term")
            & Domain("reconciled", "=", False)
            & Domain("date_maturity", "<", today)
        )

    @api.model
    def _zone_late_invoices(self, invoices, customer, today, most):
        """Return what is late on the oldest late invoices; one SQL statement.

        :param invoices: domain of the invoices that count
        :param int most: invoices to return
        :return: ``(invoice, amount that is late, since when)``, oldest first
        """
        late = self._zone_late_domain(customer, today)
        late &= Domain("move_id", "any", invoices)
        oldest = self._search(
            late, order="date_maturity, move_id", limit=most * INSTALMENTS
        )
        # All items of the invoices found, so that no sum stops in the middle.
        late &= Domain.custom(to_sql=partial(_is_of_sql, oldest))
        return self._read_group(
            late,
            ["move_id"],
            ["amount_residual_currency:sum", "date_maturity:min"],
            order="date_maturity:min, move_id",
            limit=most,
        )


def _is_of_sql(items, model, alias, query):
    """Return the condition that an item is of the same entry as one of ``items``."""
    return SQL(
        "%s = ANY(ARRAY(%s))",
        model._field_to_sql(alias, "move_id", query),
        items.select(model._field_to_sql(items.table, "move_id", items)),
    )
