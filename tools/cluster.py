"""One private PostgreSQL cluster: a folder, reached through a Unix socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import system
from .paths import CLONE_ID, STATE
from .progress import Problem
from .run import output, run

# Not durable on purpose: a database here is never worth more than a rerun.
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 400
shared_buffers = 256MB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum_naptime = 5min
max_locks_per_transaction = 256
"""
ROLE = "odoo"
PORT = "5432"


class Cluster:
    """A cluster of this clone, named by its folder under ``.odoo/``."""

    def __init__(self, name):
        self.name = name

    @property
    def home(self):
        """The folder of the cluster.

        It is ``.odoo/NAME`` unless the cluster has to run under another account which
        may not enter that folder; then it lies in /var/tmp, named after this clone.
        """
        if _account() is None or _may_enter(STATE):
            return STATE / self.name
        return Path(f"/var/tmp/dev-{CLONE_ID}-{self.name}")

    @property
    def sockets(self):
        """The folder of the socket; Unix allows about 100 characters for it."""
        folder = self.home / "run"
        if len(str(folder)) > 80:
            return Path(tempfile.gettempdir()) / f"dev-{CLONE_ID}-{self.name}"
        return folder

    @property
    def exists(self):
        """Whether the cluster was created."""
        return (self.home / "data" / "PG_VERSION").exists()

    def environment(self):
        """Return the variables with which libpq reaches the cluster."""
        return {"PGHOST": str(self.sockets), "PGPORT": PORT, "PGUSER": ROLE}

    def sql(self, statement, database="postgres"):
        """Run one statement there; return its rows as lists of texts."""
        return ask(statement, database, self.environment())

    def create(self, settings=""):
        """Run initdb as the owner of the cluster and write its settings.

        :param settings: further lines of ``postgresql.conf``; the last one counts
        """
        self.remove()
        new = self.home / "data.new"
        for folder in (self.home, new, self.sockets):
            make_folder(folder)
        initdb = [system.postgres_bin() / "initdb", "-D", new, "-U", ROLE]
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        run(initdb + options, log="initdb", failure="initdb", **as_server_account())
        with open(new / "postgresql.conf", "a") as stream:
            stream.write(SETTINGS + settings)
        new.rename(self.home / "data")

    def remove(self):
        """Delete the cluster and all databases in it; it has to be stopped."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def start(self):
        """Start the cluster unless it runs."""
        if self._ctl("status"):
            return
        make_folder(self.sockets)
        self._started("start", "-l", self.log, "-o", f"-k {self.sockets} -p {PORT}")

    def restart_at_once(self):
        """Let the server die as in a power cut, and start it again.

        :raises Problem: when it does not start again
        """
        self._started("restart", "-m", "immediate")

    def stop(self, mode):
        """Stop the server: ``fast`` or ``immediate``."""
        self._ctl("stop", "-w", "-m", mode)

    @property
    def log(self):
        """The server's log."""
        return self.home / "server.log"

    def _started(self, *arguments):
        if not self._ctl(arguments[0], "-w", "-t", "120", *arguments[1:]):
            raise Problem(f"PostgreSQL does not start; its log is {self.log}.")

    def _ctl(self, *arguments):
        """Run pg_ctl on the cluster and tell whether it succeeded."""
        data = self.home / "data"
        command = [system.postgres_bin() / "pg_ctl", "-D", data, *arguments]
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **as_server_account(),
        )
        return done.returncode == 0


def ask(statement, database, environment):
    """Run one statement; return its rows as lists of texts.

    :param dict environment: the variables with which libpq reaches the server
    """
    command = ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
    env = {**os.environ, **environment}
    text = output([*command, "-d", database, "-c", statement], env=env)
    return [line.split("\t") for line in text.splitlines()]


def make_folder(folder):
    """Make a folder, unless it is there, that the owner of the cluster alone enters."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if account := _account():
        os.chown(folder, account.pw_uid, account.pw_gid)


def _account():
    """Return the account that runs the cluster: PostgreSQL refuses root."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Problem("There is no account but root to run PostgreSQL with.")


def as_server_account():
    """Return the options of `subprocess` to run as the owner of the cluster."""
    owner = _account()
    if not owner:
        return {"cwd": "/"}
    return {
        "user": owner.pw_uid,
        "group": owner.pw_gid,
        "extra_groups": [],
        "cwd": "/",
        "env": {"PATH": os.environ["PATH"], "HOME": "/", "LC_ALL": "C.UTF-8"},
    }


def _may_enter(folder):
    """Tell whether everybody may enter a folder."""
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))
