"""How invoices and credit notes split into net and VAT, rate by rate.

Read from the journal items of the documents; the number of SQL statements does not
depend on how many there are. Amounts are in the document's currency, those of credit
notes are negative.
"""

from dataclasses import dataclass
from decimal import Decimal

from odoo.tools import SQL

ZERO = Decimal(0)
READ_FIELDS = {
    "account.move.line": [
        "amount_currency",
        "display_type",
        "move_id",
        "tax_ids",
        "tax_line_id",
    ],
    "account.tax": ["children_tax_ids"],
}


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """One tax as the documents name it; ``label`` is ``""`` for what bears none."""

    amount: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Share:
    """What of a document falls under one rate."""

    net: Decimal = ZERO
    vat: Decimal = ZERO

    def __add__(self, other):
        return Share(self.net + other.net, self.vat + other.vat)


def read_vat(env, move_ids) -> dict[int, dict[Rate, Share]]:
    """Return how each of these documents splits, by its id and by rate.

    Taxes of the same name and height count as one rate. What bears two taxes is net
    under both.
    """
    if not move_ids:
        return {}
    for model, names in READ_FIELDS.items():
        env[model].flush_model(names)
    rows = env.execute_query(_split_sql(tuple(move_ids)))
    rates = _read_rates(env, {tax_id for _move, tax_id, _net, _vat in rows})
    found: dict[int, dict[Rate, Share]] = {}
    for move_id, tax_id, net, vat in rows:
        shares = found.setdefault(move_id, {})
        share = Share(Decimal(net), Decimal(vat))
        shares[rates[tax_id]] = shares.get(rates[tax_id], Share()) + share
    return found


def _read_rates(env, tax_ids) -> dict[int | None, Rate]:
    """Return the rates by id of the tax, in the language of the environment."""
    # Customers have no rights on taxes; names and heights are on their documents.
    taxes_sudo = env["account.tax"].sudo().browse(filter(None, tax_ids))
    return {None: Rate(ZERO, "")} | {
        tax.id: Rate(Decimal(str(tax.amount)), _label(tax)) for tax in taxes_sudo
    }


def _label(tax) -> str:
    """Return the name of a tax, with its height where the name lacks it."""
    label = tax.invoice_label or tax.name
    if tax.amount_type != "percent" or any(sign.isdigit() for sign in label):
        return label
    return f"{label} {tax.amount:g}%"


def _split_sql(move_ids) -> SQL:
    """Return move id, tax id, net and VAT, one row per document and tax.

    A group of taxes counts as the taxes it is made of, as its tax items do.
    """
    return SQL(
        """
        SELECT part.move_id, part.tax_id, SUM(part.net)::text, SUM(part.vat)::text
          FROM (
            SELECT l.move_id, l.tax_line_id AS tax_id,
                   0 AS net, - l.amount_currency AS vat
              FROM account_move_line l
             WHERE l.move_id IN %(moves)s AND l.tax_line_id IS NOT NULL
             UNION ALL
            SELECT l.move_id, COALESCE(parts.child_tax, taxed.account_tax_id),
                   - l.amount_currency, 0
              FROM account_move_line l
              LEFT JOIN account_move_line_account_tax_rel taxed
                     ON taxed.account_move_line_id = l.id
              LEFT JOIN account_tax_filiation_rel parts
                     ON parts.parent_tax = taxed.account_tax_id
             WHERE l.move_id IN %(moves)s AND l.tax_line_id IS NULL
               AND l.display_type IS DISTINCT FROM 'payment_term'
          ) part
         GROUP BY part.move_id, part.tax_id
        HAVING SUM(part.net) <> 0 OR SUM(part.vat) <> 0
         ORDER BY part.move_id, part.tax_id
        """,
        moves=move_ids,
    )
