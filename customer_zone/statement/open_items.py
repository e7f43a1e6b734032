"""What is open on a day, its ageing and the credit in it."""

from odoo.tools import SQL

from .ageing import bucket_sql
from .matching import ITEM, changes_sql, moved_sql
from .queries import Scope
from .values import Basis, Unit

# What is owed and what is credit have an index each, so they are read apart.
SIGNS = (SQL(">"), SQL("<"))


def open_items(scope: Scope, untouched: SQL | None = None) -> SQL:
    """Return the common tables ``moved`` to ``item``: what was open at the day.

    ``item`` has id, currency_id, date, due, invoiced (days to count an age from)
    and residual. The cost follows what is open now and what was matched after the
    day, not the length of the ledger. Only what has changed since is put together;
    all else passes as it is, without sorting.

    :param untouched: a part of ``untouched_items`` where not all are wanted
    """
    if untouched is None:
        untouched = SQL(" UNION ALL ").join(
            untouched_items(scope, sign) for sign in SIGNS
        )
    return SQL(
        """
        moved AS (%(moved)s),
        changed AS (
            SELECT part.id, part.currency_id, part.date, part.due, part.invoiced,
                   SUM(part.residual) AS residual
              FROM (%(changes)s) part
             GROUP BY part.id, part.currency_id, part.date, part.due, part.invoiced
        ),
        item AS (
            %(untouched)s
             UNION ALL
            SELECT c.id, c.currency_id, c.date, c.due, c.invoiced,
                   c.residual + now.residual
              FROM changed c
              JOIN account_move_line l ON l.id = c.id
             CROSS JOIN LATERAL (
                SELECT CASE WHEN l.reconciled THEN 0
                            ELSE COALESCE(l.amount_residual_currency, 0)
                       END AS residual
             ) now
             WHERE c.residual + now.residual <> 0
               AND c.id NOT IN (SELECT id FROM moved WHERE effective > %(as_at)s)
        )
        """,
        moved=moved_sql(scope),
        changes=changes_sql(scope),
        columns=ITEM,
        untouched=untouched,
        as_at=scope.as_at,
    )


def untouched_items(scope: Scope, sign: SQL) -> SQL:
    """Return the rows of ``item`` that are open today as they were at the day.

    :param sign: ``>`` for what is owed, ``<`` for credit
    """
    return SQL(
        """
        SELECT %(columns)s, l.amount_residual_currency AS residual
          FROM account_move_line l
         WHERE %(lines)s AND l.date <= %(as_at)s
           AND l.reconciled IS NOT TRUE AND l.amount_residual_currency %(sign)s 0
           AND l.id NOT IN (SELECT id FROM changed)
           AND l.id NOT IN (SELECT id FROM moved WHERE effective > %(as_at)s)
        """,
        columns=ITEM,
        lines=scope.lines("l"),
        as_at=scope.as_at,
        sign=sign,
    )


def ageing_sql(scope: Scope, basis: Basis, unit: Unit) -> SQL:
    """Return sums of open items by currency and row of the ageing.

    Columns: currency id, row, amount, number of items, overdue amount, days the
    oldest of them is overdue. Items of the same days are added up before anything is
    worked out of their days.
    """
    return SQL(
        """
        WITH %(items)s,
        days AS (
            SELECT currency_id, due, invoiced, residual < 0 AS is_credit,
                   SUM(residual) AS residual, COUNT(*) AS number
              FROM item
             GROUP BY currency_id, due, invoiced, is_credit
        )
        SELECT item.currency_id,
               %(bucket)s AS bucket,
               SUM(item.residual)::text,
               SUM(item.number)::bigint,
               COALESCE(SUM(item.residual) FILTER (WHERE %(late)s), 0)::text,
               COALESCE(MAX(%(as_at)s::date - item.due) FILTER (WHERE %(late)s), 0)
          FROM days item
         GROUP BY item.currency_id, bucket
        """,
        items=open_items(scope),
        bucket=bucket_sql(scope.as_at, basis, unit),
        as_at=scope.as_at,
        late=SQL("item.residual > 0 AND item.due < %s", scope.as_at),
    )


def credit_sql(scope: Scope) -> SQL:
    """Return what is left of credit notes and payments, by currency.

    Columns: currency id, amount, below zero.
    """
    return SQL(
        """
        WITH %s
        SELECT item.currency_id, SUM(item.residual)::text
          FROM item
         WHERE item.residual < 0
         GROUP BY item.currency_id
        """,
        open_items(scope),
    )
