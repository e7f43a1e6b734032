"""The wheels in an Odoo that has never seen this repository: installed and in use."""

import urllib.error
import urllib.request

import pytest

from tests.seam.wheel_house import WheelHouse
from tools import databases, odoo, processes, templates
from tools.paths import ADDONS

# Seconds: two addons come to a database, on a busy machine.
PATIENCE = 1200
WHERE = """
import odoo.addons.customer_zone as zone, odoo.addons.payment_sagepay as gateway
print('AT', zone.__file__, gateway.__file__)
"""
# A customer with an invoice and a link, as the e-mail carries it.
LINK = """
from odoo.fields import Command
company = env.company
company.customer_zone_enabled = True
customer = env['res.partner'].create({'name': 'Acacia Trading', 'is_company': True,
    'email': 'office@acacia.example', 'customer_zone_allowed': True})
invoice = env['account.move'].create({'move_type': 'out_invoice',
    'partner_id': customer.id, 'invoice_date': '2026-11-02', 'invoice_line_ids': [
        Command.create({'name': 'Service', 'price_unit': 1000})]})
invoice.action_post()
link = env['customer.zone.link']._issue(company, customer, customer, document=invoice)
print('LINK', link._zone_url(invoice).partition('/zone/')[2])
env.cr.commit()
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The environment with both wheels installed."""
    house = WheelHouse(tmp_path_factory.mktemp("wheels"))
    house.install()
    return house


class Straight(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to the caller."""

    def redirect_request(self, *_request):
        """Follow nothing."""
        return None


def answer(url, *handlers):
    """Return ``(status, text, address)`` of a page."""
    opener = urllib.request.build_opener(*handlers)
    try:
        with opener.open(url, timeout=120) as page:
            return page.status, page.read().decode(errors="replace"), page.url
    except urllib.error.HTTPError as error:
        return error.code, "", error.headers.get("Location", "")


def told(text, word):
    """Return what follows a word at the beginning of a printed line."""
    [line] = [row for row in text.splitlines() if row.startswith(word)]
    return line.removeprefix(word).strip()


@pytest.mark.timeout(PATIENCE)
def test_the_wheels_install_and_their_pages_answer(house):
    """A link opens the customer's invoice; the gateway's address leads onward."""
    with databases.temporary(templates.base(), "seam") as database:
        port = processes.free_port()
        config = odoo.write_config(
            "seam-wheel", db_name=database, dbfilter=f"^{database}$", http_port=port
        )
        log = house.call(
            config, "module", "install", *ADDONS, "-d", database, log="wheel-come"
        )
        assert templates.complaints(log) == []
        at = told(house.shell(config, database, WHERE), "AT").split()
        assert [path for path in at if not path.startswith(str(house.site))] == []
        link = told(house.shell(config, database, LINK), "LINK")
        server = house.server(config, port)
        server.start()
        try:
            pages(f"http://127.0.0.1:{port}", link)
        finally:
            server.stop()


def pages(shop, link):
    """Look at what a customer, the gateway and a browser ask for."""
    status, page, address = answer(f"{shop}/zone/{link}", cookies())
    assert (status, "Acacia Trading" in page) == (200, True)
    assert "/zone/l/" not in address
    status, _page, address = answer(f"{shop}/payment/sagepay/accept", Straight())
    assert (status, address.endswith("/payment/status")) == (303, True)
    for addon in ADDONS:
        icon = f"{shop}/{addon}/static/description/icon.png"
        assert answer(icon)[0] == 200


def cookies():
    """Return what keeps a visitor's session from page to page."""
    return urllib.request.HTTPCookieProcessor()
