"""Ledgers of many lines for measurements, written by SQL beside one sample.

A ledger of n lines has 5 n / 9 invoices over three years, four in five of them paid,
each by an entry of its own.
"""

from datetime import date

from .rows import copy

TODAY = date(2026, 11, 16)
DAYS = 3 * 365
TABLES = ("account_move", "account_move_line", "account_partial_reconcile")


def make_ledgers(env, sizes):
    """Return customers by number of lines; nothing is committed."""
    customers = {
        size: env["res.partner"].create(
            {
                "name": f"Customer of {size} lines",
                "is_company": True,
                "email": f"lines-{size}@example.com",
            }
        )
        for size in sizes
    }
    # The copies refer to what is there: checking each reference would take minutes.
    env.cr.execute("SET session_replication_role = replica")
    # All samples before the first copy: numbering goes by the newest entry.
    samples = {size: sample(env, customers[size]) for size in sizes}
    for size in sizes:
        fill(env.cr, size, *samples[size])
    env.cr.execute("SET session_replication_role = DEFAULT")
    for table in TABLES:
        env.cr.execute(f"ANALYZE {table}")
    return customers


def sample(env, customer):
    """Return an invoice and its payment, their items, and the matching."""
    moves = env["account.move"]
    invoice = moves.create(
        {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": TODAY,
            "invoice_line_ids": [
                (0, 0, {"name": "Plan", "price_unit": 100, "tax_ids": []})
            ],
        }
    )
    invoice.action_post()
    items = [
        {"account_id": line.account_id.id, "balance": -line.balance, "name": "EFT"}
        for line in invoice.line_ids
    ]
    payment = moves.create(
        {
            "date": TODAY,
            "line_ids": [(0, 0, item | {"partner_id": customer.id}) for item in items],
        }
    )
    payment.action_post()
    due, money = receivable(invoice), receivable(payment)
    (due | money).reconcile()
    matching = due.matched_credit_ids
    env.flush_all()
    return due, money, matching


def receivable(move):
    """Return the receivable items of an entry."""
    return move.line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable"
    )


def fill(cr, number, due, money, matching):
    """Write a ledger of ``number`` lines beside a sample of one invoice, paid."""
    invoices = number * 5 // 9 - 1
    paid = number - invoices - 2
    day = f"DATE '{TODAY}' - (i * {DAYS} / {invoices})"
    debit = fill_moves(cr, due, invoices, paid, day)
    credit = fill_moves(cr, money, paid, paid, day)
    copy(
        cr,
        "account_partial_reconcile",
        matching.id,
        paid,
        debit_move_id=f"{debit} + i",
        credit_move_id=f"{credit} + i",
        max_date=day,
        customer_zone_matched_on=day,
        full_reconcile_id="NULL",
    )


def fill_moves(cr, item, count, paid, day):
    """Copy an entry, the first ``paid`` copies matched; return as ``copy`` does."""
    name = f"'B{item.id}/' || i"
    dates = {"date": day, "invoice_date": day}
    numbering = {"sequence_number": "i", "sequence_prefix": f"'B{item.id}/'"}
    moves = copy(
        cr,
        "account_move",
        item.move_id.id,
        count,
        name=name,
        access_token="NULL",
        **numbering,
        **dates,
    )
    values = {
        "move_id": f"{moves} + i",
        "move_name": name,
        "date_maturity": f"{day} + 30",
        "full_reconcile_id": "NULL",
        "matching_number": "NULL",
        **dates,
    }
    left = f"CASE WHEN i > {paid} THEN t.balance ELSE 0 END"
    for line in item.move_id.line_ids - item:
        copy(cr, "account_move_line", line.id, count, **values)
    values |= {"amount_residual": left, "amount_residual_currency": left}
    values["reconciled"] = f"i <= {paid}"
    return copy(cr, "account_move_line", item.id, count, **values)
