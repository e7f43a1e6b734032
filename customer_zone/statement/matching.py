"""What matching does to open amounts, and from which day on.

What was open on a day is what is open now plus what was matched after that day.
A matching counts from the later of the day it was made and the dates of the two
items it joins, and only while both are posted. An exchange difference belongs to
the matching that made it, whatever day it was booked on.
"""

from odoo.tools import SQL

from .queries import Scope

# The day from which a matching counts; GREATEST leaves out what is NULL.
EFFECTIVE = SQL("GREATEST(p.customer_zone_matched_on, p.max_date)")

# What the table of open items keeps of a journal item.
ITEM = SQL(
    "l.id, l.currency_id, l.date, COALESCE(l.date_maturity, l.date) AS due,"
    " COALESCE(l.invoice_date, l.date) AS invoiced"
)


def moved_sql(scope: Scope) -> SQL:
    """Return exchange differences that count from a later day than they are booked.

    Only those that have an amount in their own currency: they come from matching
    two currencies.
    """
    return SQL(
        """
        SELECT l.id, MAX(p.customer_zone_matched_on) AS effective
          FROM account_partial_reconcile p
          JOIN account_move_line l ON l.move_id = p.exchange_move_id
         WHERE p.customer_zone_across AND p.customer_zone_matched_on > l.date
           AND l.amount_currency <> 0 AND %s
         GROUP BY l.id
        """,
        scope.lines("l"),
    )


def changes_sql(scope: Scope) -> SQL:
    """Return by how much the residual at the day differs from the one of now.

    Rows of the columns of ``item``, several per journal item. Two reasons: matching
    that counts from a later day, and matching with a draft. A document that was set
    back to draft keeps its matching, yet is not in the ledger until it is posted.
    """
    return SQL(
        """
        SELECT %(columns)s, side.amount AS residual
          FROM (%(later)s UNION ALL %(draft)s) side
          JOIN account_move_line l ON l.id = side.line_id
         WHERE %(lines)s AND l.date <= %(as_at)s
        """,
        columns=ITEM,
        later=_later(scope),
        draft=_draft(scope),
        lines=scope.lines("l"),
        as_at=scope.as_at,
    )


def _later(scope: Scope) -> SQL:
    """Return both sides of every matching that counts from a later day."""
    return SQL(
        """
        SELECT both_sides.line_id, both_sides.amount
          FROM account_partial_reconcile p
         CROSS JOIN LATERAL (
            VALUES (p.debit_move_id, p.debit_amount_currency),
                   (p.credit_move_id, - p.credit_amount_currency)
         ) both_sides(line_id, amount)
         WHERE %s > %s
        """,
        EFFECTIVE,
        scope.as_at,
    )


def _draft(scope: Scope) -> SQL:
    """Return the other sides of the customer's drafts, matched by the day."""
    return SQL(
        """
        SELECT other.line_id, other.amount
          FROM account_move_line d
         CROSS JOIN LATERAL (
            SELECT p.debit_move_id AS line_id, p.debit_amount_currency AS amount
              FROM account_partial_reconcile p
             WHERE p.credit_move_id = d.id AND %(effective)s <= %(as_at)s
             UNION ALL
            SELECT p.credit_move_id, - p.credit_amount_currency
              FROM account_partial_reconcile p
             WHERE p.debit_move_id = d.id AND %(effective)s <= %(as_at)s
         ) other
         WHERE d.partner_id IN %(partners)s AND d.parent_state = 'draft'
        """,
        effective=EFFECTIVE,
        as_at=scope.as_at,
        partners=scope.partner_ids,
    )
