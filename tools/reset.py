"""`./dev reset`: drops this clone's databases and what was built under .odoo/."""

import shutil

from . import databases, locking, postgres, provision
from .paths import STATE
from .progress import say, step


def main(_arguments):
    """Remove what `./dev` made here; the downloads stay in the cache folder."""
    if not STATE.exists():
        say("There is nothing to remove.")
        return 0
    provision.tools()
    with locking.exclusive("setup"):
        if postgres.is_foreign():
            with step("dropping our databases"):
                for database in databases.names():
                    databases.drop(database)
        else:
            postgres.stop()
            postgres.OURS.remove()
        with step("removing .odoo/"):
            shutil.rmtree(STATE)
    return 0
