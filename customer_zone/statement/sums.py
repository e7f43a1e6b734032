"""The query over what moved in a period: sums by sort, and by day.

The sums of each day tell where a page of movements begins and ends, so that its
lines can be read without walking through all that went before.
"""

from dataclasses import replace
from datetime import date, timedelta

from odoo.tools import SQL

from .matching import moved_sql
from .movements import MOVEMENT_COLUMNS, since_sql, transfers_sql
from .queries import IS_PAYMENT, Scope

# The sorts a movement can be of: numbers, since they are compared for every line.
SORT = SQL(
    """
    CASE WHEN invoice THEN CASE WHEN amount < 0 THEN 2 ELSE 1 END
         WHEN money THEN CASE WHEN amount < 0 THEN 3 ELSE 4 END
         WHEN amount < 0 THEN 6 ELSE 5 END
    """
)
SORTS = {
    "invoiced": SQL("sort = 1"),
    "credited": SQL("sort = 2"),
    "paid": SQL("sort = 3"),
    "refunded": SQL("sort = 4"),
    "other": SQL("sort IN (5, 6)"),
    "charges": SQL("amount > 0"),
    "credits": SQL("amount < 0"),
}


def sums_sql(scope: Scope, date_from: date | None, with_opening: bool) -> SQL:
    """Return the opening balance, zero where it is not wanted, and the period's sums.

    Columns: currency id, day, opening, then of the period the number of movements,
    their sum, invoiced, credited, paid, refunded, other, charges, credits. Rows with
    a day are the sums of that day; the row without is the whole of the currency.
    """
    return SQL(
        """
        WITH moved AS (%(moved)s),
        parted AS MATERIALIZED (%(parted)s),
        sorted AS (%(sorted)s UNION ALL %(before)s),
        daily AS (
            SELECT currency_id, day,
                   COALESCE(SUM(amount) FILTER (WHERE NOT within), 0) AS opening,
                   COALESCE(SUM(count) FILTER (WHERE within), 0)::bigint AS count,
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
        parted=_parted(scope, date_from),
        sorted=_sorted(scope, date_from),
        before=_before(scope, date_from if with_opening else None),
        sums=_columns("COALESCE(SUM(amount) FILTER (WHERE within AND %s), 0) AS %s"),
        texts=_names("%s::text"),
        totals=_names("SUM(%s)::text"),
    )


def _columns(pattern: str) -> SQL:
    return SQL(", ").join(
        SQL(pattern, condition, SQL.identifier(name))
        for name, condition in SORTS.items()
    )


def _names(pattern: str) -> SQL:
    return SQL(", ").join(SQL(pattern, SQL.identifier(name)) for name in SORTS)


def _sorted(scope: Scope, date_from: date | None) -> SQL:
    """Return the sums and numbers of movements by currency, day and sort."""
    return SQL(
        """
        SELECT currency_id, date AS day, SUM(amount) AS amount, COUNT(*) AS count,
               TRUE AS within, %s AS sort
          FROM (%s) movement
         GROUP BY currency_id, date, sort
        """,
        SORT,
        _amounts(scope, date_from),
    )


def _period(scope: Scope, date_from: date | None) -> SQL:
    """Return the condition that ``l`` is an item of the ledger and of the period."""
    return SQL(
        "%s AND l.date <= %s AND %s AND l.id NOT IN (SELECT id FROM moved)",
        scope.lines("l"),
        scope.as_at,
        since_sql(SQL("l.date"), date_from),
    )


def _parted(scope: Scope, date_from: date | None) -> SQL:
    """Return the invoices of several instalments, which are one movement each.

    Only those with more than one instalment on these accounts.
    """
    return SQL(
        """
        SELECT l.move_id
          FROM account_move_line l
         WHERE %s AND l.customer_zone_instalment
         GROUP BY l.move_id
        HAVING COUNT(*) > 1
        """,
        _period(scope, date_from),
    )


def _amounts(scope: Scope, date_from: date | None) -> SQL:
    """Return every movement as ``movement_lines_sql`` lists it, amounts alone.

    Only instalments have to be put together, and few invoices have any: all the
    rest passes as it is, in one go and without sorting.
    """
    return SQL(
        """
        SELECT l.currency_id, l.date, l.amount_currency AS amount,
               l.display_type IS NOT DISTINCT FROM 'payment_term' AS invoice,
               %(is_money)s AS money
          FROM account_move_line l
         WHERE %(period)s
           AND CASE WHEN l.display_type = 'payment_term'
                    THEN l.move_id NOT IN (SELECT move_id FROM parted)
                    ELSE l.amount_currency <> 0 END
         UNION ALL
        SELECT l.currency_id, l.date, SUM(l.amount_currency), TRUE, FALSE
          FROM account_move_line l
          JOIN parted ON parted.move_id = l.move_id
         WHERE %(period)s AND l.display_type = 'payment_term'
         GROUP BY l.move_id, l.currency_id, l.date
         UNION ALL
        SELECT l.currency_id, moved.effective, l.amount_currency, FALSE, FALSE
          FROM moved JOIN account_move_line l ON l.id = moved.id
         WHERE moved.effective <= %(as_at)s AND %(moved_since)s
         UNION ALL
        SELECT t.currency_id, t.date, t.amount, FALSE, FALSE
          FROM (%(transfers)s) t(%(columns)s)
        """,
        columns=MOVEMENT_COLUMNS,
        is_money=IS_PAYMENT,
        period=_period(scope, date_from),
        as_at=scope.as_at,
        moved_since=since_sql(SQL("moved.effective"), date_from),
        transfers=transfers_sql(scope, date_from),
    )


def _before(scope: Scope, date_from: date | None) -> SQL:
    """Return what moved before the period, as one row per currency and source."""
    if date_from is None:
        return SQL("SELECT NULL, NULL, NULL, 0, FALSE, NULL WHERE FALSE")
    earlier = replace(scope, as_at=date_from - timedelta(days=1))
    return SQL(
        """
        SELECT l.currency_id, NULL, SUM(l.amount_currency), 0, FALSE, NULL
          FROM account_move_line l
         WHERE %(lines)s AND l.date <= %(until)s
           AND l.id NOT IN (SELECT id FROM moved)
         GROUP BY l.currency_id
         UNION ALL
        SELECT l.currency_id, NULL, l.amount_currency, 0, FALSE, NULL
          FROM moved JOIN account_move_line l ON l.id = moved.id
         WHERE moved.effective <= %(until)s
         UNION ALL
        SELECT t.currency_id, NULL, t.amount, 0, FALSE, NULL
          FROM (%(transfers)s) t(%(columns)s)
        """,
        columns=MOVEMENT_COLUMNS,
        lines=scope.lines("l"),
        until=earlier.as_at,
        transfers=transfers_sql(earlier, None),
    )
