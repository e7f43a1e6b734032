"""Make and post invoices in a big ledger, with and without the indexes of the zone."""

import statistics
import time
from datetime import date
from pathlib import Path

INVOICES = 50
ROUNDS = 10
TABLES = ("account_move", "account_move_line")
# Core has one of its own kind on each of the other fields the search looks into.
OURS = """
SELECT indexname FROM pg_indexes
 WHERE tablename IN %s AND (indexname LIKE '%%\\_customer\\_zone\\_%%'
                            OR indexname = 'account_move__invoice_origin_index')
"""


def main(env, login):
    """Print what an invoice of three lines costs, and what our indexes add."""
    customer = env["res.users"].search([("login", "=", login)]).partner_id
    spent = {True: [], False: []}
    _once(env, customer, with_indexes=True)  # compiles, caches
    for _round in range(ROUNDS):
        for with_indexes in (True, False):
            spent[with_indexes].append(_once(env, customer, with_indexes))
    ours, bare = (
        [statistics.median(one) for one in zip(*spent[which], strict=True)]
        for which in (True, False)
    )
    print(f"  {INVOICES} invoices a time, {ROUNDS} times each, processor ms an invoice")
    for name, (odoo, database) in (("with", ours), ("without", bare)):
        print(f"  {name:8} Odoo {odoo:6.1f}   PostgreSQL {database:6.2f}")
    print(f"  together {sum(ours) / sum(bare) - 1:+.1%}", end="")
    print(f", PostgreSQL alone {ours[1] / bare[1] - 1:+.1%}")


def _once(env, customer, with_indexes):
    """Return milliseconds per invoice of Odoo and of PostgreSQL; nothing is kept."""
    cr = env.cr
    if not with_indexes:
        cr.execute(OURS, [TABLES])
        for (name,) in cr.fetchall():
            cr.execute(f'DROP INDEX "{name}"')
    before = _clocks(cr)
    moves = env["account.move"].create([_values(customer)] * INVOICES)
    moves.action_post()
    env.flush_all()
    after = _clocks(cr)
    cr.rollback()
    env.invalidate_all()
    return [
        1000 * (end - start) / INVOICES
        for start, end in zip(before, after, strict=True)
    ]


def _values(customer):
    lines = [{"name": "Work", "price_unit": 100, "quantity": n} for n in (1, 2, 3)]
    return {
        "move_type": "out_invoice",
        "partner_id": customer.id,
        "invoice_date": date.today(),
        "invoice_line_ids": [(0, 0, line) for line in lines],
    }


def _clocks(cr):
    """Return the seconds this process and its PostgreSQL have worked so far."""
    cr.execute("SELECT pg_backend_pid()")
    (pid,) = cr.fetchone()
    spent = Path(f"/proc/{pid}/schedstat").read_text().split()[0]
    return time.process_time(), int(spent) / 1e9
