"""Beside a web shop: its carts are paid through the shop, closed customers or not."""

import re
from urllib.parse import urlsplit

import pytest
import requests

from tools import databases, live, odoo, postgres, templates
from tools.paths import ADDONS

# Seconds: Odoo's eCommerce is installed first, on a machine that may be busy.
PATIENCE = 1200
TIMEOUT = 60
SHOP = ("website_sale", "payment_demo")
# A shop with a thing to sell, a way to pay, and a customer who may sign in.
PREPARE = """
company = env.company
company.customer_zone_enabled = True
provider = env['payment.provider'].search([
    ('code', '=', 'demo'), ('company_id', '=', company.id)], limit=1)
provider.write({'state': 'test', 'is_published': True, 'journal_id': env[
    'account.journal'].search([('type', '=', 'bank'),
    ('company_id', '=', company.id)], limit=1).id})
provider.payment_method_ids.active = True
thing = env['product.template'].create({'name': 'Gift card', 'type': 'service',
    'list_price': 250.0, 'taxes_id': False, 'is_published': True})
partner = env['res.partner'].create({'name': 'Thandi', 'phone': '021 555 0117',
    'email': 'thandi@acacia.example', 'street': '1 Long Street', 'city': 'Cape Town',
    'zip': '8001', 'country_id': env.ref('base.za').id, 'company_id': company.id,
    'state_id': env.ref('base.state_za_wc').id, 'vat': False})
env['res.users'].create({'name': 'Thandi', 'login': 'thandi', 'password': 'thandi-pw',
    'partner_id': partner.id, 'group_ids': [(6, 0, env.ref('base.group_portal').ids)]})
print('PREPARED', thing.id, thing.product_variant_id.id, provider.id,
    provider.payment_method_ids[0].id, env.ref('base.za').id,
    env.ref('base.state_za_wc').id)
"""
CSRF = re.compile(r'csrf_token: "(\w+)"')
FORM = re.compile(r'data-([\w-]+)="([^"]*)"')


@pytest.fixture(scope="module")
def shop():
    """Yield a live shop with Odoo's eCommerce; ``numbers`` are ids of its things."""
    with (
        postgres.running(),
        databases.temporary(templates.with_addons("both", ADDONS), "shop") as database,
    ):
        config = odoo.write_config("seam-shop", ADDONS)
        install = ("module", "install", *SHOP, "-d", database)
        odoo.call(config, *install, log="seam-shop", failure="Installing eCommerce")
        templates.remember(database, ADDONS)
        name = database.removeprefix(databases.PREFIX)
        quiet = {"workers": 0, "cron": 0, "gateway": False, "inbox": False}
        with live.stack("seam-shop", database=name, **quiet) as running:
            printed = running.shell(PREPARE)
            words = printed.partition("PREPARED")[2].split()[:6]
            running.numbers = [int(word) for word in words]
            yield running


class Buyer:
    """Buys one thing in a browser of their own."""

    def __init__(self, shop):
        self.shop, self.session = shop, requests.Session()
        self.thing, self.variant, *_rest = shop.numbers

    def get(self, path):
        """Return a page, redirections followed."""
        return self.session.get(f"{self.shop.url}{path}", timeout=TIMEOUT)

    def send(self, path, **form):
        """Send a form with the token of a page."""
        form["csrf_token"] = CSRF.search(self.get("/shop").text).group(1)
        address = f"{self.shop.url}{path}"
        return self.session.post(address, data=form, timeout=TIMEOUT)

    def call(self, path, **params):
        """Return the answer of a JSON route: ``result`` or ``error``."""
        body = {"jsonrpc": "2.0", "method": "call", "id": 0, "params": params}
        address = f"{self.shop.url}{path}"
        return self.session.post(address, json=body, timeout=TIMEOUT).json()

    def sign_in(self):
        """Sign in as the customer who has an account."""
        page = self.get("/web/login")
        form = {"csrf_token": CSRF.search(page.text).group(1)}
        form |= {"login": "thandi", "password": "thandi-pw"}
        self.session.post(f"{self.shop.url}/web/login", data=form, timeout=TIMEOUT)

    def fill_cart(self):
        """Put the thing into the cart."""
        thing = {"product_template_id": self.thing, "product_id": self.variant}
        assert "result" in self.call("/shop/cart/add", quantity=1, **thing)

    def tell_address(self):
        """Fill in the shop's form, as somebody it does not know does."""
        *_rest, country, state = self.shop.numbers
        answer = self.send(
            "/shop/address/submit",
            address_type="billing",
            use_delivery_as_billing="true",
            name="Guest",
            email="guest@elsewhere.example",
            phone="021 555 0118",
            street="2 Long Street",
            city="Cape Town",
            zip="8001",
            country_id=country,
            state_id=state,
            required_fields="name,email",
        )
        assert "redirectUrl" in answer.json(), answer.text

    def payment_page(self):
        """Go on to the payment; return what the payment form was given."""
        page = self.get("/shop/checkout?try_skip_step=true")
        if urlsplit(page.url).path != "/shop/payment":
            page = self.get("/shop/payment")
        assert urlsplit(page.url).path == "/shop/payment", page.url
        return dict(FORM.findall(page.text))

    def start(self, form, **changes):
        """Press "Pay now"; return the answer of the shop."""
        *_things, provider, method, _country, _state = self.shop.numbers
        wish = {
            "provider_id": provider,
            "payment_method_id": method,
            "token_id": None,
            "amount": float(form["amount"]),
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": form["landing-route"],
            "is_validation": False,
            "access_token": form["access-token"],
        }
        return self.call(form["transaction-route"], **(wish | changes))


