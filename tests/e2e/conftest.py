"""One live shop for the whole ring; every test ends with the invariants."""

import os

import pytest

from tests.ledger import assert_invariants
from tools.demo.customers import CUSTOMERS, MAIN
from tools.demo.mail_link import wait_for_mail, zone_link
from tools.demo.rpc import Seller
from tools.demo.serve import demo_shop

from .books import Books
from .gateway import Gateway
from .payer import Payer

EMAIL = CUSTOMERS[MAIN].contact[1]


def pytest_addoption(parser):
    """``./dev test e2e -- --full``: the catalogue's numbers instead of short ones."""
    long = bool(os.environ.get("RING_FULL"))
    parser.addoption(
        "--full", action="store_true", default=long, help="long races and floods"
    )


def pytest_collection_modifyitems(config, items):
    """Give the long versions the time they need."""
    if config.getoption("--full"):
        for item in items:
            item.add_marker(pytest.mark.timeout(3600))


@pytest.fixture(scope="session")
def full(request):
    """Whether the long versions were asked for."""
    return request.config.getoption("--full")


@pytest.fixture(scope="session")
def shop():
    """The demo company with two workers, a cron thread and the gateway."""
    with demo_shop("e2e", workers=2) as running:
        yield running


@pytest.fixture(scope="session")
def seller(shop):
    """The administrator over Odoo's remote interface."""
    return Seller(shop)


@pytest.fixture(scope="session")
def books(shop):
    """The shop's database."""
    return Books(shop)


@pytest.fixture(scope="session")
def link(shop, seller):
    """A link into the zone that was really e-mailed."""
    move = seller.new_invoice(EMAIL, (("Monitor arm", 1),))
    seller.send_invoice(move)
    number = seller.read("account.move", move, "name")["name"]
    return zone_link(wait_for_mail(shop, EMAIL, number))


@pytest.fixture(scope="session")
def payer(shop, link):
    """The customer, in the zone through the e-mailed link."""
    return Payer(shop, link)


@pytest.fixture
def gateway(shop):
    """The simulator, with its switches and faults as they are by default."""
    control = Gateway(shop)
    control.call("switches", clear=True)
    control.call("faults", clear=True)
    return control


@pytest.fixture
def new_payment(seller, payer):
    """A function that makes an invoice and starts its payment in the zone."""

    def start(product="Monitor arm"):
        return payer.start_payment(seller.new_invoice(EMAIL, ((product, 1),)))

    return start


@pytest.fixture(autouse=True)
def invariants(shop):
    """Check the invariants after each test."""
    yield
    assert_invariants(shop.sql, Gateway(shop).ledger())
