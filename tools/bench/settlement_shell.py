"""Time the booking of the gateway's statement, beside core's own way of one line.

Piped into an Odoo shell on a database with payment_sagepay; nothing is kept. Per size
there are as many payments with receipts in the books as the day has lines; each line
settles one. Prints milliseconds of processor and of wall time per line, statements
per line and the biggest memory; before and after, what a fixed piece of Python takes,
because a busy machine makes every figure of its run bigger.
"""

import datetime
import os
import resource
import time

from odoo.addons.payment_sagepay.paynow.statement import parse_statement

from tools.bench.rows import copy

SIZES = [int(size) for size in os.environ["BENCH_SIZES"].split(",")]
CORE_LINES = 300
DAY = datetime.date(2026, 3, 2)
TABLES = (
    "account_move",
    "account_move_line",
    "account_payment",
    "payment_transaction",
    "sagepay_trace",
)


def company_with_sagepay(env):
    """Return the provider of a company with a chart, a journal and a customer."""
    company = env.company
    if not company.chart_template:
        env["account.chart.template"].try_loading("za", company=company)
    provider = env["payment.provider"]._sagepay_of_company(company)
    env.ref("base.ZAR").active = True
    provider.write({"sagepay_service_key": "1" * 8 + "-1111-4111-8111-" + "1" * 12})
    provider.write({"state": "test"})
    provider._sagepay_make_journal()
    return provider


def sample(env, provider):
    """Return a payment of one hundred rand that is done and booked."""
    customer = env["res.partner"].create({"name": "Karoo Crafts"})
    tx = env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": env.ref("payment.payment_method_card").id,
            "reference": "BENCH-0",
            "amount": 100.0,
            "currency_id": env.ref("base.ZAR").id,
            "partner_id": customer.id,
            "operation": "online_redirect",
        }
    )
    notice = env["sagepay.notice"]._store(
        "notify", [("RequestTrace", "1.1"), ("Reference", tx.reference)]
    )
    env["sagepay.trace"]._claim(tx, notice)
    tx._set_done()
    tx._post_process()
    env.flush_all()
    return tx


def fill(env, tx, number, mark):
    """Copy the payment ``number`` times, with its receipt and its trace."""
    cr, payment = env.cr, tx.payment_id
    move = payment.move_id
    trace = env["sagepay.trace"].search([("transaction_id", "=", tx.id)], limit=1)
    name = f"'{mark}/' || i"
    moves = copy(
        cr, "account_move", move.id, number, name=name, access_token="NULL",
        sequence_number="i", sequence_prefix=f"'{mark}/'", origin_payment_id="NULL",
    )  # fmt: skip
    for line in move.line_ids:
        copy(
            cr, "account_move_line", line.id, number, move_id=f"{moves} + i",
            move_name=name, payment_id="NULL",
        )  # fmt: skip
    cr.execute("SELECT last_value FROM payment_transaction_id_seq")
    (transactions,) = cr.fetchone()
    payments = copy(
        cr, "account_payment", payment.id, number, name=name,
        move_id=f"{moves} + i", payment_transaction_id=f"{transactions} + i",
    )  # fmt: skip
    cr.execute(
        "UPDATE account_move SET origin_payment_id = id - %s + %s WHERE id > %s",
        [moves, payments, moves],
    )
    cr.execute(
        "UPDATE account_move_line SET payment_id = move_id - %s + %s "
        "WHERE move_id > %s",
        [moves, payments, moves],
    )
    copy(
        cr, "payment_transaction", tx.id, number, reference=f"'{mark}-' || i",
        payment_id=f"{payments} + i",
    )  # fmt: skip
    copy(
        cr, "sagepay_trace", trace.id, number, trace=f"'1.' || ({mark[1:]} + i)",
        transaction_id=f"{transactions} + i",
    )  # fmt: skip
    cr.execute(f"ANALYZE {', '.join(TABLES)}")
    env.invalidate_all()


