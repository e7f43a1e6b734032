"""Background programs: started with a log file, waited for, always stopped."""

import ctypes
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from .progress import Problem
from .run import tail

PR_SET_PDEATHSIG = 1


def _end_with_parent():
    """Ask Linux to end this process when `./dev` itself is killed.

    To Linux the parent is the thread that starts a program: it must be one that
    lives as long as the program should.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def free_port(wish=None):
    """Return ``wish`` when nothing listens there on loopback, else a free port."""
    for port in (wish, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise Problem("There is no free port.")


class Background:
    """A program in its own process group, with its address to wait for."""

    def __init__(self, name, command, url, log, env, cwd):
        self.name = name
        self.command = [str(part) for part in command]
        self.url = url
        self.log = log / f"{name}.log"
        self.env = env
        self.cwd = cwd
        self.process = None

    @property
    def pid(self):
        """The process id of the program, or None when it does not run."""
        return self.process.pid if self.process else None

    def start(self, timeout=120):
        """Start the program and wait until its address answers."""
        with open(self.log, "a") as stream:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                env=self.env,
                cwd=self.cwd,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        deadline = time.monotonic() + timeout
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise Problem(f"{self.name} does not start:\n{tail(self.log)}")
            time.sleep(0.1)

    def _answers(self):
        """Tell whether the address answers, whatever the status."""
        try:
            urllib.request.urlopen(self.url, timeout=30).close()
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False
        return True

    def _signal(self, number):
        """Send a signal to the whole process group."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def stop(self, timeout=20):
        """End the program politely, then by force; nothing of it remains."""
        if not self.process:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            pass
        self.kill()

    def kill(self):
        """End the program and its children at once, as a power cut would."""
        if self.process:
            self._signal(signal.SIGKILL)
            self.process.wait()
            self.process = None
