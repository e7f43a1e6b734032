from dataclasses import dataclass
from datetime import date

from odoo import api, models
from odoo.tools import SQL

from ...statement.queries import IS_MONEY
from .newest import (
    contacts_sql,
    customer_accounts_sql,
    newest_moves_sql,
)

READ_FIELDS = {
    "account.account": ["account_type", "company_ids", "non_trade"],
    "account.bank.statement.line": ["move_id", "payment_ref"],
    "account.journal": ["type"],
    "account.move": ["journal_id", "move_type", "name", "ref", "reversed_entry_id"],
    "account.move.line": [
        "account_id",
        "amount_currency",
        "company_id",
        "currency_id",
        "date",
        "display_type",
        "journal_id",
        "parent_state",
        "partner_id",
        "payment_id",
        "statement_line_id",
    ],
    "account.payment": [
        "company_id",
        "date",
        "journal_id",
        "move_id",
        "partner_id",
        "partner_type",
        "payment_method_line_id",
        "state",
    ],
    "account.payment.method": ["name"],
    "account.payment.method.line": ["name", "payment_method_id"],
    "payment.transaction": [
        "company_id",
        "create_date",
        "last_state_change",
        "operation",
        "partner_id",
        "payment_id",
        "state",
    ],
    "res.company": ["parent_path"],
    "res.partner": ["commercial_partner_id"],
}
MOST_ID = 2**31 - 1
# The words of a row, read only for those of the page.
WORDS = SQL(
    """
    COALESCE(m.name, ''), m.reversed_entry_id IS NOT NULL,
    COALESCE(NULLIF(s.payment_ref, ''), m.ref, ''), COALESCE(j.type, ''),
    CASE WHEN way.name IN (SELECT value FROM jsonb_each_text(method.name))
         THEN '' ELSE COALESCE(way.name, '') END
    """
)
JOINS = SQL(
    """
    LEFT JOIN account_move m ON m.id = one.id AND one.kind = 'entry'
    LEFT JOIN account_bank_statement_line s ON s.move_id = m.id
    LEFT JOIN account_payment p ON p.id = one.payment_id
    LEFT JOIN account_journal j ON j.id = COALESCE(m.journal_id, p.journal_id)
    LEFT JOIN account_payment_method_line way ON way.id = p.payment_method_line_id
    LEFT JOIN account_payment_method method ON method.id = way.payment_method_id
    """
)


@dataclass(frozen=True)
class MoneyKey:
    """One row of the customer's payments, by what it is found in the books.

    :param kind: ``entry`` (booked), ``payment`` (not booked yet) or ``online``
    :param id: of the journal entry, payment or transaction
    :param line_ids: journal items of an entry, none for others
    :param name: number of the entry, ``""`` for others
    :param is_reversal: the entry takes another one back
    :param text: what the bank or a bookkeeper wrote on the entry
    :param journal_type: ``bank``, ``cash`` and so on; ``""`` for online payments
    :param day: as the list is ordered by it
    :param way: what the seller calls this way of paying, ``""`` where Odoo's own
        name was left as it was
    """

    kind: str
    id: int
    day: date
    line_ids: tuple
    name: str
    is_reversal: bool
    text: str
    journal_type: str
    way: str


