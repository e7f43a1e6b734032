"""A streaming replica serves what is only read, and nobody is shown it too early."""

import time

import pytest

from .own_server import own_shop

PAGES = (
    "overview",
    "invoices",
    "quotes",
    "credit-notes",
    "payments",
    "statement",
    "details",
)
# Is on each of them.
NAVIGATION = "/credit-notes"
REQUESTS = 5
# A server's own statistics: finished transactions on the shop's database.
COUNTED = """
SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '{}'
"""
# Seconds after which an idle connection has told what it did, and how often a page is
# asked for until both workers have loaded what it needs.
REPORTED, WARM_UP = 11, 4
# What PostgreSQL's own housekeeping may do on the primary meanwhile.
HOUSEKEEPING = 1

SAID = (r"odoo\.registry: Failed to open a readonly cursor",)

pytestmark = [pytest.mark.own_shop, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def standing(full):
    """The shop of this file."""
    if not full:
        pytest.skip("two more PostgreSQL servers: ./dev bench replica, or --full")
    with own_shop(with_replica=True) as found:
        yield found


@pytest.fixture
def own(standing):
    """That shop; every invariant holds after each test."""
    with standing.watched(SAID) as shop:
        yield shop


def counts(own):
    """Return what the primary and the replica have counted."""
    time.sleep(REPORTED)
    question = COUNTED.format(own.shop.database)
    primary = own.replica.primary
    return [int(server.sql(question)[0][0]) for server in (primary, own.replica)]


def test_every_page_that_only_shows_comes_from_the_replica(own):
    """The servers' own statistics say who served it."""
    payer = own.customer.payer
    invoice = own.seller.new_invoice(own.customer.email, (("Monitor arm", 1),))
    own.catch_up()
    addresses = [f"{payer.zone}/{page}" for page in (*PAGES, f"invoices/{invoice}")]
    for address in addresses * WARM_UP:
        payer.get(address)
    before = counts(own)
    for address in addresses:
        for _request in range(REQUESTS):
            payer.get(address)
        now = counts(own)
        primary, replica = (b - a for a, b in zip(before, now, strict=True))
        print(f"{address}: primary {primary}, replica {replica}")
        assert primary <= HOUSEKEEPING, address
        assert replica >= REQUESTS, address
        before = now


def test_who_has_just_paid_is_not_shown_the_invoice_as_open(own):
    """The replica is behind; others may see it late, the payer does not."""
    customer = own.customer
    started = customer.new_payment()
    own.catch_up()
    own.replica.pause()
    try:
        told = own.gateway.pay(started)
        customer.payer.come_back(told["browser"])
        assert own.books.is_paid(started)
        page = f"{customer.payer.zone}/invoices/{started.invoice}"
        offer = f"/invoices/{started.invoice}/pay"
        assert offer not in customer.payer.get(page).text
        # So it was behind indeed.
        behind = own.replica.sql(
            f"SELECT payment_state FROM account_move WHERE id = {started.invoice}",
            own.shop.database,
        )
        assert behind == [["not_paid"]]
    finally:
        own.replica.resume()
    own.catch_up()


def test_a_page_is_not_lost_when_the_replica_is(own):
    """Stopped as an administrator does: the primary serves what the replica did."""
    payer = own.customer.payer
    own.replica.stop("fast")
    try:
        for page in PAGES:
            began = time.monotonic()
            assert NAVIGATION in payer.get(f"{payer.zone}/{page}").text
            print(f"{page:14} shown after {time.monotonic() - began:.2f} s")
    finally:
        own.replica.start()
    own.catch_up()
    assert NAVIGATION in payer.get(f"{payer.zone}/overview").text
