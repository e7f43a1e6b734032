"""Locks between several `./dev` at work in one clone."""

import contextlib
import fcntl

from .paths import STATE
from .progress import say


@contextlib.contextmanager
def exclusive(name):
    """Hold the lock called ``name``; wait for it, and say so, when it is taken."""
    folder = STATE / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / name, "w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  waiting for another ./dev ({name}) …")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
