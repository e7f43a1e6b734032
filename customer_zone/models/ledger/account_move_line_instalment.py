from odoo import fields, models
from odoo.tools import SQL, sql


class AccountMoveLine(models.Model):
    """Marks what an invoice of several instalments is owed by.

    On a statement such an invoice is one movement. Few invoices have instalments: with
    the mark they are found without looking at all the others.
    """

    _inherit = "account.move.line"

    customer_zone_instalment = fields.Boolean(
        string="Instalment",
        readonly=True,
        copy=False,
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


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        """Mark the instalments of what was posted."""
        posted = super()._post(soft=soft)
        for move in posted:
            terms = move.line_ids.filtered(
                lambda line: line.display_type == "payment_term"
            )
            are_several = len(terms) > 1
            terms.filtered(
                lambda line, marked=are_several: (
                    line.customer_zone_instalment != marked
                )
            ).customer_zone_instalment = are_several
        return posted
