from odoo import fields, models
from odoo.tools import SQL, sql

from ..customer.res_partner_visits import BOOKKEEPERS


class AccountMoveLine(models.Model):
    """Marks what an invoice of several instalments is owed by.

    On a statement such an invoice is one movement. Few invoices have instalments: with
    the mark, which posting sets, they are found without looking at all the others.
    """

    _inherit = "account.move.line"

    customer_zone_instalment = fields.Boolean(
        string="Instalment",
        readonly=True,
        copy=False,
        groups=BOOKKEEPERS,
        help="One of several instalments of its invoice; set when that is posted.",
    )

    _customer_zone_instalment_idx = models.Index(
        "(partner_id, account_id, date) WHERE customer_zone_instalment"
    )

    def _auto_init(self):
        """Mark the instalments that are there already, in one statement."""
        name = "customer_zone_instalment"
        if not sql.column_exists(self.env.cr, self._table, name):
            sql.create_column(self.env.cr, self._table, name, "bool")
            self._customer_zone_mark_all()
        return super()._auto_init()

    def _customer_zone_mark_all(self):
        self.env.cr.execute(
            SQL(
                """
                UPDATE account_move_line
                   SET customer_zone_instalment = TRUE
                 WHERE display_type = 'payment_term'
                   AND move_id IN (
                       SELECT move_id
                         FROM account_move_line
                        WHERE display_type = 'payment_term'
                        GROUP BY move_id
                       HAVING COUNT(*) > 1)
                """
            )
        )
