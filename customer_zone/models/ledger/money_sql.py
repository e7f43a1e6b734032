"""SQL for a customer's payments of every origin.

Rows have kind, id, day, line_ids, item (the first of these) and payment_id.
"""

from odoo.tools import SQL

from ...statement.queries import IS_MONEY
from .newest import contacts_sql, customer_accounts_sql, newest_moves_sql

MOST_ID = 2**31 - 1
NEWEST_FIRST = SQL("day DESC, kind DESC, id DESC, item DESC")
# The words of a row, read only for those of the page.
WORDS = SQL(
    """
    COALESCE(m.name, ''), m.reversed_entry_id IS NOT NULL,
    COALESCE(NULLIF(s.payment_ref, ''), m.ref, ''), COALESCE(j.type, ''),
    CASE WHEN way.name IN (SELECT value FROM jsonb_each_text(method.name))
         THEN '' ELSE COALESCE(way.name, '') END
    """
)
JOINS = SQL(
    """
    LEFT JOIN account_move m ON m.id = one.id AND one.kind = 'entry'
    LEFT JOIN account_bank_statement_line s ON s.move_id = m.id
    LEFT JOIN account_payment p ON p.id = one.payment_id
    LEFT JOIN account_journal j ON j.id = COALESCE(m.journal_id, p.journal_id)
    LEFT JOIN account_payment_method_line way ON way.id = p.payment_method_line_id
    LEFT JOIN account_payment_method method ON method.id = way.payment_method_id
    """
)


def narrowed_sql(wish):
    """Return the condition on the place of a row."""
    parts = [SQL("TRUE")]
    if wish.first_day:
        parts.append(SQL("day >= %s", wish.first_day))
    if wish.last_day:
        parts.append(SQL("day <= %s", wish.last_day))
    if wish.after:
        parts.append(SQL("(day, kind, id, item) < %s", wish.after))
    return SQL(" AND ").join(parts)


def entries_sql(customer, company, wish):
    """Return money on the account: one row per journal entry and currency.

    Of the newest entries, as many as are counted; each is read by itself, as in
    ``account_move_line_lately``.
    """
    newest = None
    if wish.after:
        # Entries of a day come last: behind another kind there are all of the day's.
        day, kind, number, _item = wish.after
        newest = (day, number if kind == "entry" else MOST_ID)
    return SQL(
        """
        SELECT 'entry' AS kind, newest.move_id AS id, one.day, one.line_ids,
               one.line_ids[1] AS item, one.payment_id
          FROM (%(moves)s) newest
         CROSS JOIN LATERAL (
               SELECT MIN(l.date) AS day, ARRAY_AGG(l.id ORDER BY l.id) AS line_ids,
                      MIN(l.payment_id) AS payment_id
                 FROM account_move_line l
                 JOIN account_move m ON m.id = l.move_id
                WHERE l.move_id = newest.move_id AND m.move_type = 'entry'
                  AND %(lines)s AND %(money)s
                GROUP BY l.currency_id
               HAVING SUM(l.amount_currency) <> 0) one
        """,
        moves=newest_moves_sql(
            customer,
            company,
            (wish.first_day, wish.last_day),
            wish.most,
            newest=newest,
            is_money=True,
        ),
        lines=customer_accounts_sql(customer, company),
        money=IS_MONEY,
    )


def others_sql(customer, company, zone):
    """Return payments without a journal entry and online payments not booked.

    What is captured in parts is booked by its parts. A branch may be paid through the
    provider of a company above it: the invoices say whose payment it is.

    :param str zone: name of the time zone whose days are meant
    """
    return SQL(
        """
        SELECT 'payment', p.id, p.date, NULL, 0, p.id
          FROM account_payment p
         WHERE p.move_id IS NULL AND p.state = 'in_process'
           AND p.partner_type = 'customer'
           AND p.company_id = %(company)s AND p.partner_id IN (%(partners)s)
         UNION ALL
        SELECT 'online', t.id,
               (COALESCE(t.last_state_change, t.create_date)
                AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date,
               NULL, 0, NULL
          FROM payment_transaction t
         WHERE t.payment_id IS NULL AND t.operation IS DISTINCT FROM 'validation'
           AND t.state IN ('pending', 'authorized', 'done', 'cancel', 'error')
           AND t.company_id = ANY(%(above)s) AND t.partner_id IN (%(partners)s)
           AND COALESCE((SELECT m.company_id FROM account_invoice_transaction_rel paid
                           JOIN account_move m ON m.id = paid.invoice_id
                          WHERE paid.transaction_id = t.id LIMIT 1),
                        t.company_id) = %(company)s
           AND NOT (t.state = 'done' AND EXISTS (
               SELECT FROM payment_transaction part
                WHERE part.source_transaction_id = t.id
                  AND part.state IN ('done', 'cancel')))
        """,
        company=company.id,
        above=company.parent_ids.ids,
        partners=contacts_sql(customer),
        zone=zone,
    )
