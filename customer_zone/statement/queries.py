"""The parts every statement query is made of.

What counts as the customer's ledger is said here, once: posted journal items on
the company's trade receivable accounts that carry the customer or one of its
contacts. Items of other companies, branches included, are not part of it.

What was open on a day is what is open now plus what was matched after that day.
A matching counts from the later of the day it was made and the dates of the two
items it joins, and only while both are posted. An exchange difference belongs to
the matching that made it, whatever day it was booked on.
"""

from dataclasses import dataclass
from datetime import date

from odoo.tools import SQL

READ_FIELDS = {
    "account.account": ["account_type", "non_trade", "company_ids"],
    "account.move": [
        "invoice_origin",
        "move_type",
        "name",
        "origin_payment_id",
        "ref",
        "reversed_entry_id",
    ],
    "account.move.line": [
        "account_id",
        "amount_currency",
        "amount_residual_currency",
        "company_id",
        "currency_id",
        "date",
        "date_maturity",
        "display_type",
        "invoice_date",
        "name",
        "parent_state",
        "partner_id",
        "payment_id",
        "reconciled",
        "statement_line_id",
    ],
    "account.partial.reconcile": [
        "credit_amount_currency",
        "customer_zone_across",
        "customer_zone_matched_on",
        "debit_amount_currency",
        "exchange_move_id",
        "max_date",
    ],
    "account.payment": ["amount", "currency_id"],
    "res.company": ["currency_id", "parent_path"],
    "res.currency": ["decimal_places", "name"],
    "res.partner": ["commercial_partner_id"],
}

# The day from which a matching counts; GREATEST leaves out what is NULL.
EFFECTIVE = SQL("GREATEST(p.customer_zone_matched_on, p.max_date)")

# What the table of open items keeps of a journal item.
ITEM = SQL(
    "l.id, l.currency_id, l.date, COALESCE(l.date_maturity, l.date) AS due,"
    " COALESCE(l.invoice_date, l.date) AS invoiced"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose ledger, in which company, on which accounts, up to which day."""

    company_id: int
    customer_id: int
    partner_ids: tuple[int, ...]
    account_ids: tuple[int, ...]
    home_currency_id: int
    currencies: dict[int, tuple[str, int]]  # id: (name, decimal places)
    as_at: date
    currency_id: int | None

    def lines(self, alias: str) -> SQL:
        """Return the condition that ``alias`` is an item of this ledger."""
        item = SQL.identifier(alias)
        parts = [
            SQL("%s.company_id = %s", item, self.company_id),
            SQL("%s.partner_id IN %s", item, self.partner_ids),
            SQL("%s.account_id IN %s", item, self.account_ids),
            SQL("%s.parent_state = 'posted'", item),
        ]
        if self.currency_id:
            parts.append(SQL("%s.currency_id = %s", item, self.currency_id))
        return SQL(" AND ").join(parts)


def read_scope(env, customer_id, company_id, as_at, currency_id) -> Scope:
    """Return the scope of one customer's ledger; one SQL statement.

    A contact stands for the whole commercial entity it belongs to now.
    """
    for model, names in READ_FIELDS.items():
        env[model].flush_model(names)
    partners, accounts, currencies, home, customer = [], [], {}, None, customer_id
    for sort, number, name, value in env.execute_query(
        _scope_sql(customer_id, company_id)
    ):
        if sort == "partner":
            partners.append(number)
            customer = value
        elif sort == "account":
            accounts.append(number)
        else:
            currencies[number] = (name, value)
            home = number if sort == "home" else home
    return Scope(
        company_id=company_id,
        customer_id=customer,
        partner_ids=tuple(partners) or (customer_id,),
        account_ids=tuple(accounts) or (0,),
        home_currency_id=home,
        currencies=currencies,
        as_at=as_at,
        currency_id=currency_id,
    )


def _scope_sql(customer_id: int, company_id: int) -> SQL:
    return SQL(
        """
        SELECT 'partner', p.id, NULL, p.commercial_partner_id
          FROM res_partner p
          JOIN res_partner asked ON asked.id = %(customer)s
         WHERE p.commercial_partner_id = asked.commercial_partner_id
         UNION ALL
        SELECT 'account', a.id, NULL, NULL
          FROM account_account a
         WHERE a.account_type = 'asset_receivable' AND a.non_trade IS NOT TRUE
           AND EXISTS (
               SELECT 1
                 FROM account_account_res_company_rel r
                 JOIN res_company owner ON owner.id = r.res_company_id
                 JOIN res_company mine ON mine.id = %(company)s
                WHERE r.account_account_id = a.id
                  AND mine.parent_path LIKE owner.parent_path || '%%')
         UNION ALL
        SELECT CASE WHEN c.id = b.currency_id THEN 'home' ELSE 'currency' END,
               c.id, c.name, c.decimal_places
          FROM res_currency c
          JOIN res_company b ON b.id = %(company)s
        """,
        customer=customer_id,
        company=company_id,
    )


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
    later = SQL("%s > %s", EFFECTIVE, scope.as_at)
    draft = SQL(
        "%s <= %s AND d.partner_id IN %s AND d.parent_state = 'draft'",
        EFFECTIVE,
        scope.as_at,
        scope.partner_ids,
    )
    from_credit = SQL("JOIN account_move_line d ON d.id = p.credit_move_id")
    from_debit = SQL("JOIN account_move_line d ON d.id = p.debit_move_id")
    debit, credit = SQL("p.debit_move_id"), SQL("p.credit_move_id")
    return SQL(" UNION ALL ").join(
        SQL(
            """
            SELECT %(columns)s, %(amount)s
              FROM account_partial_reconcile p
              JOIN account_move_line l ON l.id = %(side)s
              %(join)s
             WHERE %(condition)s AND %(lines)s AND l.date <= %(as_at)s
            """,
            columns=ITEM,
            amount=amount,
            side=side,
            join=other,
            condition=condition,
            lines=scope.lines("l"),
            as_at=scope.as_at,
        )
        for side, amount, other, condition in (
            (debit, SQL("p.debit_amount_currency"), SQL(), later),
            (credit, SQL("- p.credit_amount_currency"), SQL(), later),
            (debit, SQL("p.debit_amount_currency"), from_credit, draft),
            (credit, SQL("- p.credit_amount_currency"), from_debit, draft),
        )
    )
