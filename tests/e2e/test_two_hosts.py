"""Two Odoo servers behind the recommended proxy; one of them is killed under load."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest
import requests
from requests.adapters import HTTPAdapter

from tests.ledger import assert_invariants
from tests.witness import Witness
from tools import nginx, odoo
from tools.demo.customers import CUSTOMERS, MAIN
from tools.demo.rpc import Seller
from tools.demo.serve import demo_shop
from tools.processes import Background, free_port

from .books import Books
from .customer import Customer
from .gateway import TIMEOUT, Gateway
from .paused import wait_until

EMAIL = CUSTOMERS[MAIN].contact[1]
CALLERS, PAYMENTS = 6, 5
PAGES = ("/invoices", "/overview", "/payments")
BASE = "UPDATE ir_config_parameter SET value = '{}' WHERE key = 'web.base.url'"
PORTS = ("http_port", "gevent_port")

pytestmark = [pytest.mark.own_shop, pytest.mark.timeout(900)]


class TwoHosts:
    """A shop of two servers: one database, one folder of files and sessions."""

    def __init__(self, shop, tmp_path):
        self.shop, self.first = shop, shop.odoo
        self.second = self._another()
        hosts = [self._ports(shop.config), self._ports(self.config)]
        self.proxy = nginx.recommended(hosts, nginx.program(fetch=True), tmp_path)

    def _another(self):
        """Return a second server, which differs by its ports alone."""
        self.config = self.shop.config.with_name(f"{self.shop.config.stem}-2.conf")
        text = self.shop.config.read_text()
        for name, port in zip(PORTS, self._ports(self.shop.config), strict=True):
            text = text.replace(f"{name} = {port}", f"{name} = {free_port()}")
        self.config.write_text(text)
        health = f"http://127.0.0.1:{self._ports(self.config)[0]}/web/health"
        command, folder = odoo.command(self.config, "server"), self.shop.log
        return Background(
            "odoo-2", command, health, folder, self.first.env, self.first.cwd
        )

    @staticmethod
    def _ports(config):
        lines = dict(
            line.split(" = ", 1)
            for line in config.read_text().splitlines()
            if " = " in line
        )
        return [lines[name] for name in PORTS]

    def start(self):
        """Start what is missing; from now on the proxy's address is the shop's."""
        # Servers keep this address in their memory.
        self.first.stop()
        self.shop.url = self.proxy.url
        self.shop.sql(BASE.format(self.proxy.url))
        for program in (self.first, self.second, self.proxy):
            program.start()

    def stop(self):
        """Stop what the shop does not stop itself."""
        self.proxy.stop()
        self.second.stop()
        self.config.unlink()

    def kill_second(self):
        """End the second server; what is sent from now on finds nobody listening.

        What it had taken in already is lost to whoever sent it, with status 502.
        """
        self.second.kill()
        address = ("127.0.0.1", int(self._ports(self.config)[0]))
        wait_until(lambda: not _listens(address))

    def asked(self, path):
        """Return how often each server was asked for addresses that contain a text."""
        return [
            sum(path in line for line in server.log.read_text().splitlines())
            for server in (self.first, self.second)
        ]


@pytest.fixture
def hosts(full, tmp_path):
    """Both servers and the proxy, running; every invariant holds in the end."""
    if not full:
        pytest.skip("two servers and a proxy: ./dev bench hosts, or --full")
    options = {"proxy_mode": True}
    with demo_shop("hosts", workers=2, options=options) as shop:
        both = TwoHosts(shop, tmp_path)
        witness = Witness(shop)
        try:
            both.start()
            gateway = Gateway(shop)
            gateway.call("merchants", callback_base=shop.url)
            witness.begin((r"odoo\.service\.server", r"werkzeug: .*timed out"))
            with witness.listening():
                yield both
            assert_invariants(shop.sql, gateway.ledger(), witness)
        finally:
            both.stop()


def test_any_host_answers_and_the_death_of_one_loses_nothing(hosts):
    """Link, payment and callbacks meet either host; one is killed under load."""
    shop, gateway, books = hosts.shop, Gateway(hosts.shop), Books(hosts.shop)
    customer = Customer(shop, Seller(shop), EMAIL, set())

    def pay():
        started = customer.new_payment()
        told = gateway.pay(started)
        customer.payer.come_back(told["browser"])
        wait_until(lambda: books.is_paid(started), 90)
        assert books.receipts(started) == 1

    for _payment in range(PAYMENTS):
        pay()
    for path in ("/zone/", "/payment/sagepay/"):
        assert all(hosts.asked(path)), f"one host alone answered {path}"
    over, answers = threading.Event(), []
    with ThreadPoolExecutor(CALLERS) as pool:
        readers = [
            pool.submit(_read, customer.payer, over, answers) for _n in range(CALLERS)
        ]
        try:
            wait_until(lambda: len(answers) > 20)
            hosts.kill_second()
            for _payment in range(PAYMENTS):
                pay()
            hosts.second.start()
            came_back = len(answers)
            wait_until(lambda: len(answers) > came_back + 20)
        finally:
            over.set()
        for reader in readers:
            reader.result()
    refused = [status for status in answers if status not in (200, 429)]
    print(f"{len(answers)} pages read, {len(refused)} lost, {PAYMENTS} payments")
    assert refused == []


def _listens(address):
    """Return whether a program takes connections at this address."""
    with socket.socket() as connection:
        return connection.connect_ex(address) == 0


def _read(payer, over, answers):
    """Read pages of the zone, as one more browser of this customer, until it is over.

    Whoever asks too often is told so by the proxy, with status 429, and waits.
    """
    with requests.Session() as browser:
        browser.mount("http://", Neighbour())
        browser.cookies.update(payer.session.cookies)
        for page in cycle(PAGES):
            if over.is_set():
                return
            answer = browser.get(payer.zone + page, timeout=TIMEOUT)
            answers.append(answer.status_code)
            time.sleep(1 if answer.status_code == 429 else 0.3)


class Neighbour(HTTPAdapter):
    """Calls from an address of its own, so that the proxy does not count it as ours."""

    def init_poolmanager(self, *arguments, **options):
        """Bind every connection to the second address of this computer's loopback."""
        super().init_poolmanager(*arguments, source_address=("127.0.0.2", 0), **options)
