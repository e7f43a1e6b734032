from dataclasses import dataclass
from datetime import date

from odoo import api, models
from odoo.tools import SQL

from .money_sql import (
    JOINS,
    NEWEST_FIRST,
    WORDS,
    entries_sql,
    narrowed_sql,
    others_sql,
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
        "source_transaction_id",
        "state",
    ],
    "res.company": ["parent_path"],
    "res.partner": ["commercial_partner_id"],
}


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

    @property
    def place(self):
        """Return ``(day, kind, id, item)``, which no other row of a list has.

        An entry in two currencies is two rows, each with journal items of its own.
        """
        return self.day, self.kind, self.id, min(self.line_ids, default=0)


@dataclass(frozen=True)
class MoneyWish:
    """Which of a customer's payments are wanted.

    :param first_day: None for no limit, like ``last_day``; both inclusive
    :param after: place of the row to start after, None for the newest
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
                            ORDER BY %(newest_first)s LIMIT %(most)s),
                one AS (SELECT * FROM wanted ORDER BY %(newest_first)s
                        OFFSET %(skip)s LIMIT %(limit)s)
                SELECT total.count, one.kind, one.id, one.day, one.line_ids, %(words)s
                  FROM (SELECT COUNT(*) FROM wanted) total
                  LEFT JOIN one ON TRUE %(joins)s
                 ORDER BY one.day DESC, one.kind DESC, one.id DESC, one.item DESC
                """,
                entries=entries_sql(customer, company, wish),
                others=others_sql(customer, company, self.env.tz.zone),
                newest_first=NEWEST_FIRST,
                narrowed=narrowed_sql(wish),
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
