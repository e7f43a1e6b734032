"""What counts as the customer's ledger: said here, once.

Posted journal items on the company's trade receivable accounts that carry the
customer or one of its contacts. Items of other companies, branches included, are
not part of it.
"""

from dataclasses import dataclass
from datetime import date

from odoo.tools import SQL

READ_FIELDS = {
    "account.account": ["account_type", "non_trade", "company_ids"],
    "account.journal": ["type"],
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
        "customer_zone_instalment",
        "date",
        "date_maturity",
        "display_type",
        "invoice_date",
        "journal_id",
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

# That money moved with an item ``l``: it is of a payment, of a bank line, or was
# written by hand in such a journal.
IS_MONEY = SQL(
    "(l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL OR l.journal_id IN ("
    "SELECT id FROM account_journal WHERE type IN ('bank', 'cash', 'credit')))"
)
# The same, but for an entry that only takes another one back.
IS_PAYMENT = SQL(
    "(%s AND (l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL OR ("
    "SELECT r.reversed_entry_id FROM account_move r WHERE r.id = l.move_id) IS NULL))",
    IS_MONEY,
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

    A contact stands for the whole commercial entity it belongs to now. For the rest
    of the transaction the database does not compile queries: for those over a long
    ledger that takes it seconds, and running them a fraction of one.
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
        elif sort != "setting":
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
        SELECT 'account', a.id, NULL, NULL FROM (%(accounts)s) a
         UNION ALL
        SELECT CASE WHEN c.id = b.currency_id THEN 'home' ELSE 'currency' END,
               c.id, c.name, c.decimal_places
          FROM res_currency c
          JOIN res_company b ON b.id = %(company)s
         UNION ALL
        SELECT 'setting', NULL, set_config('jit', 'off', TRUE), NULL
        """,
        customer=customer_id,
        company=company_id,
        accounts=accounts_sql(company_id),
    )


def accounts_sql(company_id: int) -> SQL:
    """Return the ids of a company's trade receivable accounts, its parents' too."""
    return SQL(
        """
        SELECT a.id
          FROM account_account a
         WHERE a.account_type = 'asset_receivable' AND a.non_trade IS NOT TRUE
           AND EXISTS (
               SELECT 1
                 FROM account_account_res_company_rel r
                 JOIN res_company owner ON owner.id = r.res_company_id
                 JOIN res_company mine ON mine.id = %s
                WHERE r.account_account_id = a.id
                  AND mine.parent_path LIKE owner.parent_path || '%%')
        """,
        company_id,
    )