def bought(shop, buyer):
    """Pay the cart as far as the last page; return (page, reference)."""
    form = buyer.payment_page()
    assert form["landing-route"] == "/shop/payment/validate"
    answer = buyer.start(form)
    assert "result" in answer, answer
    reference = answer["result"]["reference"]
    buyer.call(
        "/payment/demo/simulate_payment",
        reference=reference,
        payment_details="1234",
        simulated_state="done",
    )
    assert "/payment/status" in buyer.get("/payment/status").url
    answer = buyer.call("/payment/status/poll")
    return buyer.get(answer["result"]["landing_route"]), reference


def check_bought(shop, buyer):
    """Buy; the order is confirmed, its page shown, the cart empty again."""
    page, reference = bought(shop, buyer)
    assert urlsplit(page.url).path == "/shop/confirmation"
    assert (page.status_code, "Gift card" in page.text) == (200, True)
    rows = shop.sql(
        "SELECT o.state, t.state, t.amount, o.name FROM sale_order o"
        " JOIN sale_order_transaction_rel r ON r.sale_order_id = o.id"
        " JOIN payment_transaction t ON t.id = r.transaction_id"
        f" WHERE t.reference = '{reference}'"
    )
    assert [row[:3] for row in rows] == [["sale", "done", "250.00"]]
    assert rows[0][3] in page.text
    assert buyer.call("/shop/cart/quantity")["result"] == 0


@pytest.mark.timeout(PATIENCE)
def test_a_stranger_pays_a_cart(shop):
    """Whom the seller does not know is not let into the zone, and may buy."""
    buyer = Buyer(shop)
    buyer.fill_cart()
    buyer.tell_address()
    check_bought(shop, buyer)


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("allowed", [False, True])
def test_a_customer_with_an_account_pays_a_cart(shop, allowed):
    """Let into the zone or not, the shop's own pages follow the payment."""
    shop.shell(
        "env['res.partner'].search([('name', '=', 'Thandi')])"
        f".customer_zone_allowed = {allowed}"
    )
    buyer = Buyer(shop)
    buyer.sign_in()
    buyer.fill_cart()
    check_bought(shop, buyer)


@pytest.mark.timeout(PATIENCE)
def test_what_was_bought_is_closed_to_whom_the_zone_is_closed(shop):
    """A cart is the shop's business, an order is the zone's."""
    shop.shell(
        "env['res.partner'].search([('name', '=', 'Thandi')])"
        ".customer_zone_allowed = False"
    )
    buyer = Buyer(shop)
    buyer.sign_in()
    buyer.fill_cart()
    check_bought(shop, buyer)
    ((number, token),) = shop.sql(
        "SELECT id, access_token FROM sale_order ORDER BY id DESC LIMIT 1"
    )
    page = buyer.get(f"/my/orders/{number}?access_token={token}")
    assert (page.status_code, "Gift card" in page.text) == (404, False)


@pytest.mark.timeout(PATIENCE)
def test_no_cart_is_paid_with_what_is_not_for_sale(shop):
    """A-13, X-14: an amount, a page to go on to, a provider that nobody offers."""
    buyer = Buyer(shop)
    buyer.fill_cart()
    buyer.tell_address()
    form = buyer.payment_page()
    for changes in (
        {"amount": -250.0},
        {"amount": 1.0},
        {"landing_route": "https://elsewhere.example/"},
        {"landing_route": "//elsewhere.example"},
        {"access_token": "made-up"},
        {"flow": "odd"},
    ):
        assert "error" in buyer.start(form, **changes), changes
    provider = shop.numbers[2]
    hide = f"UPDATE payment_provider SET is_published = %s WHERE id = {provider}"
    shop.sql(hide % "FALSE")
    try:
        assert "error" in buyer.start(form)
    finally:
        shop.sql(hide % "TRUE")
