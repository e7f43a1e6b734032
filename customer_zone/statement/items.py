"""The query over the list of open items, and what all lists of lines have in common."""

from odoo.tools import SQL

from .ageing import bucket_sql
from .open_items import open_items
from .queries import Scope
from .values import Ask

# Oldest due first, credit last.
ORDER = SQL("residual < 0, due, date, id")


def open_lines_sql(scope: Scope, ask: Ask, currency_ids) -> SQL:
    """Return one page of open items per currency, oldest due first, credit last.

    Columns: those of ``rows``.

    :param currency_ids: those in which something is open, at least one
    """
    return SQL(
        """
        WITH %(items)s,
        picked AS (%(picked)s),
        numbered AS (
            SELECT picked.id, picked.residual, picked.currency_id, picked.due,
                   picked.bucket,
                   ROW_NUMBER() OVER page AS position,
                   SUM(picked.residual) OVER page AS running
              FROM picked
            WINDOW page AS (
                PARTITION BY picked.currency_id
                ORDER BY %(order)s ROWS UNBOUNDED PRECEDING)
        )
        %(columns)s
        """,
        items=open_items(scope),
        picked=_picked(scope, ask, currency_ids),
        order=ORDER,
        columns=_open_columns(scope, ask),
    )


def _picked(scope: Scope, ask: Ask, currency_ids) -> SQL:
    """Return the items up to the end of the page: what follows needs no place."""
    bucket = bucket_sql(scope.as_at, ask.basis, ask.unit)
    chosen = SQL("TRUE") if ask.bucket is None else SQL("%s = %s", bucket, ask.bucket)
    if ask.limit is None:
        return SQL("SELECT item.*, %s AS bucket FROM item WHERE %s", bucket, chosen)
    return SQL(" UNION ALL ").join(
        SQL(
            "(SELECT item.*, %s AS bucket FROM item"
            " WHERE item.currency_id = %s AND %s ORDER BY %s LIMIT %s)",
            bucket,
            currency_id,
            chosen,
            ORDER,
            ask.offset + ask.limit,
        )
        for currency_id in currency_ids
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
