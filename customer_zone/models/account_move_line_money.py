from dataclasses import dataclass
from datetime import date

from odoo import api, models
from odoo.tools import SQL

READ_FIELDS = {
    "account.account": ["account_type", "non_trade"],
    "account.journal": ["type"],
    "account.move": ["move_type", "name"],
    "account.move.line": [
        "account_id",
        "amount_currency",
        "company_id",
        "currency_id",
        "date",
        "parent_state",
        "partner_id",
        "payment_id",
        "statement_line_id",
    ],
    "account.payment": [
        "company_id",
        "date",
        "move_id",
        "partner_id",
        "partner_type",
        "state",
    ],
    "payment.transaction": [
        "company_id",
        "create_date",
        "last_state_change",
        "operation",
        "partner_id",
        "payment_id",
        "state",
    ],
    "res.partner": ["commercial_partner_id"],
}
# Money moved: booked as a payment, on a bank line, or by hand in such a journal.
IS_MONEY = SQL(
    "(l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL"
    " OR j.type IN ('bank', 'cash', 'credit'))"
)


@dataclass(frozen=True)
class MoneyKey:
    """One row of the customer's payments, by what it is found in the books.

    :param kind: ``entry`` (booked), ``payment`` (not booked yet) or ``online``
    :param id: of the journal entry, payment or transaction
    :param line_ids: journal items of an entry, none for others
    """

    kind: str
    id: int
    line_ids: tuple


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
    def _zone_money(self, customer, company, days=(None, None), page=(0, 10)):
        """Return one page of the customer's payments of every origin, newest first.

        Money booked on the account is found by its journal items, whatever made
        them; to it come payments that are not booked yet and online payments that
        are under way or were not taken.

        :param customer: commercial `res.partner` record
        :param company: `res.company` record
        :param days: first and last day, both inclusive, None for no limit
        :param page: number of rows to leave out, and to return
        :return: (list of :class:`MoneyKey`, number of rows on all pages)
        """
        self._zone_flush_money()
        first, last = days
        rows = self.env.execute_query(
            SQL(
                """
                WITH money AS (%(entries)s UNION ALL %(others)s),
                wanted AS (SELECT * FROM money WHERE %(first)s AND %(last)s)
                SELECT kind, id, line_ids, total.count
                  FROM (SELECT COUNT(*) FROM wanted) total
                  LEFT JOIN (SELECT * FROM wanted
                              ORDER BY day DESC, kind DESC, id DESC
                              OFFSET %(offset)s LIMIT %(limit)s) one ON TRUE
                 ORDER BY day DESC, kind DESC, id DESC
                """,
                entries=_entries_sql(customer, company),
                others=_others_sql(customer, company),
                first=SQL("day >= %s", first) if first else SQL("TRUE"),
                last=SQL("day <= %s", last) if last else SQL("TRUE"),
                offset=page[0],
                limit=page[1],
            )
        )
        keys = [MoneyKey(kind, id_, tuple(ids or ())) for kind, id_, ids, _n in rows]
        return [key for key in keys if key.kind], rows[0][3]

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

    def _zone_flush_money(self):
        for model, names in READ_FIELDS.items():
            self.env[model].flush_model(names)


def _ledger_sql(customer, company):
    """Return the condition that ``l`` is on the customer's account.

    The same items a statement is made of.
    """
    return SQL(
        """
        l.company_id = %s AND l.parent_state = 'posted' AND l.partner_id IN (%s)
        AND l.account_id IN (
            SELECT id FROM account_account
             WHERE account_type = 'asset_receivable' AND non_trade IS NOT TRUE)
        """,
        company.id,
        _contacts_sql(customer),
    )


def _contacts_sql(customer):
    return SQL(
        "SELECT id FROM res_partner WHERE commercial_partner_id = %s", customer.id
    )


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
        lines=_ledger_sql(customer, company),
        today=today,
    )


def _entries_sql(customer, company):
    """Return money on the account: one row per journal entry and currency."""
    return SQL(
        """
        SELECT 'entry' AS kind, l.move_id AS id, MIN(l.date) AS day,
               ARRAY_AGG(l.id ORDER BY l.id) AS line_ids
          FROM account_move_line l
          JOIN account_move m ON m.id = l.move_id
          JOIN account_journal j ON j.id = m.journal_id
         WHERE %(lines)s AND m.move_type = 'entry' AND %(money)s
         GROUP BY l.move_id, l.currency_id
        HAVING SUM(l.amount_currency) <> 0
        """,
        lines=_ledger_sql(customer, company),
        money=IS_MONEY,
    )


def _others_sql(customer, company):
    """Return payments without a journal entry and online payments not booked."""
    return SQL(
        """
        SELECT 'payment', p.id, p.date, NULL
          FROM account_payment p
         WHERE p.move_id IS NULL AND p.state = 'in_process'
           AND p.partner_type = 'customer'
           AND p.company_id = %(company)s AND p.partner_id IN (%(partners)s)
         UNION ALL
        SELECT 'online', t.id, COALESCE(t.last_state_change, t.create_date)::date, NULL
          FROM payment_transaction t
         WHERE t.payment_id IS NULL AND t.operation IS DISTINCT FROM 'validation'
           AND t.state IN ('pending', 'authorized', 'done', 'cancel', 'error')
           AND t.company_id = %(company)s AND t.partner_id IN (%(partners)s)
        """,
        company=company.id,
        partners=_contacts_sql(customer),
    )
