"""Two shops on one server: a notice has no session, and reaches its own, or is refused.

The server chooses the database by the first part of the host name.
"""

from contextlib import ExitStack

import pytest
import requests

from tests.ledger import assert_invariants
from tests.witness import Witness
from tools import databases, postgres
from tools.demo.rpc import Seller
from tools.demo.serve import demo_shop
from tools.demo.template import template

from .gateway import TIMEOUT, Gateway, notice
from .payer import Started

OPEN = "SELECT reference, amount FROM payment_transaction WHERE state = 'pending'"
STATE = "SELECT state FROM payment_transaction WHERE reference = '{}'"
STORED = "SELECT count(*) FROM sagepay_notice"
BASE = "UPDATE ir_config_parameter SET value = '{}' WHERE key = 'web.base.url'"


@pytest.fixture
def two():
    """Two databases with the same payment in each, behind one server."""
    options = {"db_name": "", "dbfilter": "^%d$", "limit_time_real": 120}
    with ExitStack() as ending:
        ending.enter_context(postgres.running())
        other = ending.enter_context(databases.temporary(template(), "other"))
        # What the other shop's schedule asks of their one gateway is not seen here.
        shop = ending.enter_context(
            demo_shop("two", workers=2, cron=0, options=options)
        )
        shop.other = other
        yield shop


def post(shop, host, fields, **headers):
    """Post a notice as the gateway does, to one of the server's names."""
    return requests.post(
        f"http://127.0.0.1:{shop.port}/payment/sagepay/notify",
        fields,
        headers={"Host": f"{host}:{shop.port}", **headers},
        timeout=TIMEOUT,
    )


def alarms(seller):
    """Return how often the list says that messages may go astray."""
    return seller.call(
        "sagepay.to.look.at", "search_count", [("cause", "=", "databases")]
    )


@pytest.mark.own_shop
def test_a_notice_reaches_the_database_of_its_host_name_or_nobody_loudly(two):
    """O-07"""
    gateway, seller = Gateway(two), Seller(two)
    witness = Witness(two)
    witness.begin([])
    ((reference, amount),) = two.sql(OPEN)[:1]
    started = Started(0, reference, f"{float(amount):.2f}", {}, "")
    trace = gateway.call("settle", reference=reference, announce=False)["trace"]
    fields = notice(started, trace)
    # The demo's own weeks at the gateway are in both.
    ((before,),) = two.sql(STORED)
    # A name that leads to no database: refused, so that the gateway knows.
    for host in ("localhost", "books.example.com"):
        assert post(two, host, fields).status_code == 404
    assert two.sql(STORED) == postgres.sql(STORED, two.other) == [[before]]
    # The configured address is one of these: the list says so, loudly.
    assert alarms(seller) == 1
    two.sql(BASE.format(f"http://{two.database}.localhost:{two.port}"))
    seller.call("ir.config_parameter", "set_param", "touched", "1")
    assert alarms(seller) == 0
    assert post(two, f"{two.database}.localhost", fields).status_code == 200
    assert two.sql(STATE.format(reference)) == [["done"]]
    assert postgres.sql(STATE.format(reference), two.other) == [["pending"]]
    assert postgres.sql(STORED, two.other) == [[before]]
    assert post(two, f"{two.other}.localhost", fields).status_code == 200
    assert postgres.sql(STORED, two.other) == [[str(int(before) + 1)]]
    assert_invariants(two.sql, gateway.ledger(), witness)
