"""Measures statements; piped into an Odoo shell on a database that is then dropped."""

import os

from tools.bench import statement_engine, statement_ledger, statement_pages

SIZES = (100, 1000, 10000, 100000)
RIVAL_SIZE = 18000  # 10 000 invoices


def main(env):
    """Make the ledgers, then print every table."""
    env.company.write({"customer_zone_enabled": True, "customer_zone_mode": "history"})
    has_rival = statement_engine.RIVAL in env.registry
    sizes = (*SIZES, RIVAL_SIZE) if has_rival else SIZES
    customers = statement_ledger.make_ledgers(env, sizes)
    for customer in customers.values():
        customer.customer_zone_allowed = True
    env.cr.commit()
    parts = {size: customers[size] for size in SIZES}
    only = os.environ.get("STATEMENT_BENCH", "engine,pages,pdf,rival").split(",")
    if "engine" in only:
        statement_engine.print_engine(env, parts)
    if "pages" in only:
        statement_pages.print_pages(env, parts)
    if "pdf" in only:
        statement_pages.print_pdf(env, parts)
    if has_rival and "rival" in only:
        statement_engine.print_rival(env, customers, RIVAL_SIZE)


main(env)  # noqa: F821 - the shell's
