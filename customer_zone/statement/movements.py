"""The query over what moved: the movements of a period, page by page.

An invoice is one movement, however many instalments it has; every other journal
item is one of its own. An item that was settled by something outside the section
(another currency, another account) is followed by a movement that takes it off, so
that the balance is always the sum of what is open.
"""

from dataclasses import replace
from datetime import date

from odoo.tools import SQL

from .items import (
    DESCRIPTION,
    document_sql,
    page_sql,
    records_sql,
    written_off_sql,
)
from .matching import EFFECTIVE, changes_sql, moved_sql
from .queries import IS_PAYMENT, Scope
from .span import Span
from .values import Ask

# Instalments of one invoice share a key below zero, other items have their own.
MOVEMENT_COLUMNS = SQL(
    "currency_id, date, source, key, id, amount, due, terms, money, residual, late"
)
KEY = SQL("CASE WHEN l.display_type = 'payment_term' THEN - l.move_id ELSE l.id END")


def since_sql(day: SQL, date_from: date | None) -> SQL:
    """Return the condition that a day is in a period, open at its end."""
    return SQL("%s >= %s", day, date_from) if date_from else SQL("TRUE")


def _movements(scope: Scope, date_from: date | None) -> SQL:
    """Return the common table ``movement``, from a day on or from the beginning."""
    return SQL(
        """
        movement AS (
            SELECT l.currency_id, l.date, 0 AS source, %(key)s AS key,
                   MIN(l.id) AS id, SUM(l.amount_currency) AS amount,
                   MAX(l.date_maturity) AS due, COUNT(*) AS terms,
                   BOOL_OR(%(is_money)s) AS money,
                   SUM(l.amount_residual_currency) AS residual,
                   MIN(COALESCE(l.date_maturity, l.date))
                       FILTER (WHERE l.amount_residual_currency > 0) AS late
              FROM account_move_line l
             WHERE %(lines)s AND l.date <= %(as_at)s AND %(since)s
               AND l.id NOT IN (SELECT id FROM moved)
             GROUP BY l.currency_id, l.date, %(key)s
            HAVING SUM(l.amount_currency) <> 0 OR %(key)s < 0
             UNION ALL
            SELECT l.currency_id, moved.effective, 0, l.id, l.id, l.amount_currency,
                   l.date_maturity, 1, FALSE, l.amount_residual_currency, NULL
              FROM moved JOIN account_move_line l ON l.id = moved.id
             WHERE moved.effective <= %(as_at)s AND %(moved_since)s
             UNION ALL
            %(transfers)s
        )
        """,
        key=KEY,
        is_money=IS_PAYMENT,
        lines=scope.lines("l"),
        as_at=scope.as_at,
        since=since_sql(SQL("l.date"), date_from),
        moved_since=since_sql(SQL("moved.effective"), date_from),
        transfers=transfers_sql(scope, date_from),
    )


def transfers_sql(scope: Scope, date_from: date | None) -> SQL:
    """Return what items were settled by outside their section, from either side."""
    values = {
        "effective": EFFECTIVE,
        "lines": scope.lines("l"),
        "inside": scope.lines("o"),
        "partners": scope.partner_ids,
        "period": SQL(
            "%s <= %s AND %s", EFFECTIVE, scope.as_at, since_sql(EFFECTIVE, date_from)
        ),
    }
    sides = (
        ("debit_move_id", "credit_move_id", SQL("- p.debit_amount_currency")),
        ("credit_move_id", "debit_move_id", SQL("p.credit_amount_currency")),
    )
    return SQL(" UNION ALL ").join(
        SQL(
            """
            SELECT l.currency_id, %(effective)s AS date, 1 AS source, p.id AS key,
                   l.id, %(amount)s AS amount, NULL::date, 1, FALSE, 0, NULL::date
              FROM account_partial_reconcile p
              JOIN account_move_line l ON l.id = p.%(side)s
              JOIN account_move_line o ON o.id = p.%(other)s
             WHERE p.customer_zone_across AND %(period)s AND %(lines)s
               AND %(amount)s <> 0
               AND (%(inside)s AND o.currency_id = l.currency_id) IS NOT TRUE
               AND (o.parent_state = 'posted'
                    OR (o.partner_id IN %(partners)s) IS NOT TRUE)
            """,
            side=SQL.identifier(side),
            other=SQL.identifier(other),
            amount=amount,
            **values,
        )
        for side, other, amount in sides
    )


