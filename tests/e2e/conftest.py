"""One live shop for the whole ring; every test ends with the invariants I1 to I8."""

import os

import pytest

from tests.ledger import assert_invariants
from tests.witness import CANARY, Witness
from tools import postgres, provision
from tools.demo.customers import CUSTOMERS, MAIN
from tools.demo.online import ACCOUNT_KEY, SERVICE_KEY
from tools.demo.rpc import Seller
from tools.demo.serve import demo_shop
from tools.demo.template import template

from .books import Books
from .customer import mailed_link
from .gateway import Gateway
from .payer import Payer
from .statements import newest_noon, now

EMAIL = CUSTOMERS[MAIN].contact[1]
STRANGER = "veldt"
# The back end's customer field asks an address book on the internet, which need not be
# there for a test.
ADDRESS_BOOK = (
    r"iap_tools: iap jsonrpc https://partner-autocomplete\.",
    r"iap_autocomplete_api: (Autocomplete API error|Insufficient Credits)",
)
# Cards that payers of these tests use; never seen by the shop.
CARDS = ("4000000000000002", "4000000000000010", "4000000000009995")


def pytest_addoption(parser):
    """``./dev test e2e -- --full``: the catalogue's numbers instead of short ones."""
    long = bool(os.environ.get("RING_FULL"))
    parser.addoption(
        "--full", action="store_true", default=long, help="long races and floods"
    )


def pytest_configure(config):
    """``@pytest.mark.logs(pattern, …)``: lines at WARNING that a test provokes."""
    config.addinivalue_line("markers", "logs(*patterns): expected lines of the log")
    config.addinivalue_line("markers", "own_shop: the test starts a shop of its own")


def pytest_collection_modifyitems(config, items):
    """Give the long versions the time they need."""
    if config.getoption("--full"):
        for item in items:
            # Before what a test says of its short version.
            item.add_marker(pytest.mark.timeout(3600), append=False)


def pytest_collection_finish(session):
    """Build the shop's database outside of any test's time: the first takes long."""
    if session.items and not session.config.option.collectonly:
        provision.tools()
        provision.odoo()
        with postgres.running():
            template()


@pytest.fixture(scope="session")
def full(request):
    """Whether the long versions were asked for."""
    return request.config.getoption("--full")


@pytest.fixture(scope="session")
def shop():
    """The demo company with two workers, a cron thread and the gateway."""
    # The time a request may take is Odoo's own default, as in a shop.
    # Runs side by side must not share a folder of logs.
    label = os.environ.get("E2E_LABEL", "e2e")
    if lane := os.environ.get("PYTEST_XDIST_WORKER"):
        label = f"{label}-{lane}"
    # Scheduled actions that have much to do after a flood may take theirs.
    limits = {"limit_time_real": 120, "limit_time_real_cron": 600}
    with demo_shop(label, workers=2, options=limits) as running:
        yield running


@pytest.fixture(scope="session")
def witness(shop, seller):
    """Whoever watches the shop from outside; another customer's papers are marked."""
    customer = CUSTOMERS[STRANGER]
    contact = seller.search("res.partner", ("email", "=", customer.contact[1]))[0]
    seller.call("res.partner", "write", [contact], {"comment": f"<p>{CANARY}</p>"})
    move = seller.new_invoice(customer.contact[1], (("Monitor arm", 1),), post=False)
    marks = {"ref": CANARY, "narration": f"<p>{CANARY}</p>"}
    seller.call("account.move", "write", [move], marks)
    seller.call("account.move", "action_post", [move])
    witness = Witness(shop, secrets=(SERVICE_KEY, ACCOUNT_KEY, *CARDS))
    with witness.listening():
        yield witness


@pytest.fixture(scope="session")
def seller(shop):
    """The administrator over Odoo's remote interface."""
    return Seller(shop)


@pytest.fixture(scope="session")
def books(shop):
    """The shop's database."""
    return Books(shop)


@pytest.fixture(scope="session")
def link(shop, seller, witness):
    """A link into the zone that was really e-mailed; its token is a secret."""
    return mailed_link(shop, seller, EMAIL, witness.secrets)


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
def past_day(gateway):
    """Let the gateway live at noon of the newest day with a statement; return it."""
    noon = newest_noon()
    gateway.call("clock", now=noon.isoformat())
    yield noon.date()
    gateway.call("clock", now=now())


@pytest.fixture
def new_payment(seller, payer):
    """A function that makes an invoice and starts its payment in the zone."""

    def start(product="Monitor arm"):
        return payer.start_payment(seller.new_invoice(EMAIL, ((product, 1),)))

    return start


@pytest.fixture(autouse=True)
def invariants(request):
    """Check the invariants after each test; one with its own shop does so itself."""
    if request.node.get_closest_marker("own_shop"):
        yield
        return
    shop = request.getfixturevalue("shop")
    witness = request.getfixturevalue("witness")
    expected = [
        pattern for mark in request.node.iter_markers("logs") for pattern in mark.args
    ]
    witness.begin(expected)
    yield
    assert_invariants(shop.sql, Gateway(shop).ledger(), witness)