@dataclass(frozen=True)
class MoneyWish:
    """Which of a customer's payments are wanted.

    :param first_day: None for no limit, like ``last_day``; both inclusive
    :param after: ``(day, kind, id)`` of the row to start after, None for the newest
    :param skip: number of rows to leave out
    :param limit: number of rows to return
    :param most: rows beyond which nothing is counted
    """

    first_day: date | None = None
    last_day: date | None = None
    after: tuple | None = None
    skip: int = 0
    limit: int = 10
    most: int = 1001


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.model
    def _zone_money(self, customer, company, wish):
        """Return some of the customer's payments of every origin, newest first.

        Money booked on the account is found by its journal items, whatever made
        them; to it come payments that are not booked yet and online payments that
        are under way or were not taken. No more rows are read than are counted.

        :param customer: commercial `res.partner` record
        :param company: `res.company` record
        :param wish: a :class:`MoneyWish`
        :return: (list of :class:`MoneyKey`, number of rows up to the limit)
        """
        self._zone_flush_money()
        rows = self.env.execute_query(
            SQL(
                """
                WITH money AS (%(entries)s UNION ALL %(others)s),
                wanted AS (SELECT * FROM money WHERE %(narrowed)s
                            ORDER BY day DESC, kind DESC, id DESC LIMIT %(most)s),
                one AS (SELECT * FROM wanted ORDER BY day DESC, kind DESC, id DESC
                        OFFSET %(skip)s LIMIT %(limit)s)
                SELECT total.count, one.kind, one.id, one.day, one.line_ids, %(words)s
                  FROM (SELECT COUNT(*) FROM wanted) total
                  LEFT JOIN one ON TRUE %(joins)s
                 ORDER BY one.day DESC, one.kind DESC, one.id DESC
                """,
                entries=_entries_sql(customer, company, wish),
                others=_others_sql(customer, company),
                narrowed=_narrowed_sql(wish),
                most=wish.most,
                skip=wish.skip,
                limit=wish.limit,
                words=WORDS,
                joins=JOINS,
            )
        )
        keys = [
            MoneyKey(kind, id_, day, tuple(line_ids or ()), *words)
            for _count, kind, id_, day, line_ids, *words in rows
            if kind
        ]
        return keys, rows[0][0]

    def _zone_flush_money(self):
        for model, names in READ_FIELDS.items():
            self.env[model].flush_model(names)


def _narrowed_sql(wish):
    """Return the condition on ``day``, ``kind`` and ``id`` of a row."""
    parts = [SQL("TRUE")]
    if wish.first_day:
        parts.append(SQL("day >= %s", wish.first_day))
    if wish.last_day:
        parts.append(SQL("day <= %s", wish.last_day))
    if wish.after:
        parts.append(SQL("(day, kind, id) < %s", wish.after))
    return SQL(" AND ").join(parts)


def _entries_sql(customer, company, wish):
    """Return money on the account: one row per journal entry and currency.

    Of the newest entries, as many as are counted; each is read by itself, as in
    ``account_move_line_lately``.
    """
    before = None
    if wish.after:
        # Entries of a day come last: behind another kind there are all of the day's.
        day, kind, number = wish.after
        before = (day, number if kind == "entry" else MOST_ID)
    return SQL(
        """
        SELECT 'entry' AS kind, newest.move_id AS id, one.day, one.line_ids,
               one.payment_id
          FROM (%(moves)s) newest
         CROSS JOIN LATERAL (
               SELECT MIN(l.date) AS day, ARRAY_AGG(l.id ORDER BY l.id) AS line_ids,
                      MIN(l.payment_id) AS payment_id
                 FROM account_move_line l
                 JOIN account_move m ON m.id = l.move_id
                WHERE l.move_id = newest.move_id AND m.move_type = 'entry'
                  AND %(lines)s AND %(money)s
                GROUP BY l.currency_id
               HAVING SUM(l.amount_currency) <> 0) one
        """,
        moves=newest_moves_sql(
            customer,
            company,
            (wish.first_day, wish.last_day),
            wish.most,
            before=before,
            is_money=True,
        ),
        lines=customer_accounts_sql(customer, company),
        money=IS_MONEY,
    )


def _others_sql(customer, company):
    """Return payments without a journal entry and online payments not booked."""
    return SQL(
        """
        SELECT 'payment', p.id, p.date, NULL, p.id
          FROM account_payment p
         WHERE p.move_id IS NULL AND p.state = 'in_process'
           AND p.partner_type = 'customer'
           AND p.company_id = %(company)s AND p.partner_id IN (%(partners)s)
         UNION ALL
        SELECT 'online', t.id, COALESCE(t.last_state_change, t.create_date)::date,
               NULL, NULL
          FROM payment_transaction t
         WHERE t.payment_id IS NULL AND t.operation IS DISTINCT FROM 'validation'
           AND t.state IN ('pending', 'authorized', 'done', 'cancel', 'error')
           AND t.company_id = %(company)s AND t.partner_id IN (%(partners)s)
        """,
        company=company.id,
        partners=contacts_sql(customer),
    )
