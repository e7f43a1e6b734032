from dataclasses import dataclass
from datetime import date

from odoo import api, models
from odoo.tools import SQL

from ...statement.queries import IS_MONEY
from .newest import customer_accounts_sql, newest_moves_sql

# Entries looked at besides, for those that turn out to have changed nothing.
SPARE = 20


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
        days = (None, today)
        newest = newest_moves_sql(customer, company, days, count + SPARE)
        money = newest_moves_sql(
            customer, company, days, 1 + SPARE, is_money=True, sum_is="< 0"
        )
        rows = self.env.execute_query(
            SQL(
                """
                (SELECT FALSE AS is_last, one.* FROM (%s) one
                  ORDER BY date DESC, id DESC LIMIT %s)
                UNION ALL
                (SELECT TRUE, one.* FROM (%s) one WHERE is_money AND amount < 0
                  ORDER BY date DESC, id DESC LIMIT 1)
                 ORDER BY is_last, date DESC, id DESC
                """,
                _movements_sql(customer, company, newest),
                count,
                _movements_sql(customer, company, money),
            )
        )
        newest = [Movement(*row) for is_last, *row in rows if not is_last]
        last_payments = [Movement(*row) for is_last, *row in rows if is_last]
        return newest, next(iter(last_payments), None)


def _movements_sql(customer, company, moves):
    """Return what entries did to the account, one row per entry and currency.

    :param moves: SQL that gives their ids as ``move_id``
    """
    # One entry at a time: the newest are few, whatever the planner takes them for.
    return SQL(
        """
        SELECT m.id, one.currency_id, m.name, m.move_type, one.date, one.amount,
               m.move_type = 'entry' AND one.has_money AS is_money
          FROM (%(moves)s) newest
          JOIN account_move m ON m.id = newest.move_id
         CROSS JOIN LATERAL (
               SELECT l.currency_id, l.date, SUM(l.amount_currency) AS amount,
                      BOOL_OR(%(money)s) AS has_money
                 FROM account_move_line l
                WHERE l.move_id = m.id AND %(lines)s
                GROUP BY l.currency_id, l.date
               HAVING SUM(l.amount_currency) <> 0) one
        """,
        money=IS_MONEY,
        moves=moves,
        lines=customer_accounts_sql(customer, company),
    )
