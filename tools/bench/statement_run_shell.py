"""Time the schedule of statements; piped into an Odoo shell on a database to drop.

Every customer has three open invoices. Prints per size the seconds to choose the
customers and to send, customers per second, the processor time of Python and the
queries per customer, the memory of the process in its first and in its last step,
and the number of mails, which must be that of the customers.
"""

import os
import time
from datetime import timedelta

from tools.bench.memory import resident
from tools.bench.rows import copy
from tools.bench.statement_ledger import TODAY, receivable

INVOICES = 3
SIZES = [(100, False), (1000, False), (100, True)]
if os.environ.get("STATEMENT_RUN_BENCH") == "full":
    SIZES.insert(2, (10000, False))


def make_customers(env, number):
    """Write so many customers with open invoices beside one sample."""
    tag = f"run-{number}-{time.monotonic_ns()}"
    partner, invoice = sample(env, tag)
    # The copies refer to what is there: checking each reference would take minutes.
    env.cr.execute("SET session_replication_role = replica")
    before = copy_partners(env.cr, partner, number, tag)
    copy_invoices(env.cr, invoice, number * INVOICES, before, tag)
    env.cr.execute("SET session_replication_role = DEFAULT")
    for table in ("res_partner", "account_move", "account_move_line"):
        env.cr.execute(f"ANALYZE {table}")
    invoice.button_draft()
    invoice.button_cancel()
    env.invalidate_all()


def sample(env, tag):
    """Return a customer and its posted invoice."""
    partner = env["res.partner"].create(
        {
            "name": tag,
            "is_company": True,
            "email": f"{tag}@example.com",
            "customer_zone_allowed": True,
        }
    )
    line = (0, 0, {"name": "Plan", "price_unit": 100, "tax_ids": []})
    invoice = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_date": TODAY,
            "invoice_line_ids": [line],
        }
    )
    invoice.action_post()
    env.flush_all()
    return partner, invoice


def copy_partners(cr, partner, number, tag):
    """Copy a customer so many times; return the id before the first copy's."""
    address = f"'{tag}-' || i || '@example.com'"
    before = copy(
        cr,
        "res_partner",
        partner.id,
        number,
        name=f"'{tag} ' || i",
        complete_name=f"'{tag} ' || i",
        email=address,
        email_normalized=address,
    )
    cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE id > %s", [before]
    )
    return before


def copy_invoices(cr, invoice, number, before, tag):
    """Copy an invoice so many times, for the customers after the id ``before``."""
    owner = f"{before} + 1 + (i - 1) / {INVOICES}"
    moves = copy(
        cr,
        "account_move",
        invoice.id,
        number,
        name=f"'{tag}/' || i",
        sequence_number="i",
        sequence_prefix=f"'{tag}/'",
        access_token="NULL",
        partner_id=owner,
        commercial_partner_id=owner,
    )
    due = receivable(invoice)
    for line in invoice.line_ids:
        values = {"move_id": f"{moves} + i", "partner_id": owner}
        if line == due:
            values["date_maturity"] = f"DATE '{TODAY - timedelta(days=20)}'"
        copy(cr, "account_move_line", line.id, number, **values)


def measure(env, number, with_pdf):
    """Print one line: a run over so many customers."""
    company = env.company
    # Who was sent one in an earlier size owes nothing any more.
    env.cr.execute("UPDATE account_move_line SET parent_state = 'draft'")
    make_customers(env, number)
    company.customer_zone_statement_pdf = with_pdf
    env.cr.commit()
    mails = env["mail.mail"].search_count([])
    begin = time.perf_counter()
    runs = env["customer.zone.statement.run"]
    run = runs._start_scheduled(company, TODAY + timedelta(days=number + with_pdf))
    env.cr.commit()
    chosen = time.perf_counter() - begin
    begin, cpu, queries = time.perf_counter(), time.process_time(), env.cr.sql_log_count
    run._work()
    env.cr.commit()
    first = resident()
    while run._work():
        env.cr.commit()
    env.cr.commit()
    seconds = time.perf_counter() - begin
    cpu = 1000 * (time.process_time() - cpu) / number
    queries = (env.cr.sql_log_count - queries) / number
    mails = env["mail.mail"].search_count([]) - mails
    kind = "PDF" if with_pdf else "link"
    print(
        f"{number:9} {kind:>5} {chosen:8.2f} {seconds:8.1f} {number / seconds:7.1f}"
        f" {cpu:7.1f} {queries:8.1f} {first:7.0f} {resident():7.0f} {mails:6}"
        f" {run.failed_count:7}",
        flush=True,
    )


def main(env):
    """Print one line per size."""
    company = env.company
    if not company.chart_template:
        env["account.chart.template"].try_loading("generic_coa", company)
    company.write(
        {
            "customer_zone_enabled": True,
            "customer_zone_mode": "history",
            "customer_zone_statement_kind": "open",
        }
    )
    print(
        "customers  kind choose s   send s   per s  cpu ms  queries MB first MB last"
        "  mails  failed",
        flush=True,
    )
    for number, with_pdf in SIZES:
        measure(env, number, with_pdf)


main(env)  # noqa: F821 - the shell's
