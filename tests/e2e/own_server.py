"""A shop on a PostgreSQL of its own, which may die without anybody else noticing.

It may have a replica that follows it.
"""

import contextlib
import os
import subprocess
import time

import pytest
import requests

from tests.ledger import assert_invariants
from tests.witness import Witness
from tools import databases, locking, postgres
from tools.cluster import PORT, Cluster
from tools.demo.customers import CUSTOMERS, MAIN
from tools.demo.online import ACCOUNT_KEY, SERVICE_KEY
from tools.demo.rpc import Seller
from tools.demo.serve import demo_shop
from tools.demo.template import template
from tools.replica import Replica

from .books import Books
from .customer import Customer
from .gateway import Gateway

NAME = "pg-own"
# What was answered with "stored" is stored: here that is a promise.
DURABLE = "synchronous_commit = on\n"


class OwnShop:
    """A shop, who acts in it, and the servers its database lives on."""

    def __init__(self, shop, server, replica=None):
        self.shop, self.server, self.replica = shop, server, replica
        self.seller, self.books = Seller(shop), Books(shop)
        self.gateway = Gateway(shop)
        self.witness = Witness(shop, secrets=(SERVICE_KEY, ACCOUNT_KEY))
        self.customer = self.new_customer(MAIN)

    def new_customer(self, name):
        """Return a customer of the demo who came in through a link just e-mailed."""
        email = CUSTOMERS[name].contact[1]
        return Customer(self.shop, self.seller, email, self.witness.secrets)

    def catch_up(self):
        """Wait until the replica has all that is written by now."""
        ((written,),) = self.shop.sql("SELECT pg_current_wal_lsn()")
        self.replica.catch_up(written)

    @contextlib.contextmanager
    def watched(self, said):
        """Yield this shop for one test; every invariant holds afterwards.

        :param said: patterns of the log lines that the test provokes
        """
        self.witness.begin(said)
        yield self
        self.check()

    def check(self):
        """Fail unless every invariant holds."""
        assert_invariants(self.shop.sql, self.gateway.ledger(), self.witness)


@contextlib.contextmanager
def own_shop(with_replica=False):
    """Yield a shop whose server can be restarted: an ``OwnShop``.

    Until the end, this process and what it starts speak to that server.

    :param bool with_replica: let Odoo read from a replica of it; no scheduled action
        runs then, so that only requests are counted on the two servers
    """
    with contextlib.ExitStack() as ending:
        ending.enter_context(postgres.running())
        ending.enter_context(locking.exclusive(NAME))
        server, database = _started(Cluster(NAME), ending, DURABLE), template()
        _copy(database, postgres.environment(), server.environment())
        replica, more = None, {}
        if with_replica:
            replica = _started(Replica(f"{NAME}-replica", server), ending)
            reads = {"db_replica_host": replica.sockets, "db_replica_port": PORT}
            more = {"options": reads, "cron": 0}
        patch = ending.enter_context(pytest.MonkeyPatch.context())
        for name, value in server.environment().items():
            patch.setenv(name, value)
        shop = ending.enter_context(
            demo_shop("own", workers=2, source=database, **more)
        )
        found = OwnShop(shop, server, replica)
        ending.enter_context(found.witness.listening())
        yield found


def _started(server, ending, settings=""):
    """Return a new server that runs until the end and leaves nothing behind."""
    # What a run that was killed has left.
    server.stop("immediate")
    ending.callback(server.remove)
    ending.callback(server.stop, "immediate")
    server.create(settings)
    server.start()
    return server


def is_steady(shop, seconds=3):
    """Tell whether one and the same server has answered for so many seconds.

    One that has ended is started again, as a service manager does.
    """
    if shop.odoo.process.poll() is not None:
        shop.odoo.kill()  # whatever of it is left
        shop.odoo.start()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            answer = requests.get(shop.odoo.url, timeout=10)
        except requests.RequestException:
            return False
        if not answer.ok or shop.odoo.process.poll() is not None:
            return False
        time.sleep(0.2)
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
