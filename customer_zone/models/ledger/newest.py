"""SQL for the newest entries on a customer's account, whatever its length.

Each account of each contact is walked down its index and left after so many entries;
nothing is summed up over all the years.
"""

from odoo.tools import SQL

from ...statement.queries import IS_MONEY, accounts_sql

# Entries, not invoices; it leads to an index that holds only such items.
NOT_OF_INVOICE = SQL("l.display_type <> 'payment_term'")


def contacts_sql(customer):
    """Return the ids of the customer and of all its contacts."""
    return SQL(
        "SELECT id FROM res_partner WHERE commercial_partner_id = %s", customer.id
    )


def customer_accounts_sql(customer, company):
    """Return the condition that ``l`` is on the customer's account.

    The same items a statement is made of. Contacts and accounts are read once, not
    again for every entry.
    """
    return SQL(
        """
        l.company_id = %s AND l.parent_state = 'posted'
        AND l.partner_id = ANY (ARRAY (%s))
        AND l.account_id = ANY (ARRAY (%s))
        """,
        company.id,
        contacts_sql(customer),
        accounts_sql(company.id),
    )


def newest_moves_sql(
    customer, company, days, limit, newest=None, is_money=False, sum_is="<> 0"
):
    """Return ``move_id`` of the newest entries that change the account.

    An entry whose sums on two accounts cancel each other takes a place for nothing, so
    ask for some more than are needed.

    :param days: first and last day, both inclusive, None for no limit
    :param limit: of entries
    :param newest: ``(day, move id)`` of the entry to start with, None for the newest
    :param is_money: only money received and paid back
    :param str sum_is: what the sum of an entry's items has to be
    """
    first, last = days
    narrowed = [SQL("TRUE")]
    if first:
        narrowed.append(SQL("l.date >= %s", first))
    if last:
        narrowed.append(SQL("l.date <= %s", last))
    if newest:
        narrowed.append(SQL("(l.date, l.move_id) <= %s", newest))
    if is_money:
        narrowed += [NOT_OF_INVOICE, IS_MONEY]
    return SQL(
        """
        SELECT found.move_id
          FROM (SELECT p.id AS partner_id, a.id AS account_id
                  FROM (%(contacts)s) p, (%(accounts)s) a) owner
         CROSS JOIN LATERAL (
               SELECT l.date, l.move_id
                 FROM account_move_line l
                WHERE l.partner_id = owner.partner_id
                  AND l.account_id = owner.account_id
                  AND l.parent_state = 'posted' AND l.company_id = %(company)s
                  AND %(narrowed)s
                GROUP BY l.date, l.move_id, l.currency_id
               HAVING SUM(l.amount_currency) %(sum_is)s
                ORDER BY l.date DESC, l.move_id DESC LIMIT %(limit)s) found
         GROUP BY found.date, found.move_id
         ORDER BY found.date DESC, found.move_id DESC LIMIT %(limit)s
        """,
        contacts=contacts_sql(customer),
        accounts=accounts_sql(company.id),
        company=company.id,
        narrowed=SQL(" AND ").join(narrowed),
        sum_is=SQL(sum_is),
        limit=limit,
    )
