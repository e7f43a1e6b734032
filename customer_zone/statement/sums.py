"""The query over what moved in a period: sums by sort, and by day.

The sums of each day tell where a page of movements begins and ends, so that its
lines can be read without walking through all that went before.
"""

from dataclasses import replace
from datetime import date, timedelta

from odoo.tools import SQL

from .matching import moved_sql
from .movements import MOVEMENT_COLUMNS, since_sql, transfers_sql
from .queries import Scope

CONDITIONS = (
    SQL("sort = 'invoiced'"),
    SQL("sort = 'credited'"),
    SQL("sort = 'paid'"),
    SQL("sort = 'refunded'"),
    SQL("sort = 'other'"),
    SQL("amount > 0"),
    SQL("amount < 0"),
)
NAMES = ("invoiced", "credited", "paid", "refunded", "other", "charges", "credits")


def sums_sql(scope: Scope, date_from: date | None) -> SQL:
    """Return the opening balance and the sums of the period.

    Columns: currency id, day, opening, then of the period the number of movements,
    their sum, invoiced, credited, paid, refunded, other, charges, credits. Rows with
    a day are the sums of that day; the row without is the whole of the currency.
    """
    return SQL(
        """
        WITH moved AS (%(moved)s),
        sorted AS (
            SELECT currency_id, date AS day, amount, TRUE AS within,
                   CASE WHEN source = 1 THEN 'other'
                        WHEN invoice AND amount < 0 THEN 'credited'
                        WHEN invoice THEN 'invoiced'
                        WHEN money AND amount < 0 THEN 'paid'
                        WHEN money THEN 'refunded'
                        ELSE 'other' END AS sort
              FROM (%(amounts)s) movement
             UNION ALL
            %(before)s
        ),
        daily AS (
            SELECT currency_id, day,
                   COALESCE(SUM(amount) FILTER (WHERE NOT within), 0) AS opening,
                   COUNT(*) FILTER (WHERE within) AS count,
                   COALESCE(SUM(amount) FILTER (WHERE within), 0) AS amount,
                   %(sums)s
              FROM sorted
             GROUP BY currency_id, day
        )
        SELECT currency_id, day, opening::text, count, amount::text, %(texts)s
          FROM daily
         WHERE day IS NOT NULL
         UNION ALL
        SELECT currency_id, NULL, SUM(opening)::text, SUM(count)::bigint,
               SUM(amount)::text, %(totals)s
          FROM daily
         GROUP BY currency_id
         ORDER BY 1, 2
        """,
        moved=moved_sql(scope),
        amounts=_amounts(scope, date_from),
        before=_before(scope, date_from),
        sums=_columns("COALESCE(SUM(amount) FILTER (WHERE within AND %s), 0) AS %s"),
        texts=SQL(", ").join(SQL("%s::text", SQL.identifier(name)) for name in NAMES),
        totals=SQL(", ").join(
            SQL("SUM(%s)::text", SQL.identifier(name)) for name in NAMES
        ),
    )


def _columns(pattern: str) -> SQL:
    return SQL(", ").join(
        SQL(pattern, condition, SQL.identifier(name))
        for condition, name in zip(CONDITIONS, NAMES, strict=True)
    )


def _amounts(scope: Scope, date_from: date | None) -> SQL:
    """Return every movement as ``movement_lines_sql`` lists it, amounts alone.

    Only instalments have to be put together; all the rest passes as it is.
    """
    return SQL(
        """
        SELECT l.currency_id, l.date, 0 AS source, SUM(l.amount_currency) AS amount,
               TRUE AS invoice, FALSE AS money
          FROM account_move_line l
         WHERE %(period)s AND l.display_type = 'payment_term'
         GROUP BY l.move_id, l.currency_id, l.date
         UNION ALL
        SELECT l.currency_id, l.date, 0, l.amount_currency, FALSE,
               l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL
          FROM account_move_line l
         WHERE %(period)s AND l.display_type IS DISTINCT FROM 'payment_term'
           AND l.amount_currency <> 0
         UNION ALL
        SELECT l.currency_id, moved.effective, 0, l.amount_currency, FALSE, FALSE
          FROM moved JOIN account_move_line l ON l.id = moved.id
         WHERE moved.effective <= %(as_at)s AND %(moved_since)s
         UNION ALL
        SELECT t.currency_id, t.date, t.source, t.amount, FALSE, t.money
          FROM (%(transfers)s) t(%(columns)s)
        """,
        columns=MOVEMENT_COLUMNS,
        period=SQL(
            "%s AND l.date <= %s AND %s AND l.id NOT IN (SELECT id FROM moved)",
            scope.lines("l"),
            scope.as_at,
            since_sql(SQL("l.date"), date_from),
        ),
        as_at=scope.as_at,
        moved_since=since_sql(SQL("moved.effective"), date_from),
        transfers=transfers_sql(scope, date_from),
    )


def _before(scope: Scope, date_from: date | None) -> SQL:
    """Return what moved before the period, as one row per currency and source."""
    if date_from is None:
        return SQL("SELECT NULL, NULL, NULL, FALSE, NULL WHERE FALSE")
    earlier = replace(scope, as_at=date_from - timedelta(days=1))
    return SQL(
        """
        SELECT l.currency_id, NULL, SUM(l.amount_currency), FALSE, NULL
          FROM account_move_line l
         WHERE %(lines)s AND l.date <= %(until)s
           AND l.id NOT IN (SELECT id FROM moved)
         GROUP BY l.currency_id
         UNION ALL
        SELECT l.currency_id, NULL, l.amount_currency, FALSE, NULL
          FROM moved JOIN account_move_line l ON l.id = moved.id
         WHERE moved.effective <= %(until)s
         UNION ALL
        SELECT t.currency_id, NULL, t.amount, FALSE, NULL
          FROM (%(transfers)s) t(%(columns)s)
        """,
        columns=MOVEMENT_COLUMNS,
        lines=scope.lines("l"),
        until=earlier.as_at,
        transfers=transfers_sql(earlier, None),
    )
