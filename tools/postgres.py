"""PostgreSQL: an existing server (PGHOST), else a private cluster under ``.odoo/``.

The private cluster listens on a Unix socket only. It is started by the first
`./dev` that needs it and stopped by the last one that ends.
"""

import contextlib
import fcntl
import os

from . import locking, system
from .cluster import Cluster, ask
from .paths import LOG, STATE
from .progress import step

OURS = Cluster("pg")


def is_foreign():
    """Tell whether somebody else's server is to be used."""
    return bool(os.environ.get("PGHOST"))


def environment():
    """Return the variables with which libpq reaches the server."""
    if is_foreign():
        return {name: value for name, value in os.environ.items() if name[:2] == "PG"}
    return OURS.environment()


def ensure():
    """Create the private cluster if there is none yet."""
    if is_foreign():
        system.need("psql")
        return
    system.need_postgres()
    if not OURS.exists:
        with step("creating a private PostgreSQL cluster"):
            OURS.create()


@contextlib.contextmanager
def running():
    """Have the server running; the last user in this clone stops it."""
    if is_foreign():
        yield
        return
    LOG.mkdir(parents=True, exist_ok=True)
    with open(STATE / "locks" / "postgres-users", "w") as users:
        with locking.exclusive("postgres-start"):
            fcntl.flock(users, fcntl.LOCK_SH)
            OURS.start()
        try:
            yield
        finally:
            with locking.exclusive("postgres-start"):
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    OURS.stop("fast")


def stop():
    """Stop the private cluster whoever uses it."""
    if not is_foreign() and OURS.exists:
        OURS.stop("immediate")


def sql(statement, database="postgres"):
    """Run one statement and return its rows as lists of texts."""
    return ask(statement, database, environment())
