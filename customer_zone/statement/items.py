"""The query over the list of open items, and what all lists of lines have in common."""

from dataclasses import replace

from odoo.tools import SQL

from .ageing import bucket_sql
from .open_items import SIGNS, open_items, untouched_items
from .queries import IS_PAYMENT, Scope
from .values import Ask

# Oldest due first; credit comes after all that is owed.
ORDER = SQL("item.due, item.date, item.id")
# So many places are looked into one by one: beyond, all open items are read at once.
MOST_ONE_BY_ONE = 20


def open_lines_sql(scope: Scope, ask: Ask, currency_ids) -> SQL:
    """Return one page of open items per currency, oldest due first, credit last.

    Columns: those of ``rows``.

    :param currency_ids: those in which something is open, at least one
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
                ORDER BY item.residual < 0, %(order)s
                ROWS UNBOUNDED PRECEDING)
        )
        %(columns)s
        """,
        items=open_items(scope, _until_page_end(scope, ask, chosen, currency_ids)),
        bucket=bucket,
        chosen=chosen,
        order=ORDER,
        columns=_open_columns(scope, ask),
    )


def _until_page_end(scope: Scope, ask: Ask, chosen: SQL, currency_ids):
    """Return the untouched items up to the end of the page, None for all of them.

    They stand in an index in the order of the list, by customer and account: from each
    of these come as many as the page can end with.
    """
    one_by_one = len(scope.partner_ids) * len(scope.account_ids) * len(currency_ids)
    if ask.limit is None or one_by_one > MOST_ONE_BY_ONE:
        return None
    places = [
        replace(scope, partner_ids=(partner,), account_ids=(account,), currency_id=one)
        for partner in scope.partner_ids
        for account in scope.account_ids
        for one in currency_ids
    ]
    return SQL(" UNION ALL ").join(
        SQL(
            "(SELECT * FROM (%s) item WHERE %s ORDER BY %s LIMIT %s)",
            untouched_items(place, sign),
            chosen,
            ORDER,
            ask.offset + ask.limit,
        )
        for place in places
        for sign in SIGNS
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
             WHEN %(money)s
             THEN CASE WHEN %(amount)s < 0 THEN 'payment' ELSE 'refund' END
             WHEN (SELECT TRUE FROM account_partial_reconcile x
                    WHERE x.exchange_move_id = m.id LIMIT 1) THEN 'exchange'
             WHEN m.reversed_entry_id IS NOT NULL THEN 'reversal'
             ELSE 'entry' END
        """,
        money=IS_PAYMENT,
        amount=amount,
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
