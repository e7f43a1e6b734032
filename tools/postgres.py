"""PostgreSQL: an existing server (PGHOST), else a private cluster under ``.odoo/``.

The private cluster listens on a Unix socket only. It is started by the first
`./dev` that needs it and stopped by the last one that ends.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import locking, system
from .paths import CLONE_ID, LOG, STATE
from .progress import Problem, step
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


def is_foreign():
    """Tell whether somebody else's server is to be used."""
    return bool(os.environ.get("PGHOST"))


def _owner():
    """Return the account that runs the cluster: PostgreSQL refuses root."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Problem("There is no account but root to run PostgreSQL with.")


def _as_owner():
    """Return the options of `subprocess` to run as the owner of the cluster."""
    owner = _owner()
    if not owner:
        return {"cwd": "/"}
    return {
        "user": owner.pw_uid,
        "group": owner.pw_gid,
        "extra_groups": [],
        "cwd": "/",
        "env": {"PATH": os.environ["PATH"], "HOME": "/", "LC_ALL": "C.UTF-8"},
    }


def home():
    """Return the folder of the cluster.

    It is ``.odoo/pg`` unless the cluster has to run under another account which
    may not enter that folder; then it lies in /var/tmp, named after this clone.
    """
    if _owner() is None or _may_enter(STATE):
        return STATE / "pg"
    return Path(f"/var/tmp/dev-{CLONE_ID}-pg")


def _may_enter(folder):
    """Tell whether everybody may enter a folder."""
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def socket_folder():
    """Return the folder of the socket; Unix allows about 100 characters for it."""
    folder = home() / "run"
    if len(str(folder)) > 80:
        return Path(tempfile.gettempdir()) / f"dev-{CLONE_ID}-pg"
    return folder


def environment():
    """Return the variables with which libpq reaches the server."""
    if is_foreign():
        return {name: value for name, value in os.environ.items() if name[:2] == "PG"}
    return {"PGHOST": str(socket_folder()), "PGPORT": PORT, "PGUSER": ROLE}


def ensure():
    """Create the private cluster if there is none yet."""
    if is_foreign():
        system.need("psql")
        return
    system.need_postgres()
    if not (home() / "data" / "PG_VERSION").exists():
        with step("creating a private PostgreSQL cluster"):
            _create()


def _create():
    """Run initdb as the owner of the cluster and write its settings."""
    owner = _owner()
    shutil.rmtree(home(), ignore_errors=True)
    for folder in (home(), home() / "data.new", socket_folder()):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
    initdb = [system.postgres_bin() / "initdb", "-D", home() / "data.new", "-U", ROLE]
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    run(initdb + options, log="initdb", failure="initdb", **_as_owner())
    with open(home() / "data.new" / "postgresql.conf", "a") as stream:
        stream.write(SETTINGS)
    (home() / "data.new").rename(home() / "data")


def _pg_ctl(*arguments):
    """Run pg_ctl on the private cluster and tell whether it succeeded."""
    command = [system.postgres_bin() / "pg_ctl", "-D", home() / "data", *arguments]
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        **_as_owner(),
    )
    return done.returncode == 0


def _start():
    """Start the private cluster unless it runs."""
    if _pg_ctl("status"):
        return
    folder = socket_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _owner():
        os.chown(folder, _owner().pw_uid, _owner().pw_gid)
    log = home() / "server.log"
    options = f"-k {folder} -p {PORT}"
    if not _pg_ctl("start", "-w", "-t", "120", "-l", log, "-o", options):
        raise Problem(f"PostgreSQL does not start; its log is {log}.")


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
            _start()
        try:
            yield
        finally:
            with locking.exclusive("postgres-start"):
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    _pg_ctl("stop", "-w", "-m", "fast")


def stop():
    """Stop the private cluster whoever uses it."""
    if not is_foreign() and (home() / "data").exists():
        _pg_ctl("stop", "-w", "-m", "immediate")


def restart_at_once():
    """Let the private server die as in a power cut, and start again."""
    if is_foreign():
        raise Problem("PostgreSQL is not ours: it is not restarted.")
    if not _pg_ctl("restart", "-w", "-t", "120", "-m", "immediate"):
        raise Problem(f"PostgreSQL does not start again; see {home() / 'server.log'}.")


def sql(statement, database="postgres"):
    """Run one statement and return its rows as lists of texts."""
    command = ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
    env = {**os.environ, **environment()}
    text = output([*command, "-d", database, "-c", statement], env=env)
    return [line.split("\t") for line in text.splitlines()]
