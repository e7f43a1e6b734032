"""A customer's invoices, credit notes, payments and quotes in SQL; see ``plan``."""

from ..rows import copy_for_each
from .plan import DAYS, TODAY
from .quotes import order
from .settling import CREDITED, PAID, balance, match, pay

# A customer's invoices before they are written: number, day, price, what is left.
WANTED = """
CREATE TEMP TABLE wanted ON COMMIT DROP AS
SELECT i, day, price, price * 115 / 100 AS total, state,
       CASE state WHEN 'not_paid' THEN price * 115 / 100
                  WHEN 'partial' THEN price * 115 / 200 ELSE 0 END AS left_over,
       i % 10 = 9 AS by_credit
  FROM (SELECT i, DATE '{today}' - (i * {days} / {count})::int AS day,
               (100 + 20 * (i * 37 % 500))::numeric AS price,
               CASE WHEN {all_open} THEN 'not_paid' WHEN i % 10 = 9 THEN 'reversed'
                    WHEN i * 10 > {count} OR i % 2 = 1 THEN 'paid'
                    WHEN i % 8 = 0 THEN 'partial' ELSE 'not_paid' END AS state
          FROM generate_series(1::bigint, {count}) i) one
"""
FACTOR = {"invoice": 1, "credit": -1}


def fill(cr, samples, count, label):
    """Write ``count`` invoices of one customer and what belongs to them."""
    _want(cr, count)
    due = _documents(cr, samples, "wanted", label)
    credit = _credit_notes(cr, samples, count, label)
    match(cr, samples, CREDITED, due, f"{credit} + s.i")
    money = pay(cr, samples, label)
    match(cr, samples, PAID, due, f"{money} + (s.i + 3) / 4")
    order(cr, samples, max(count // 5, 1), label)
    cr.execute("DROP TABLE wanted, credit")


def fill_open(cr, samples, count, label):
    """Write ``count`` invoices with all of them to pay, and nothing else."""
    _want(cr, count, all_open="TRUE")
    _documents(cr, samples, "wanted", label)
    cr.execute("DROP TABLE wanted")


def _want(cr, count, all_open="FALSE"):
    values = {"today": TODAY, "days": DAYS, "count": count, "all_open": all_open}
    cr.execute(WANTED.format(**values))


def _documents(cr, samples, source, label, kind="invoice"):
    """Write documents; return the id before the first one's receivable item."""
    move, product, tax, receivable = getattr(samples, kind)
    sign = FACTOR[kind]
    partner = {"partner_id": str(samples.partner)}
    name = f"'{label}/{kind[:3].upper()}/' || s.i"
    day = {"date": "s.day", "invoice_date": "s.day"}
    before = copy_for_each(
        cr,
        "account_move",
        move,
        source,
        **_move_values(name, sign),
        **day,
    )
    common = {
        "move_id": f"{before} + s.i",
        "move_name": name,
        "full_reconcile_id": "NULL",
        "matching_number": "NULL",
        **partner,
        **day,
    }
    lines = {
        product: ("s.price", -sign, {"price_unit": "s.price"}),
        tax: ("s.total - s.price", -sign, {"tax_base_amount": "s.price"}),
    }
    for line, (amount, side, more) in lines.items():
        values = {**common, **balance(amount, side), **more}
        if line == product:
            values |= {"price_subtotal": "s.price", "price_total": "s.total"}
        copy_for_each(cr, "account_move_line", line, source, **values)
    left = f"{sign} * s.left_over"
    return copy_for_each(
        cr,
        "account_move_line",
        receivable,
        source,
        **common,
        **balance("s.total", sign),
        amount_residual=left,
        amount_residual_currency=left,
        reconciled="s.left_over = 0",
        date_maturity="s.day + 30",
    )


def _move_values(name, sign):
    amounts = {"untaxed": "s.price", "tax": "s.total - s.price", "total": "s.total"}
    values = {f"amount_{key}": value for key, value in amounts.items()}
    for key, value in {**amounts, "residual": "s.left_over"}.items():
        values[f"amount_{key}_signed"] = f"{sign} * ({value})"
    for key in ("untaxed", "total"):
        values[f"amount_{key}_in_currency_signed"] = f"{sign} * {amounts[key]}"
    return {
        **values,
        "amount_residual": "s.left_over",
        "payment_state": "s.state",
        "name": name,
        "payment_reference": name,
        "sequence_number": "s.i",
        "sequence_prefix": f"left({name}, -length(s.i::text))",
        "access_token": "NULL",
        "invoice_date_due": "s.day + 30",
    }


def _credit_notes(cr, samples, count, label):
    """Write credit notes; return the id before the first one's receivable item.

    A further one in five of them has its credit left.
    """
    used = max(count // 10, 1)
    source = f"""
        (SELECT row_number() OVER (ORDER BY i) AS i, i AS invoice, day, price, total,
                0 AS left_over, 'paid' AS state
           FROM wanted WHERE by_credit
         UNION ALL
         SELECT {used} + w.i, NULL, DATE '{TODAY}' - (w.i * {DAYS} * 4 / {count})::int,
                price, total, total, 'not_paid'
           FROM wanted w WHERE w.i <= {max(count // 40, 1)})
    """
    cr.execute(f"CREATE TEMP TABLE credit ON COMMIT DROP AS SELECT * FROM {source} x")
    return _documents(cr, samples, "credit", label, kind="credit")
