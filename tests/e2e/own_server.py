"""A shop on a PostgreSQL of its own, which may die without anybody else noticing."""

import contextlib
import os
import subprocess
import threading
import time

import pytest
import requests

from tests.ledger import assert_invariants
from tests.witness import Witness
from tools import databases, locking, postgres
from tools.cluster import Cluster
from tools.demo.customers import CUSTOMERS, MAIN
from tools.demo.online import ACCOUNT_KEY, SERVICE_KEY
from tools.demo.rpc import Seller
from tools.demo.serve import demo_shop
from tools.demo.template import template

from .books import Books
from .customer import Customer
from .gateway import Gateway

NAME = "pg-own"
# What was answered with "stored" is stored: here that is a promise.
DURABLE = "synchronous_commit = on\n"


class OwnShop:
    """A shop, who acts in it, and the server its database lives on."""

    def __init__(self, shop, server):
        self.shop, self.server = shop, server
        self.seller, self.books = Seller(shop), Books(shop)
        self.gateway = Gateway(shop)
        self.witness = Witness(shop, secrets=(SERVICE_KEY, ACCOUNT_KEY))
        self.customer = self.new_customer(MAIN)

    def new_customer(self, name):
        """Return a customer of the demo who came in through a link just e-mailed."""
        email = CUSTOMERS[name].contact[1]
        return Customer(self.shop, self.seller, email, self.witness.secrets)

    def check(self):
        """Fail unless every invariant holds."""
        assert_invariants(self.shop.sql, self.gateway.ledger(), self.witness)


@contextlib.contextmanager
def own_shop():
    """Yield a shop whose server can be restarted: an ``OwnShop``.

    Until the end, this process and what it starts speak to that server.
    """
    with postgres.running(), locking.exclusive(NAME):
        server, database = Cluster(NAME), template()
        # What a run that was killed has left.
        server.stop("immediate")
        server.create(DURABLE)
        try:
            server.start()
            _copy(database, postgres.environment(), server.environment())
            with pytest.MonkeyPatch.context() as patch:
                for name, value in server.environment().items():
                    patch.setenv(name, value)
                with demo_shop("own", workers=2, source=database) as shop:
                    found = OwnShop(shop, server)
                    with found.witness.listening():
                        yield found
        finally:
            server.stop("immediate")
            server.remove()


@contextlib.contextmanager
def kept_running(shop):
    """Start the shop's server again whenever it ends, as a service manager does."""
    over = threading.Event()

    def watch():
        while not over.wait(0.2):
            if shop.odoo.process and shop.odoo.process.poll() is not None:
                shop.odoo.start()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def is_steady(shop, seconds=3):
    """Tell whether one and the same server has answered for so many seconds."""
    pid, end = shop.odoo.pid, time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(requests.RequestException):
            answer = requests.get(shop.odoo.url, timeout=10)
            if answer.ok and shop.odoo.pid == pid:
                time.sleep(0.2)
                continue
        return False
    return True


def _copy(database, source, target):
    """Copy a database from one server to another, under the same name."""
    databases.check_own(database)
    kept = {name: v for name, v in os.environ.items() if name[:2] != "PG"}
    create = ["createdb", database]
    subprocess.run(create, env={**kept, **target}, check=True)
    dump = subprocess.Popen(
        ["pg_dump", "--no-owner", "--no-privileges", database],
        env={**kept, **source},
        stdout=subprocess.PIPE,
    )
    load = ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-d", database]
    subprocess.run(load, env={**kept, **target}, stdin=dump.stdout, check=True)
    assert dump.wait() == 0
