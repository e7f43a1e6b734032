"""Queries over what moved: the sums of a period and its list of movements.

An invoice is one movement, however many instalments it has; every other journal
item is one of its own. An item that was settled by something outside the section
(another currency, another account) is followed by a movement that takes it off, so
that the balance is always the sum of what is open.
"""

from datetime import date

from odoo.tools import SQL

from .items import DESCRIPTION, document_sql, page_sql, written_off_sql
from .queries import EFFECTIVE, Scope, moved_sql, open_items
from .values import Ask

# Instalments of one invoice share a key below zero, other items have their own.
KEY = SQL("CASE WHEN l.display_type = 'payment_term' THEN - l.move_id ELSE l.id END")


def totals_sql(scope: Scope, date_from: date) -> SQL:
    """Return the opening balance and the sums of the period by currency.

    Columns: currency id, opening, then of the period the number of movements,
    invoiced, credited, paid, refunded, other, charges, credits.
    """
    return SQL(
        """
        WITH moved AS (%(moved)s),
        %(movements)s,
        sorted AS (
            SELECT currency_id, amount, date >= %(date_from)s AS within,
                   CASE WHEN source = 1 THEN 'other'
                        WHEN key < 0 AND amount < 0 THEN 'credited'
                        WHEN key < 0 THEN 'invoiced'
                        WHEN money AND amount < 0 THEN 'paid'
                        WHEN money THEN 'refunded'
                        ELSE 'other' END AS sort
              FROM movement
        )
        SELECT currency_id,
               COALESCE(SUM(amount) FILTER (WHERE NOT within), 0)::text,
               COUNT(*) FILTER (WHERE within),
               %(sums)s
          FROM sorted
         GROUP BY currency_id
        """,
        moved=moved_sql(scope),
        movements=_movements(scope, None),
        date_from=date_from,
        sums=SQL(", ").join(
            SQL(
                "COALESCE(SUM(amount) FILTER (WHERE within AND %s), 0)::text",
                condition,
            )
            for condition in (
                SQL("sort = 'invoiced'"),
                SQL("sort = 'credited'"),
                SQL("sort = 'paid'"),
                SQL("sort = 'refunded'"),
                SQL("sort = 'other'"),
                SQL("amount > 0"),
                SQL("amount < 0"),
            )
        ),
    )


def _since(day: SQL, date_from: date | None) -> SQL:
    return SQL("%s >= %s", day, date_from) if date_from else SQL("TRUE")


def _movements(scope: Scope, date_from: date | None) -> SQL:
    """Return the common table ``movement``, from a day on or from the beginning."""
    return SQL(
        """
        movement AS (
            SELECT l.currency_id, l.date, 0 AS source, %(key)s AS key,
                   MIN(l.id) AS id, SUM(l.amount_currency) AS amount,
                   MAX(l.date_maturity) AS due, COUNT(*) AS terms,
                   BOOL_OR(l.payment_id IS NOT NULL
                           OR l.statement_line_id IS NOT NULL) AS money
              FROM account_move_line l
             WHERE %(lines)s AND l.date <= %(as_at)s AND %(since)s
               AND l.id NOT IN (SELECT id FROM moved)
             GROUP BY l.currency_id, l.date, %(key)s
            HAVING SUM(l.amount_currency) <> 0 OR %(key)s < 0
             UNION ALL
            SELECT l.currency_id, moved.effective, 0, l.id, l.id, l.amount_currency,
                   l.date_maturity, 1, FALSE
              FROM moved JOIN account_move_line l ON l.id = moved.id
             WHERE moved.effective <= %(as_at)s AND %(moved_since)s
             UNION ALL
            %(transfers)s
        )
        """,
        key=KEY,
        lines=scope.lines("l"),
        as_at=scope.as_at,
        since=_since(SQL("l.date"), date_from),
        moved_since=_since(SQL("moved.effective"), date_from),
        transfers=_transfers(scope, date_from),
    )


def _transfers(scope: Scope, date_from: date | None) -> SQL:
    """Return what items were settled by outside their section, from either side."""
    values = {
        "effective": EFFECTIVE,
        "lines": scope.lines("l"),
        "inside": scope.lines("o"),
        "partners": scope.partner_ids,
        "period": SQL(
            "%s <= %s AND %s", EFFECTIVE, scope.as_at, _since(EFFECTIVE, date_from)
        ),
    }
    sides = (
        ("debit_move_id", "credit_move_id", SQL("- p.debit_amount_currency")),
        ("credit_move_id", "debit_move_id", SQL("p.credit_amount_currency")),
    )
    return SQL(" UNION ALL ").join(
        SQL(
            """
            SELECT l.currency_id, %(effective)s, 1, p.id, l.id, %(amount)s,
                   NULL::date, 1, FALSE
              FROM account_partial_reconcile p
              JOIN account_move_line l ON l.id = p.%(side)s
              JOIN account_move_line o ON o.id = p.%(other)s
             WHERE p.customer_zone_across AND %(period)s AND %(lines)s
               AND %(amount)s <> 0
               AND NOT (%(inside)s AND o.currency_id = l.currency_id)
               AND (o.parent_state = 'posted' OR o.partner_id NOT IN %(partners)s)
            """,
            side=SQL.identifier(side),
            other=SQL.identifier(other),
            amount=amount,
            **values,
        )
        for side, other, amount in sides
    )


def movement_lines_sql(scope: Scope, ask: Ask) -> SQL:
    """Return one page of movements per currency, by date and then by id.

    Columns: those of ``rows``. The running balance begins at zero.
    """
    return SQL(
        """
        WITH %(items)s,
        %(movements)s,
        numbered AS (
            SELECT movement.*,
                   ROW_NUMBER() OVER page AS position,
                   SUM(amount) OVER page AS running
              FROM movement
            WINDOW page AS (PARTITION BY currency_id ORDER BY date, source, id, key
                            ROWS UNBOUNDED PRECEDING)
        ),
        left_over AS (
            SELECT %(key)s AS key, SUM(item.residual) AS residual,
                   MIN(COALESCE(l.date_maturity, l.date))
                       FILTER (WHERE item.residual > 0) AS due
              FROM item JOIN account_move_line l ON l.id = item.id
             GROUP BY %(key)s
        )
        SELECT n.currency_id, l.id, l.move_id, l.payment_id,
               CASE WHEN n.source = 1 THEN 'transfer' ELSE %(document)s END,
               n.date, n.due, m.name, m.ref, %(description)s,
               n.amount::text, n.running::text, COALESCE(r.residual, 0)::text,
               GREATEST(0, %(as_at)s::date - r.due),
               1, n.terms, %(written_off)s::text, NULL
          FROM numbered n
          JOIN account_move_line l ON l.id = n.id
          JOIN account_move m ON m.id = l.move_id
          LEFT JOIN account_payment pay ON pay.id = l.payment_id AND n.source = 0
          LEFT JOIN left_over r ON r.key = n.key AND n.source = 0
         WHERE %(page)s
         ORDER BY n.currency_id, n.position
        """,
        movements=_movements(scope, ask.date_from),
        items=open_items(scope),
        key=KEY,
        document=document_sql(SQL("n.amount")),
        description=DESCRIPTION,
        written_off=written_off_sql(SQL("n.amount")),
        as_at=scope.as_at,
        page=page_sql(ask),
    )
