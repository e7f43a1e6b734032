"""The same true news, many times and from several sides at once."""

import xmlrpc.client

import pytest
import requests

from .gateway import TIMEOUT, notice
from .payer import ASKS_AGAIN
from .together import at_once

ROUNDS, FULL_ROUNDS = 20, 200


def test_a_true_notice_posted_100_times_books_one_receipt(gateway, books, new_payment):
    """R-01"""
    started = new_payment()
    gateway.pay(started)
    statuses = gateway.notify_again(started, copies=100)
    assert statuses == [200] * 100
    assert books.state(started) == "done"
    assert books.is_paid(started)
    assert books.receipts(started) == 1
    assert books.confirmations(started) == 1


def test_a_true_notice_posted_by_8_callers_at_once_books_one_receipt(
    gateway, books, new_payment
):
    """R-02, R-10: look-ups are repeated where callers collide, and change nothing."""
    started = new_payment()
    trace = gateway.pay(started, announce=False)["trace"]
    fields = notice(started, trace)

    def post():
        return [gateway.forge("notify", fields).status_code for _ in range(13)]

    answers, _seconds = at_once(*[post] * 8)
    statuses = [status for answer in answers for status in answer]
    assert statuses == [200] * 104
    looked_up = [row for row in gateway.ledger()["lookups"] if row["trace"] == trace]
    assert 1 <= len(looked_up) <= len(statuses)
    assert books.state(started) == "done"
    assert books.is_paid(started)
    assert books.receipts(started) == 1
    assert books.confirmations(started) == 1


@pytest.mark.logs(ASKS_AGAIN)
def test_notify_accept_poll_and_cron_at_once_book_one_receipt_each_round(
    gateway, books, new_payment, payer, seller, shop, full
):
    """R-03"""
    cron = seller.xmlid("payment", "cron_post_process_payment_tx")
    for _round in range(FULL_ROUNDS if full else ROUNDS):
        started = new_payment()
        told = gateway.pay(started, announce=False)
        fields = notice(started, told["trace"])

        def notify(fields=fields):
            assert gateway.forge("notify", fields).status_code == 200

        def accept(fields=fields):
            assert gateway.forge("accept", fields).status_code == 303

        def poll():
            assert payer.poll().status_code == 200

        def post_process():
            _run_cron(seller, cron)

        at_once(*[notify, accept, poll, post_process] * 2)
        assert books.state(started) == "done"
        payer.poll()
        assert books.receipts(started) == 1
        assert books.is_paid(started)
    assert requests.get(shop.url, timeout=TIMEOUT).ok


def _run_cron(seller, cron):
    """Run the post-processing cron, unless somebody else is running it right now."""
    try:
        seller.call("ir.cron", "method_direct_trigger", [cron])
    except xmlrpc.client.Fault as fault:
        assert "already executing" in fault.faultString, fault.faultString