def day_file(number, mark, opening, day):
    """Return the statement of a day on which all copies were paid."""
    base = int(mark[1:])

    def row(code, identity, text, amount):
        return f"{day}\t{code}\t{identity}\t{text}\t{amount}.0000\t+\t0\t{text}"

    rows = [row("OBL", 0, "", opening)]
    rows += [row("PNC", base + i, f"{mark}-{i}", 100) for i in range(1, number + 1)]
    rows.append(row("CBL", 0, "", opening + 100 * number))
    return "\n".join(rows).encode()


class Meter:
    """What a piece of work cost."""

    def __init__(self, cr):
        self.cr = cr

    def __enter__(self):
        self.start = time.process_time(), time.perf_counter(), self.cr.sql_log_count
        return self

    def __exit__(self, *_error):
        cpu, wall, queries = self.start
        self.cpu = (time.process_time() - cpu) * 1000
        self.wall = (time.perf_counter() - wall) * 1000
        self.queries = self.cr.sql_log_count - queries

    def told(self, name, lines):
        """Print one row of the table."""
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{name:24} {lines:7} lines  {self.cpu / lines:7.2f} ms cpu/line "
            f"{self.wall / lines:7.2f} ms/line {self.queries / lines:6.2f} sql/line "
            f"{memory:5} MB",
            flush=True,
        )


def told_speed():
    """Print what a million additions cost here and now, in processor time."""
    start = time.process_time()
    sum(number for number in range(1_000_000))
    spent = time.process_time() - start
    print(f"a million additions: {spent * 1000:.0f} ms of processor", flush=True)


def core_way(env, provider, tx):
    """Book lines one by one the way core's own interface does."""
    fill(env, tx, CORE_LINES, "B100000000")
    payments = env["payment.transaction"].search(
        [("reference", "like", "B100000000-%")]
    )
    meter = Meter(env.cr)
    with meter:
        for payment in payments.payment_id:
            outstanding = payment.move_id.line_ids.filtered(
                lambda item, p=payment: item.account_id == p.outstanding_account_id
            )
            line = env["account.bank.statement.line"].create(
                {
                    "journal_id": provider.journal_id.id,
                    "date": DAY,
                    "payment_ref": payment.memo,
                    "partner_id": payment.partner_id.id,
                    "amount": payment.amount,
                    "counterpart_account_id": outstanding.account_id.id,
                }
            )
            item = line.line_ids.filtered(
                lambda item, o=outstanding: item.account_id == o.account_id
            )
            (item | outstanding).reconcile()
        env.flush_all()
    meter.told("core, line by line", len(payments))
    return meter.cpu / len(payments)


def our_way(env, provider, tx, size, position, opening):
    """Take a day of ``size`` lines in and book it; return ms of processor per line."""
    mark, day = f"B{position}00000000", DAY + datetime.timedelta(days=position)
    fill(env, tx, size, mark)
    data = day_file(size, mark, opening, day)
    with Meter(env.cr) as meter:
        parse_statement(data)
    print(f"parser: {size / meter.cpu * 1000:,.0f} lines/s", flush=True)
    days = env["sagepay.statement.day"]
    with Meter(env.cr) as meter:
        row, _new = days._take_in(provider, data, trust_start=True)
    meter.told("store", size)
    stored = meter.cpu
    with Meter(env.cr) as meter:
        while row._book_piece():
            env.flush_all()
            env.invalidate_all()
        env.flush_all()
    meter.told("match, book, reconcile", size)
    assert row.state == "imported" and row.is_balanced, row.books_balance
    assert not env["sagepay.exception"].search_count([])
    return (stored + meter.cpu) / size


def main(env):
    """Print the table of timings."""
    provider = company_with_sagepay(env)
    tx = sample(env, provider)
    # The copies refer to what is there: checking each reference would take minutes.
    env.cr.execute("SET LOCAL session_replication_role = replica")
    told_speed()
    # First, because core's way leaves an environment behind for each of its lines,
    # and Odoo looks through all that a transaction has.
    balance, ours = 0, {}
    for position, size in enumerate(SIZES, start=2):
        ours[size] = our_way(env, provider, tx, size, position, balance)
        balance += 100 * size
    core = core_way(env, provider, tx)
    for size, spent in ours.items():
        print(
            f"{size} lines: {core / spent:.1f} times as many per second as core's way"
        )
    told_speed()
    env.cr.rollback()


main(env)  # noqa: F821 - the shell's
