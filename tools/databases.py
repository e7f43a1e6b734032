"""Databases of this clone: all of them carry its prefix, no other is ever touched."""

import contextlib
import os
import secrets
import subprocess
import time

from . import postgres
from .paths import CLONE_ID
from .progress import Problem

PREFIX = f"dev_{CLONE_ID}_"


def name(*parts):
    """Return a database name of ours."""
    return PREFIX + "_".join(parts)


def names():
    """Return the databases of this clone."""
    rows = postgres.sql("SELECT datname FROM pg_database WHERE NOT datistemplate")
    return [row[0] for row in rows if row[0].startswith(PREFIX)]


def exists(database):
    """Tell whether a database is there."""
    return database in names()


def check_own(database):
    """Refuse to write to a database which is not of this clone."""
    if not database.startswith(PREFIX):
        raise Problem(f"{database} is not a database of this clone.")


def clone(template, database):
    """Copy a database; waits while somebody else is copying the same one."""
    check_own(database)
    for attempt in range(60):
        try:
            postgres.sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
            return
        except subprocess.CalledProcessError as error:
            if "being accessed by other users" not in error.stderr or attempt == 59:
                raise Problem(f"Cannot copy {template}: {error.stderr}") from None
            time.sleep(1)


def drop(database):
    """Drop a database of ours, closing what is still connected to it."""
    check_own(database)
    postgres.sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def rename(old, new):
    """Rename a database of ours."""
    check_own(old)
    check_own(new)
    postgres.sql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')


def owner():
    """Return the last part of a temporary name: the process that will drop it."""
    return f"{os.getpid()}x{secrets.token_hex(3)}"


@contextlib.contextmanager
def temporary(template, label):
    """Yield a fresh copy of a template, dropped afterwards whatever happens."""
    database = name("run", label.replace("_", "-"), owner())
    clone(template, database)
    try:
        # What a mutant takes out of the database itself; see trust/mutants.
        if statement := os.environ.get("DEV_MUTANT_SQL"):
            postgres.sql(statement, database)
        yield database
    finally:
        drop(database)


def drop_abandoned():
    """Drop copies whose `./dev` is gone."""
    for database in names():
        kind, _label, owner = [*database.removeprefix(PREFIX).split("_"), "", ""][:3]
        if kind == "run" and not os.path.exists(f"/proc/{owner.partition('x')[0]}"):
            drop(database)
