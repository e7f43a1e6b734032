from dataclasses import dataclass
from datetime import date

from odoo import models
from odoo.tools import SQL

READ_FIELDS = {
    "account.move": ["move_type", "name"],
    "account.move.line": ["company_id", "move_id", "parent_state", "partner_id"],
    "account.partial.reconcile": [
        "credit_amount_currency",
        "customer_zone_matched_on",
        "debit_amount_currency",
        "max_date",
    ],
    "res.partner": ["commercial_partner_id"],
}
SIDES = (
    ("debit_move_id", "credit_move_id", "debit_amount_currency"),
    ("credit_move_id", "debit_move_id", "credit_amount_currency"),
)


@dataclass(frozen=True)
class Match:
    """One matching, seen from one of its two journal items.

    :param line_id: the item it is seen from
    :param move_id: entry of the other item
    :param name: number of that entry
    :param move_type: ``out_invoice``, ``out_refund``, ``entry`` and so on
    :param amount: in the currency of the item it is seen from
    :param day: when it was made
    :param is_same: the other item is of the same customer and company
    """

    line_id: int
    move_id: int
    name: str
    move_type: str
    amount: float
    day: date
    is_same: bool


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _zone_matches(self):
        """Return what these journal items were matched with; one SQL statement.

        :rtype: list of :class:`Match`, oldest first
        """
        if not self.ids:
            return []
        for model, names in READ_FIELDS.items():
            self.env[model].flush_model(names)
        sides = SQL(" UNION ALL ").join(self._zone_side(*names) for names in SIDES)
        rows = self.env.execute_query(SQL("%s ORDER BY day, match_id", sides))
        return [Match(*row[1:]) for row in rows]

    def _zone_side(self, mine, other, amount):
        """Return the matchings in which these items are on one of the two sides."""
        return SQL(
            """
            SELECT p.id AS match_id, l.id, m.id, m.name, m.move_type,
                   p.%(amount)s,
                   GREATEST(p.customer_zone_matched_on, p.max_date) AS day,
                   theirs.commercial_partner_id = ours.commercial_partner_id
                   AND o.company_id = l.company_id
              FROM account_partial_reconcile p
              JOIN account_move_line l ON l.id = p.%(mine)s
              JOIN account_move_line o ON o.id = p.%(other)s
              JOIN account_move m ON m.id = o.move_id
              LEFT JOIN res_partner ours ON ours.id = l.partner_id
              LEFT JOIN res_partner theirs ON theirs.id = o.partner_id
             WHERE p.%(mine)s IN %(ids)s AND p.%(amount)s <> 0
               AND o.parent_state = 'posted'
            """,
            mine=SQL.identifier(mine),
            other=SQL.identifier(other),
            amount=SQL.identifier(amount),
            ids=tuple(self.ids),
        )
