"""Queries over what is open on a day: the ageing and the list of open items."""

from odoo.tools import SQL

from .ageing import bucket_sql
from .matching import ITEM, changes_sql, moved_sql
from .queries import Scope
from .values import Ask, Basis, Unit


def open_items(scope: Scope) -> SQL:
    """Return the common tables ``moved`` and ``item``: what was open at the day.

    ``item`` has id, currency_id, date, due, invoiced (days to count an age from)
    and residual. The cost follows what is open now and what was matched after the
    day, not the length of the ledger.
    """
    return SQL(
        """
        moved AS (%(moved)s),
        item AS (
            SELECT part.id, part.currency_id, part.date, part.due, part.invoiced,
                   SUM(part.residual) AS residual
              FROM (
                SELECT %(columns)s, l.amount_residual_currency AS residual
                  FROM account_move_line l
                 WHERE %(lines)s AND l.date <= %(as_at)s
                   AND l.reconciled IS NOT TRUE
                 UNION ALL
                %(changes)s
              ) part
             WHERE part.id NOT IN (SELECT id FROM moved WHERE effective > %(as_at)s)
             GROUP BY part.id, part.currency_id, part.date, part.due, part.invoiced
            HAVING SUM(part.residual) <> 0
        )
        """,
        moved=moved_sql(scope),
        changes=changes_sql(scope),
        columns=ITEM,
        lines=scope.lines("l"),
        as_at=scope.as_at,
    )


def ageing_sql(scope: Scope, basis: Basis, unit: Unit) -> SQL:
    """Return sums of open items by currency and row of the ageing.

    Columns: currency id, row, amount, number of items, overdue amount, days the
    oldest of them is overdue.
    """
    return SQL(
        """
        WITH %(items)s
        SELECT item.currency_id,
               %(bucket)s AS bucket,
               SUM(item.residual)::text,
               COUNT(*),
               COALESCE(SUM(item.residual) FILTER (WHERE %(late)s), 0)::text,
               COALESCE(MAX(%(as_at)s::date - item.due) FILTER (WHERE %(late)s), 0)
          FROM item
         GROUP BY item.currency_id, bucket
        """,
        items=open_items(scope),
        bucket=bucket_sql(scope.as_at, basis, unit),
        as_at=scope.as_at,
        late=SQL("item.residual > 0 AND item.due < %s", scope.as_at),
    )


def open_lines_sql(scope: Scope, ask: Ask) -> SQL:
    """Return one page of open items per currency, oldest due first, credit last.

    Columns: those of ``rows``.
    """
    bucket = bucket_sql(scope.as_at, ask.basis, ask.unit)
    chosen = SQL("TRUE") if ask.bucket is None else SQL("%s = %s", bucket, ask.bucket)
    return SQL(
        """
        WITH %(items)s,
        numbered AS (
            SELECT item.id, item.residual, item.currency_id, item.due,
                   %(bucket)s AS bucket,
                   ROW_NUMBER() OVER page AS position,
                   SUM(item.residual) OVER page AS running
              FROM item
             WHERE %(chosen)s
            WINDOW page AS (
                PARTITION BY item.currency_id
                ORDER BY item.residual < 0, item.due, item.date, item.id
                ROWS UNBOUNDED PRECEDING)
        )
        %(columns)s
        """,
        items=open_items(scope),
        bucket=bucket,
        chosen=chosen,
        columns=_open_columns(scope, ask),
    )


def _open_columns(scope: Scope, ask: Ask) -> SQL:
    return SQL(
        """
        SELECT n.currency_id, l.id, l.move_id, l.payment_id,
               %(document)s, l.date, n.due,
               m.name, m.ref, %(description)s,
               l.amount_currency::text, n.running::text, n.residual::text,
               CASE WHEN n.residual > 0
                    THEN GREATEST(0, %(as_at)s::date - n.due) ELSE 0 END,
               term.position, term.total, %(written_off)s::text, n.bucket
          FROM numbered n
          %(records)s
         CROSS JOIN LATERAL (
            SELECT COUNT(*) FILTER (
                       WHERE (COALESCE(s.date_maturity, s.date), s.id)
                          <= (n.due, l.id)) AS position,
                   COUNT(*) AS total
              FROM account_move_line s
             WHERE s.move_id = l.move_id
               AND (s.id = l.id OR (s.display_type = 'payment_term'
                                    AND l.display_type = 'payment_term'))
         ) term
         WHERE %(page)s
         ORDER BY n.currency_id, n.position
        """,
        document=document_sql(SQL("l.amount_currency")),
        description=DESCRIPTION,
        written_off=written_off_sql(SQL("l.amount_currency")),
        as_at=scope.as_at,
        records=records_sql(ask),
        page=page_sql(ask),
    )


# What the document says about itself, in the customer's terms.
DESCRIPTION = SQL(
    "CASE WHEN m.move_type = 'entry' THEN l.name ELSE m.invoice_origin END"
)


def document_sql(amount: SQL) -> SQL:
    """Return what kind of document a line is, over aliases ``l`` and ``m``."""
    return SQL(
        """
        CASE WHEN m.move_type IN ('out_refund', 'in_refund') THEN 'credit_note'
             WHEN m.move_type <> 'entry' THEN 'invoice'
             WHEN l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL
             THEN CASE WHEN %s < 0 THEN 'payment' ELSE 'refund' END
             WHEN (SELECT TRUE FROM account_partial_reconcile x
                    WHERE x.exchange_move_id = m.id LIMIT 1) THEN 'exchange'
             WHEN m.reversed_entry_id IS NOT NULL THEN 'reversal'
             ELSE 'entry' END
        """,
        amount,
    )


def written_off_sql(amount: SQL) -> SQL:
    """Return how much of a payment's credit is more than the money paid."""
    return SQL(
        """
        CASE WHEN %(amount)s < 0 AND pay.currency_id = l.currency_id
             THEN GREATEST(0, - %(amount)s - pay.amount) ELSE 0 END
        """,
        amount=amount,
    )


def page_sql(ask: Ask) -> SQL:
    """Return the condition that a numbered row ``n`` is on the page asked for."""
    if ask.limit is None:
        return SQL("n.position > %s", ask.offset)
    return SQL(
        "n.position > %s AND n.position <= %s", ask.offset, ask.offset + ask.limit
    )


def records_sql(ask: Ask) -> SQL:
    """Return the joins from a numbered row ``n`` to ``l``, ``m`` and ``pay``.

    For a page they are looked up one by one: ``OFFSET 0`` keeps the database from
    reading whole tables because it cannot know how few rows a page has.
    """
    fence = SQL() if ask.limit is None else SQL("OFFSET 0")
    return SQL(
        """
          JOIN LATERAL (
            SELECT * FROM account_move_line WHERE id = n.id %(fence)s) l ON TRUE
          JOIN LATERAL (
            SELECT * FROM account_move WHERE id = l.move_id %(fence)s) m ON TRUE
          LEFT JOIN LATERAL (
            SELECT * FROM account_payment WHERE id = l.payment_id %(fence)s
          ) pay ON TRUE
        """,
        fence=fence,
    )
