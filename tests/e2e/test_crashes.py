"""Workers and connections die at the worst moments; every payment is booked once."""

import threading

import pytest
import requests

from .gateway import notice
from .paused import (
    DIED,
    cut_connections,
    kill_workers_when_one_waits,
    locked,
    wait_until,
)
from .schedules import REPEATED, catch_up, wait_for_mails

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


def check_paid_once(shop, books, started):
    """Fail unless the payment has one receipt and every entry balances."""
    wait_until(lambda: books.is_paid(started), REPEATED)
    assert books.state(started) == "done"
    assert books.receipts(started) == 1
    assert shop.sql(HALF) == []


def killed_while_it_waits_for(table, shop, gateway, started, is_there):
    """Post the true notice, and kill the worker that needs ``table`` for it.

    :param is_there: tells whether it has come as far as it shall before
    """
    told = gateway.pay(started, announce=False)
    fields = notice(started, told["trace"])
    with locked(shop, table):
        post = in_background(gateway.forge, "notify", fields)
        kill_workers_when_one_waits(shop, table, is_there)
        post.join()


def test_a_worker_killed_between_state_and_receipt_is_replaced(
    shop, gateway, books, new_payment, seller
):
    """C-01: the state is committed, the receipt is booked by the schedule."""
    started = new_payment()
    killed_while_it_waits_for(
        "account_payment",
        shop,
        gateway,
        started,
        lambda: books.state(started) == "done",
    )
    catch_up(shop, seller)
    check_paid_once(shop, books, started)


def test_a_worker_killed_inside_booking_leaves_nothing_half_written(
    shop, gateway, books, new_payment, seller
):
    """C-02"""
    started = new_payment()
    killed_while_it_waits_for(
        "account_partial_reconcile",
        shop,
        gateway,
        started,
        lambda: books.state(started) == "done",
    )
    catch_up(shop, seller)
    check_paid_once(shop, books, started)


def test_a_worker_killed_between_answer_and_commit_leaves_the_evidence(
    shop, gateway, books, new_payment, seller
):
    """C-03: the notice is there, not verified, and ends paid unaided."""
    started = new_payment()
    stored = NOTICE.format(started.reference)
    killed_while_it_waits_for(
        "sagepay_trace", shop, gateway, started, lambda: shop.sql(stored)
    )
    assert shop.sql(stored) == [["waiting", ""]]
    assert books.state(started) == "draft"
    catch_up(shop, seller)
    check_paid_once(shop, books, started)


def test_a_database_that_goes_away_during_notices_heals(
    shop, gateway, books, new_payment, seller
):
    """C-04: all connections are cut again and again while notices come."""
    payments = [new_payment() for _number in range(5)]
    traces = [gateway.pay(one, announce=False)["trace"] for one in payments]
    # E-mails of earlier tests that are cut off are none of this.
    wait_for_mails(shop)
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
    catch_up(shop, seller)
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
    catch_up(shop, seller)
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
