"""Hold a worker at an exact point: lock the table it needs next, then kill it there."""

import contextlib
import os
import signal
import subprocess
import time

from tools import postgres

# What a server says while its database or its workers die, for tests' mark ``logs``:
# in whatever entry it is said, but no other failure meanwhile.
DIED = (
    r"server closed the connection|(connection|cursor) already closed",
    r"terminating connection|connection .*(failed|closed|reset)",
    r"odoo\.service\.server: .*(Worker|Parent changed)",
    r"Sage Pay e-mails of \S+: (OperationalError|InterfaceError)$",
    # Cut off while a request is told whose it is: answered 403, not stored.
    r"odoo\.http: Access Denied",
    # Cut off three times in a row is taken for too slow.
    r"ir_cron: Job '.*' \(\d+\) timed out",
)
WAITING = """
SELECT pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
 WHERE a.datname = current_database() AND NOT l.granted
   AND l.relation = '{table}'::regclass
"""


def locked(shop, table):
    """Keep a table locked against everybody until the end of the block."""
    return _held(shop, f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")


def locked_row(shop, table, row_id):
    """Keep a row from being changed until the end of the block."""
    return _held(shop, f"SELECT 1 FROM {table} WHERE id = {row_id} FOR NO KEY UPDATE")


@contextlib.contextmanager
def _held(shop, statement):
    """Keep a transaction open that has done this much."""
    session = subprocess.Popen(
        ["psql", "-qAtX", shop.database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **postgres.environment()},
        text=True,
    )
    try:
        session.stdin.write(f"BEGIN; {statement} \\g /dev/null\nSELECT 'held';\n")
        session.stdin.flush()
        assert session.stdout.readline().strip() == "held"
        yield
    finally:
        session.stdin.close()
        session.wait(20)
        session.stdout.close()


def kill_workers_when_one_waits(shop, table, is_there):
    """Kill all workers at once when one waits for a table; new ones follow.

    :param is_there: tells whether the work has come as far as it shall before that;
        another worker, with e-mails for example, may want the table earlier
    """
    waiting = WAITING.format(table=table)
    wait_until(lambda: is_there() and shop.sql(waiting), 60)
    for pid in _workers(shop):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _workers(shop):
    """Return the process ids of the shop's workers: the children of its server."""
    path = f"/proc/{shop.odoo.pid}/task/{shop.odoo.pid}/children"
    with open(path) as children:
        return [int(pid) for pid in children.read().split()]


def cut_connections(shop):
    """End every connection to the shop's database, as a crash of the server does."""
    shop.sql(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        f" WHERE datname = '{shop.database}' AND pid != pg_backend_pid()"
    )


def wait_until(true, seconds=30):
    """Return the first truth within so many seconds.

    :raise AssertionError: when it does not come true
    """
    deadline = time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)
    return answer
