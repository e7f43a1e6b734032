from odoo import fields, models
from odoo.tools import SQL, sql


class SaleOrder(models.Model):
    """Whose a quote is, stored beside it: an index can then order one customer's."""

    _inherit = "sale.order"

    customer_zone_customer_id = fields.Many2one(
        "res.partner",
        string="Customer in the Customer Zone",
        related="partner_id.commercial_partner_id",
        store=True,
        precompute=True,
        groups="base.group_user",
        help="The company a contact belongs to: its zone shows the quote.",
    )

    # The list of quotes, newest first, and where a page further down starts.
    _customer_zone_by_sent_idx = models.Index(
        "(customer_zone_customer_id, company_id, customer_zone_sent_on, id)"
        " WHERE state IN ('sent', 'sale', 'cancel')"
    )
    # The chips, and what is open in the order in which it ends.
    _customer_zone_by_state_idx = models.Index(
        "(customer_zone_customer_id, company_id, state, invoice_status, validity_date,"
        " id) WHERE state IN ('sent', 'sale', 'cancel')"
    )

    def _auto_init(self):
        """Fill the column of the orders that are there already, in one statement."""
        if not sql.column_exists(self.env.cr, self._table, "customer_zone_customer_id"):
            sql.create_column(
                self.env.cr, self._table, "customer_zone_customer_id", "int4"
            )
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE sale_order o
                       SET customer_zone_customer_id = p.commercial_partner_id
                      FROM res_partner p WHERE p.id = o.partner_id
                    """
                )
            )
        return super()._auto_init()
