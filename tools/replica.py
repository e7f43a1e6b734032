"""A PostgreSQL that follows another one: a streaming replica, as Odoo can read from."""

import time

from . import system
from .cluster import PORT, ROLE, Cluster, as_server_account, make_folder
from .progress import Problem
from .run import run


class Replica(Cluster):
    """A cluster that only repeats what its primary does.

    :param Cluster primary: has to run when the replica is created and started
    """

    def __init__(self, name, primary):
        super().__init__(name)
        self.primary = primary

    def create(self, settings=""):
        """Copy the primary as it stands, to follow it from there on."""
        self.remove()
        data = self.home / "data"
        for folder in (self.home, data, self.sockets):
            make_folder(folder)
        command = [system.postgres_bin() / "pg_basebackup", "-D", data, "-R"]
        command += ["-X", "stream", "-c", "fast", "-U", ROLE]
        command += ["-h", self.primary.sockets, "-p", PORT]
        failure = "Copying the cluster"
        run(command, log="replica", failure=failure, **as_server_account())
        with open(data / "postgresql.conf", "a") as stream:
            stream.write(settings)

    def catch_up(self, written, seconds=60):
        """Wait until all is repeated up to a place in the primary's log.

        :param str written: what ``pg_current_wal_lsn()`` says there
        :raises Problem: when that takes longer
        """
        reached = f"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn"
        until = time.monotonic() + seconds
        while self.sql(reached) != [["t"]]:
            if time.monotonic() > until:
                raise Problem("The replica does not catch up.")
            time.sleep(0.1)

    def pause(self):
        """Fall behind: receive what happens, but do not repeat it."""
        self.sql("SELECT pg_wal_replay_pause()")

    def resume(self):
        """Repeat what was received meanwhile."""
        self.sql("SELECT pg_wal_replay_resume()")
