"""A live shop: PostgreSQL, Odoo with workers, the gateway simulator, a mail inbox.

Everything listens on loopback. The shop is `localhost`, the gateway `127.0.0.1`: two
sites for a browser, as in real life.
"""

import contextlib
import os
import shutil

from . import databases, odoo, postgres, provision, templates, venv
from .mail_inbox import Inbox
from .paths import ADDONS, LOG, ROOT
from .processes import Background, free_port
from .progress import step

LIMITS = {
    "limit_time_cpu": 600,
    "limit_time_real": 600,
    "limit_memory_soft": 0,
    "limit_memory_hard": 0,
}


class Shop:
    """What `stack` yields; see tools/README.md for the attributes."""

    def __init__(self, label, database, created):
        self.label = label
        self.database = database
        self.created = created
        self.log = LOG / label
        self.inbox = self.gateway = self.odoo = None
        self.gateway_url = self.inbox_url = self.smtp_port = None

    def sql(self, statement):
        """Run one SQL statement; return its rows as lists of texts."""
        return postgres.sql(statement, self.database)

    def shell(self, text):
        """Run Python text in an Odoo shell, commit, return what it printed."""
        text += "\nenv.cr.commit()\n"
        log = f"{self.label}/shell"
        return odoo.script(self.config, self.database, text, log, "The script")

    def mails(self):
        """Return the mails in the inbox, oldest first."""
        return self.inbox.mails()


@contextlib.contextmanager
def stack(
    label,
    *,
    database=None,
    addons=ADDONS,
    workers=2,
    cron=1,
    gateway=True,
    inbox=True,
    ports=None,
    options=None,
    env=None,
):
    """Yield a running Shop and stop everything afterwards."""
    provision.odoo()
    if gateway:
        provision.interpreter_without_odoo()
    wishes = ports or {}
    with contextlib.ExitStack() as ending:
        ending.enter_context(postgres.running())
        name, created = ending.enter_context(_database(label, database, addons))
        shop = Shop(label, name, created)
        shutil.rmtree(shop.log, ignore_errors=True)
        shop.log.mkdir(parents=True)
        shop.port = free_port(wishes.get("shop"))
        shop.url = f"http://localhost:{shop.port}"
        if inbox:
            _start_inbox(shop, ending, wishes.get("inbox"))
        if gateway:
            _start_gateway(shop, ending, wishes.get("gateway"))
        _configure(shop, addons, workers, cron, options or {})
        _start_odoo(shop, ending, env or {})
        yield shop


@contextlib.contextmanager
def _database(label, database, addons):
    """Yield ``(name, created)``: a copy to be dropped, or a database that stays."""
    ring = "-".join(addons)
    if set(addons) >= set(ADDONS):
        # PostgreSQL's names have an end.
        ring = "-".join(("both", *sorted(set(addons) - set(ADDONS))))
    if database is None:
        template = templates.with_addons(ring, addons)
        with databases.temporary(template, label) as name:
            yield name, True
        return
    name = databases.name(database)
    created = not databases.exists(name)
    if created:
        databases.clone(templates.with_addons(ring, addons), name)
        templates.remember(name, addons)
    else:
        templates.upgrade(name, addons)
    yield name, created


def _start_inbox(shop, ending, wish):
    """Start the mail catcher."""
    with step("starting the mail inbox"):
        shop.inbox = Inbox(shop.log, wish)
        ending.callback(shop.inbox.server.stop)
        shop.inbox.server.start()
    shop.inbox_url, shop.smtp_port = shop.inbox.url, shop.inbox.smtp_port


def _start_gateway(shop, ending, wish):
    """Start the simulator in the environment without Odoo."""
    port = free_port(wish)
    shop.gateway_url = f"http://127.0.0.1:{port}"
    command = [venv.python("venv-client"), "-m", "tests.simulator"]
    command += ["--port", port, "--callback-base", shop.url]
    command += ["--state-file", shop.log / "gateway-ledger.json"]
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    shop.gateway = Background("gateway", command, shop.gateway_url, shop.log, env, ROOT)
    ending.callback(shop.gateway.stop)
    with step("starting the gateway simulator"):
        shop.gateway.start()


def _configure(shop, addons, workers, cron, options):
    """Write Odoo's configuration and the shop's address into the database."""
    mail = {"smtp_server": "127.0.0.1", "smtp_port": shop.smtp_port or 9}
    values = {
        "db_name": shop.database,
        "dbfilter": f"^{shop.database}$",
        "http_port": shop.port,
        "gevent_port": free_port(),
        "workers": workers,
        "max_cron_threads": cron,
        **LIMITS,
        **mail,
        **options,
    }
    shop.config = odoo.write_config(f"live-{shop.database}", addons, **values)
    for key, value in (
        ("web.base.url", shop.url),
        ("web.base.url.freeze", "True"),
        ("report.url", f"http://127.0.0.1:{shop.port}"),
    ):
        shop.sql(
            "INSERT INTO ir_config_parameter (key, value)"
            f" VALUES ('{key}', '{value}')"
            " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value"
        )


def _start_odoo(shop, ending, extra):
    """Start Odoo and wait until it serves a page from the database."""
    env = {**odoo.environment(), **extra}
    if shop.gateway_url:
        env.setdefault("SAGEPAY_SIMULATOR_URL", shop.gateway_url)
    command = odoo.command(shop.config, "server")
    health = f"http://127.0.0.1:{shop.port}/web/health?db_server_status=1"
    shop.odoo = Background("odoo", command, health, shop.log, env, shop.log)
    ending.callback(shop.odoo.stop)
    with step("starting Odoo"):
        shop.odoo.start()
    ending.callback(shop.config.unlink, missing_ok=True)