def movement_lines_sql(scope: Scope, ask: Ask, spans: list[Span]) -> SQL:
    """Return one page of movements per currency, by date and then by id.

    Columns: those of ``rows``. The running balance begins at zero. What is left of
    a movement is what is left of it now, changed back to the day.

    :param spans: the days that hold the page, of each currency that has one
    """
    first = min((span.first for span in spans), default=scope.as_at)
    last = max((span.last for span in spans), default=scope.as_at)
    return SQL(
        """
        WITH moved AS (%(moved)s),
        %(movements)s,
        %(numbered)s,
        %(changed)s
        SELECT n.currency_id, l.id, l.move_id, l.payment_id,
               CASE WHEN n.source = 1 THEN 'transfer' ELSE %(document)s END,
               n.date, n.due, m.name, m.ref, %(description)s,
               n.amount::text, n.running::text,
               (n.residual + COALESCE(c.residual, 0))::text,
               GREATEST(0, %(as_at)s::date - LEAST(n.late, c.late)),
               1, n.terms,
               CASE WHEN n.source = 1 THEN 0 ELSE %(written_off)s END::text, NULL
          FROM numbered n
          %(records)s
          LEFT JOIN changed c ON c.key = n.key AND n.source = 0
         WHERE %(page)s
         ORDER BY n.currency_id, n.position
        """,
        moved=moved_sql(scope),
        movements=_movements(replace(scope, as_at=last), first),
        numbered=_numbered(spans),
        changed=_changed(scope),
        document=document_sql(SQL("n.amount")),
        description=DESCRIPTION,
        written_off=written_off_sql(SQL("n.amount")),
        as_at=scope.as_at,
        records=records_sql(ask),
        page=page_sql(ask),
    )


def _numbered(spans: list[Span]) -> SQL:
    """Return the common table ``numbered``: movements with place and balance."""
    return SQL(
        """
        numbered AS (
            SELECT movement.*,
                   span.position + ROW_NUMBER() OVER page AS position,
                   span.running + SUM(amount) OVER page AS running
              FROM movement
              JOIN (%(spans)s) span(currency_id, first, last, position, running)
                ON span.currency_id = movement.currency_id
               AND movement.date BETWEEN span.first AND span.last
            WINDOW page AS (PARTITION BY movement.currency_id
                            ORDER BY date, source, id, key
                            ROWS UNBOUNDED PRECEDING)
        )
        """,
        spans=_spans(spans),
    )


def _spans(spans: list[Span]) -> SQL:
    """Return the spans as a table."""
    if not spans:
        return SQL("SELECT 0, NULL::date, NULL::date, 0, 0 WHERE FALSE")
    return SQL(" UNION ALL ").join(
        SQL(
            "SELECT %s, %s::date, %s::date, %s, %s::numeric",
            span.currency_id,
            span.first,
            span.last,
            span.position,
            span.running,
        )
        for span in spans
    )


def _changed(scope: Scope) -> SQL:
    """Return the common table ``changed``: residuals at the day less those of now."""
    return SQL(
        """
        changed AS (
            SELECT %(key)s AS key, SUM(part.residual) AS residual,
                   MIN(part.due) FILTER (WHERE part.residual > 0) AS late
              FROM (%(changes)s) part
              JOIN account_move_line l ON l.id = part.id
             GROUP BY %(key)s
        )
        """,
        key=KEY,
        changes=changes_sql(scope),
    )
