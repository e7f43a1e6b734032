"""The statement engine timed on ledgers of 100 to 100 000 lines, and a rival."""

import time
from datetime import timedelta

from odoo.addons.customer_zone.statement import Ask, Kind, build_statement, read_figures

from .statement_ledger import TODAY

PAGE = 200
ROUNDS = 3
RIVAL = "report.partner_statement.activity_statement"


def print_engine(env, customers):
    """Print statements, processor and wall time per question and size."""
    print("\nEngine: lines, question, SQL statements, processor ms, wall ms")
    for size, customer in customers.items():
        for name, call in _questions(customer, env.company).items():
            wall, cpu, statements = timed(env.cr, call)
            print(f"{size:7} {name:28} {statements} {cpu:8.1f} {wall:8.1f}", flush=True)


def timed(cr, call, rounds=ROUNDS):
    """Return wall ms, processor ms and SQL statements of a call, the best round."""
    best = None
    for _round in range(rounds):
        before, cpu, wall = cr.sql_log_count, time.process_time(), time.perf_counter()
        call()
        result = (
            (time.perf_counter() - wall) * 1000,
            (time.process_time() - cpu) * 1000,
            cr.sql_log_count - before,
        )
        best = min(best, result) if best else result
    return best


def _questions(customer, company):
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


def print_rival(env, customers, size):
    """Print how long the public addon partner_statement takes for the same lines."""
    customer = customers[size]
    data = {
        "company_id": env.company.id,
        "partner_ids": customer.ids,
        "date_start": TODAY - timedelta(days=4 * 365),
        "date_end": TODAY,
        "account_type": "asset_receivable",
        "aging_type": "days",
        "show_aging_buckets": True,
        "filter_non_due_partners": False,
        "filter_negative_balances": False,
        "excluded_accounts_ids": [],
        "show_only_overdue": False,
        "is_activity": True,
        "is_detailed": False,
    }
    wall, cpu, _statements = timed(
        env.cr, lambda: env[RIVAL]._get_report_values(customer.ids, dict(data)), 1
    )
    question = Ask(Kind.ACTIVITY, TODAY)
    own_wall, own_cpu, _statements = timed(
        env.cr, lambda: build_statement(customer, env.company, question)
    )
    print(f"\nAll activity of {size} lines: wall ms, processor ms")
    print(f"  partner_statement {wall:10.0f} {cpu:10.0f}")
    print(f"  this engine       {own_wall:10.0f} {own_cpu:10.0f}")
    print(
        f"  times faster      {wall / own_wall:10.0f} {cpu / own_cpu:10.0f}", flush=True
    )
