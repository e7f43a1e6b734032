"""Time the statement engine on ledgers of 100 to 100 000 lines.

Piped into an Odoo shell on a database with customer_zone and a chart of accounts;
nothing is kept, the ledgers are rolled back. A ledger of n lines has 5 n / 9
invoices over three years, four in five of them paid, each by an entry of its own.
Prints per case the SQL statements, the processor time of Python and the time from
beginning to end, in milliseconds, best of three.
"""

import time
from datetime import date, timedelta

from odoo.addons.customer_zone.statement import Ask, Kind, build_statement, read_figures

SIZES = (100, 1000, 10000, 100000)
TODAY = date(2026, 11, 16)
DAYS = 3 * 365
PAGE = 200


def copy(cr, table, row_id, number, **changes):
    """Copy a row in SQL, return the id before the first copy's.

    ``changes`` are SQL expressions by column, ``i`` counts the copies from 1.
    """
    cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'id'",
        [table],
    )
    columns = [row[0] for row in cr.fetchall()]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changes.get(name, f't."{name}"') for name in columns)
    cr.execute(f"SELECT last_value FROM {table}_id_seq")
    (before,) = cr.fetchone()
    cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t,"
        f" generate_series(1, {number}) i WHERE t.id = {row_id} ORDER BY i"
    )
    return before


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


def timed(cr, call):
    """Return statements, processor ms and wall ms of a call, best of three."""
    best = None
    for _round in range(3):
        before, cpu, wall = cr.sql_log_count, time.process_time(), time.perf_counter()
        call()
        result = (
            (time.perf_counter() - wall) * 1000,
            (time.process_time() - cpu) * 1000,
            cr.sql_log_count - before,
        )
        best = min(best, result) if best else result
    return best


def cases(customer, company):
    """Return the calls to time, by name."""
    month = TODAY - timedelta(days=30)
    year = TODAY - timedelta(days=365)

    def ask(kind, to=TODAY, **asked):
        return lambda: build_statement(customer, company, Ask(kind, to, **asked))

    return {
        "figures": lambda: read_figures(customer, company, TODAY),
        "open, page": ask(Kind.OPEN, limit=PAGE),
        "open, all": ask(Kind.OPEN),
        "open, page, a year ago": ask(Kind.OPEN, year, limit=PAGE),
        "activity, month": ask(Kind.ACTIVITY, date_from=month, limit=PAGE),
        "activity, 3 years, page 1": ask(Kind.ACTIVITY, limit=PAGE),
        "activity, 3 years, all": ask(Kind.ACTIVITY),
    }


def main(env):
    """Print the table of timings."""
    company = env.company
    customers = {
        size: env["res.partner"].create({"name": f"Customer of {size} lines"})
        for size in SIZES
    }
    # The copies refer to what is there: checking each reference would take minutes.
    env.cr.execute("SET LOCAL session_replication_role = replica")
    # All samples before the first copy: numbering goes by the newest entry.
    samples = {size: sample(env, customers[size]) for size in SIZES}
    for size in SIZES:
        fill(env.cr, size, *samples[size])
    for table in ("account_move", "account_move_line", "account_partial_reconcile"):
        env.cr.execute(f"ANALYZE {table}")
    for size, customer in customers.items():
        for name, call in cases(customer, company).items():
            wall, cpu, statements = timed(env.cr, call)
            print(f"{size:7} {name:28} {statements} {cpu:8.1f} {wall:8.1f}", flush=True)
    env.cr.rollback()


main(env)  # noqa: F821 - the shell's
