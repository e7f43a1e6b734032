from dataclasses import dataclass
from datetime import date

from odoo import api, models
from odoo.tools import SQL

from .account_move_line_money import IS_MONEY, ledger_sql


@dataclass(frozen=True)
class Movement:
    """What one journal entry did to the account, in one currency.

    :param amount: positive when the customer owes more
    """

    move_id: int
    currency_id: int
    name: str
    move_type: str
    day: date
    amount: float
    is_money: bool


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.model
    def _zone_lately(self, customer, company, today, count):
        """Return the newest movements, and after them the last payment received.

        :param date today: the company's day; later entries are left out
        :param int count: most movements to return
        :return: (list of :class:`Movement`, newest first; the last payment or None)
        """
        self._zone_flush_money()
        rows = self.env.execute_query(
            SQL(
                """
                WITH movement AS (%s)
                (SELECT FALSE AS is_last, * FROM movement
                  ORDER BY date DESC, id DESC LIMIT %s)
                UNION ALL
                (SELECT TRUE, * FROM movement WHERE is_money AND amount < 0
                  ORDER BY date DESC, id DESC LIMIT 1)
                 ORDER BY is_last, date DESC, id DESC
                """,
                _movements_sql(customer, company, today),
                count,
            )
        )
        newest = [Movement(*row) for is_last, *row in rows if not is_last]
        last_payments = [Movement(*row) for is_last, *row in rows if is_last]
        return newest, next(iter(last_payments), None)


def _movements_sql(customer, company, today):
    return SQL(
        """
        SELECT m.id, l.currency_id, m.name, m.move_type, l.date,
               SUM(l.amount_currency) AS amount,
               m.move_type = 'entry' AND BOOL_OR(%(money)s) AS is_money
          FROM account_move_line l
          JOIN account_move m ON m.id = l.move_id
          JOIN account_journal j ON j.id = m.journal_id
         WHERE %(lines)s AND l.date <= %(today)s
         GROUP BY m.id, l.currency_id, m.name, m.move_type, l.date
        HAVING SUM(l.amount_currency) <> 0
        """,
        money=IS_MONEY,
        lines=ledger_sql(customer, company),
        today=today,
    )
