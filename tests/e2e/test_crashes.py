"""Workers and connections die at the worst moments; every payment is booked once."""

import threading

import pytest
import requests

from tools import postgres

from .gateway import notice
from .paused import (
    DIED,
    cut_connections,
    kill_workers_when_one_waits,
    locked,
    wait_until,
)

pytestmark = pytest.mark.logs(*DIED)
NOTICE = "SELECT outcome, verified_at FROM sagepay_notice WHERE reference = '{}'"
HALF = """
SELECT count(*) FROM account_move_line l JOIN account_move m ON m.id = l.move_id
 GROUP BY m.id HAVING round(sum(l.balance)::numeric, 2) != 0
"""


def in_background(work, *arguments):
    """Start a post whose answer nobody needs; return its thread."""

    def run():
        try:
            work(*arguments)
        except requests.RequestException:
            pass  # the worker that should answer is killed

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def run_schedules(shop, seller):
    """Let the scheduled actions run now, as they would within minutes.

    Whole seconds, as Odoo writes them: with parts of one a notice is not due yet.
    """
    shop.sql(
        "UPDATE sagepay_notice SET next_check_at ="
        " date_trunc('second', now() AT TIME ZONE 'UTC')"
        " WHERE next_check_at IS NOT NULL"
    )
    for module, name in (
        ("payment_sagepay", "cron_recheck_notices"),
        ("payment", "cron_post_process_payment_tx"),
    ):
        cron = seller.xmlid(module, name)
        shop.sql(
            f"UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' WHERE id = {cron}"
        )
        wait_until(lambda cron=cron: _has_run(shop, cron), 90)


def _has_run(shop, cron):
    """Wake the scheduler and tell whether the action has run since."""
    postgres.sql(f"NOTIFY cron_trigger, '{shop.database}'")
    late = shop.sql(
        f"SELECT nextcall > now() AT TIME ZONE 'UTC' FROM ir_cron WHERE id = {cron}"
    )
    return late == [["t"]]


def check_paid_once(shop, books, started):
    """Fail unless the payment has one receipt and every entry balances."""
    wait_until(lambda: books.is_paid(started), 60)
    assert books.state(started) == "done"
    assert books.receipts(started) == 1
    assert shop.sql(HALF) == []


def killed_while_it_waits_for(table, shop, gateway, started):
    """Post the true notice, and kill the worker that needs ``table`` for it."""
    told = gateway.pay(started, announce=False)
    fields = notice(started, told["trace"])
    with locked(shop, table):
        post = in_background(gateway.forge, "notify", fields)
        kill_workers_when_one_waits(shop)
        post.join()


def test_a_worker_killed_between_state_and_receipt_is_replaced(
    shop, gateway, books, new_payment, seller
):
    """C-01: the state is committed, the receipt is booked by the schedule."""
    started = new_payment()
    killed_while_it_waits_for("account_payment", shop, gateway, started)
    assert books.state(started) == "done"
    run_schedules(shop, seller)
    check_paid_once(shop, books, started)


def test_a_worker_killed_inside_booking_leaves_nothing_half_written(
    shop, gateway, books, new_payment, seller
):
    """C-02"""
    started = new_payment()
    killed_while_it_waits_for("account_partial_reconcile", shop, gateway, started)
    run_schedules(shop, seller)
    check_paid_once(shop, books, started)


def test_a_worker_killed_between_answer_and_commit_leaves_the_evidence(
    shop, gateway, books, new_payment, seller
):
    """C-03: the notice is there, not verified, and ends paid unaided."""
    started = new_payment()
    killed_while_it_waits_for("sagepay_trace", shop, gateway, started)
    assert shop.sql(NOTICE.format(started.reference)) == [["waiting", ""]]
    assert books.state(started) == "draft"
    run_schedules(shop, seller)
    check_paid_once(shop, books, started)


def test_a_database_that_goes_away_during_notices_heals(
    shop, gateway, books, new_payment, seller
):
    """C-04: all connections are cut again and again while notices come."""
    payments = [new_payment() for _number in range(5)]
    traces = [gateway.pay(one, announce=False)["trace"] for one in payments]
    posts = [
        in_background(gateway.forge, "notify", notice(started, trace))
        for _copy in range(4)
        for started, trace in zip(payments, traces, strict=True)
    ]
    for _cut in range(4):
        cut_connections(shop)
    for post in posts:
        post.join()
    # The gateway's own second message, and the schedules, do the rest.
    for started, trace in zip(payments, traces, strict=True):
        assert gateway.forge("notify", notice(started, trace)).status_code == 200
    run_schedules(shop, seller)
    for started in payments:
        check_paid_once(shop, books, started)


def test_a_restart_of_everything_loses_no_payment(
    shop, gateway, books, new_payment, seller
):
    """C-03: power fails while the gateway is being asked."""
    started = new_payment()
    told = gateway.pay(started, announce=False)
    gateway.call("faults", target="status", fault="slow", seconds=1.5, times=1)
    post = in_background(gateway.forge, "notify", notice(started, told["trace"]))
    wait_until(lambda: shop.sql(NOTICE.format(started.reference)))
    shop.odoo.kill()
    post.join()
    shop.odoo.start()
    run_schedules(shop, seller)
    check_paid_once(shop, books, started)


@pytest.mark.logs(r"odoo\.addons\.mail|ir_mail_server|Sage Pay e-mails")
def test_without_a_mail_server_the_money_is_booked_all_the_same(
    shop, gateway, books, new_payment
):
    """C-08"""
    started = new_payment()
    shop.inbox.server.stop()
    try:
        gateway.pay(started)
        check_paid_once(shop, books, started)
    finally:
        shop.inbox.server.start()
