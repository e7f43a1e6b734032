"""What many customers owe on one day, read at once for all of them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from odoo.tools import SQL

from .open_items import open_items
from .queries import Scope, read_scope
from .rows import money_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one customer stands in one currency on one day.

    ``balance`` is the closing balance of the statement of that day; ``overdue`` is
    what is late, without any credit taken off.
    """

    currency_id: int
    balance: Decimal
    overdue: Decimal


def read_standings(customers, company, as_at: date) -> dict[int, tuple[Standing, ...]]:
    """Return the standings by customer id; three SQL statements for any number.

    The company's currency comes first. A customer for whom nothing is open on the
    day is missing.

    :param customers: commercial ``res.partner`` records, at least one
    :param company: ``res.company``, exactly this one; branches have their own
    """
    env = customers.env
    scope = read_scope(env, customers[0].id, company.id, as_at, None)
    rows = env.execute_query(
        SQL(
            "SELECT id FROM res_partner WHERE commercial_partner_id IN %s",
            tuple(customers.ids),
        )
    )
    scope = replace(scope, partner_ids=tuple(number for (number,) in rows))
    found: dict[int, list[Standing]] = {}
    for customer_id, currency_id, balance, overdue in env.execute_query(
        _standings_sql(scope)
    ):
        money = money_of(scope, currency_id)
        standing = Standing(currency_id, money(balance), money(overdue))
        found.setdefault(customer_id, []).append(standing)
    return {
        key: tuple(sorted(some, key=lambda one: one.currency_id != home))
        for home in [scope.home_currency_id]
        for key, some in found.items()
    }


def _standings_sql(scope: Scope) -> SQL:
    return SQL(
        """
        WITH %(items)s
        SELECT owner.commercial_partner_id, item.currency_id,
               SUM(item.residual)::text,
               COALESCE(SUM(item.residual) FILTER (
                   WHERE item.residual > 0 AND item.due < %(as_at)s), 0)::text
          FROM item
          JOIN account_move_line l ON l.id = item.id
          JOIN res_partner owner ON owner.id = l.partner_id
         GROUP BY owner.commercial_partner_id, item.currency_id
        """,
        items=open_items(scope),
        as_at=scope.as_at,
    )


def concerned_sql(company, date_from: date | None, date_to: date) -> SQL:
    """Return the query of all customers whose statement would not be empty.

    Something was open on ``date_to``, or moved since ``date_from``. The answer may
    hold a few whose open items cancel out; it misses none. One column, the id of the
    commercial entity.

    :param date_from: ``None`` where movements do not count
    """
    return SQL(
        """
        WITH line AS (
            SELECT l.id, l.partner_id, l.date, l.reconciled
              FROM account_move_line l
              JOIN account_account a ON a.id = l.account_id
             WHERE l.company_id = %(company)s AND l.parent_state = 'posted'
               AND l.date <= %(date_to)s AND l.partner_id IS NOT NULL
               AND a.account_type = 'asset_receivable' AND a.non_trade IS NOT TRUE
        ), later AS (
            SELECT debit_move_id AS id FROM account_partial_reconcile
             WHERE GREATEST(customer_zone_matched_on, max_date) > %(date_to)s
             UNION ALL
            SELECT credit_move_id FROM account_partial_reconcile
             WHERE GREATEST(customer_zone_matched_on, max_date) > %(date_to)s
        )
        SELECT DISTINCT owner.commercial_partner_id
          FROM line
          JOIN res_partner owner ON owner.id = line.partner_id
         WHERE line.reconciled IS NOT TRUE
            OR line.date >= %(date_from)s
            OR line.id IN (SELECT id FROM later)
        """,
        company=company.id,
        date_from=date_from or date.max,
        date_to=date_to,
    )
