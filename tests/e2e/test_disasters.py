"""The database server dies, or comes back as it was this morning: nothing is lost.

These tests have a shop and a server of their own, and follow each other on it.
"""

import pytest
import requests

from tools import databases

from .gateway import notice
from .own_server import is_steady, own_shop
from .paused import DIED, wait_until
from .schedules import catch_up
from .statements import NEWEST, fetch, newest_noon, now, provider_of
from .test_crashes import check_paid_once, in_background

pytestmark = pytest.mark.own_shop
# What dies with its server, and what several receipts of one customer at the same
# moment leave to the schedule.
SAID = (*DIED, "Cursor not closed explicitly", "SerializationFailure")
STORED = "SELECT count(*) FROM sagepay_notice WHERE reference IN ({})"
NOTICES = """
SELECT outcome, needs_attention FROM sagepay_notice WHERE reference = '{}'
"""
ON_THE_LIST = """
SELECT e.kind, e.state, round(e.amount, 2)
  FROM sagepay_exception e JOIN sagepay_statement_line l ON l.id = e.line_id
 WHERE concat_ws(' ', l.description, l.extra_1, l.extra_2, l.extra_3) LIKE '%{}%'
"""


@pytest.fixture(scope="module")
def standing():
    """The shop of this file."""
    with own_shop() as found:
        yield found


@pytest.fixture
def own(standing):
    """That shop; every invariant holds after each test."""
    with standing.watched(SAID) as shop:
        yield shop


@pytest.mark.timeout(600)
def test_a_database_server_that_dies_during_fifty_notices_heals(own):
    """C-04: an immediate restart, as a power cut is, in the middle of them."""
    shop, gateway, books = own.shop, own.gateway, own.books
    payments = [own.customer.new_payment() for _number in range(10)]
    told = [(one, gateway.pay(one, announce=False)["trace"]) for one in payments]
    answers = []

    def tell(started, trace):
        try:
            answer = gateway.forge("notify", notice(started, trace))
            answers.append((started.reference, answer.status_code))
        except requests.RequestException:
            answers.append((started.reference, None))

    references = ", ".join(f"'{one.reference}'" for one in payments)
    posts = [in_background(tell, *one) for _copy in range(5) for one in told]
    wait_until(lambda: int(shop.sql(STORED.format(references))[0][0]) >= 3)
    own.server.restart_at_once()
    for post in posts:
        post.join()
    wait_until(lambda: is_steady(shop), 120)
    assert {status for _one, status in answers} != {200}, "too quick to be cut off"
    # Nobody is told again of what was acknowledged: the schedule ends it.
    catch_up(shop, own.seller)
    for started, trace in told:
        if (started.reference, 200) not in answers:
            # The gateway knows that it was not delivered.
            answer = gateway.forge("notify", notice(started, trace))
            assert answer.status_code == 200
            continue
        check_paid_once(shop, books, started)
    catch_up(shop, own.seller)
    for started in payments:
        check_paid_once(shop, books, started)


@pytest.mark.timeout(600)
def test_what_a_restored_backup_does_not_know_is_listed_not_lost(own):
    """C-09: later payments, told of and untold, meet this morning's database."""
    shop, gateway, books = own.shop, own.gateway, own.books
    gateway.call("clock", now=newest_noon().isoformat())
    known = own.customer.new_payment()
    gateway.pay(known)
    check_paid_once(shop, books, known)
    morning = databases.name("run", "morning", databases.owner())
    _while_stopped(shop, lambda: databases.clone(shop.database, morning))
    since = own.new_customer("hexriver")
    told, untold = since.new_payment(), since.new_payment()
    gateway.pay(told)
    gateway.pay(untold, announce=False)
    check_paid_once(shop, books, told)

    def restore():
        databases.drop(shop.database)
        databases.rename(morning, shop.database)

    _while_stopped(shop, restore)
    for lost in (told, untold):
        assert gateway.notify_again(lost, copies=1) == [200]
        assert shop.sql(NOTICES.format(lost.reference)) == [["unknown_reference", "t"]]
    # Somebody else is given the numbers of what was lost, but not what it opens.
    next_one = own.new_customer("namaprint")
    assert next_one.payer.zone == since.payer.zone
    assert since.payer.session.get(f"{since.payer.zone}/invoices").status_code == 404
    assert requests.get(since.link, timeout=60).status_code == 404
    again = next_one.new_payment()
    assert again.invoice == told.invoice
    gateway.call("clock", now=now())
    provider = provider_of(own.seller)
    own.seller.call("payment.provider", "write", [provider], NEWEST)
    for lost in (told, untold):
        rows = wait_until(lambda one=lost: _fetched(own, one), 120)
        assert rows == [["not_in_books", "open", lost.amount]]
    assert books.state(again) == "draft"
    check_paid_once(shop, books, known)


def _fetched(own, started):
    """Let the schedule run; return what is listed of a payment."""
    fetch(own.seller)
    return own.shop.sql(ON_THE_LIST.format(started.reference))


def _while_stopped(shop, work):
    """Do something to the database that nobody may be using meanwhile."""
    shop.odoo.stop()
    work()
    shop.odoo.start()
