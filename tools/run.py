"""Running other programs: output to a log file, the end of it when they fail."""

import os
import subprocess

from .paths import LOG
from .progress import Problem

TAIL_LINES = 40


def run(command, log=None, failure=None, **options):
    """Run a program to its end with its output in ``.odoo/log/<log>.log``.

    Raises Problem, with the end of the output, when it does not exit with 0.
    """
    LOG.mkdir(parents=True, exist_ok=True)
    path = LOG / f"{log or os.path.basename(str(command[0]))}.log"
    with open(path, "w") as stream:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
            **options,
        )
    if done.returncode:
        raise Problem(f"{failure or command[0]} failed (see {path}):\n{tail(path)}")
    return path


def tail(path, lines=TAIL_LINES):
    """Return the last lines of a text file."""
    with open(path, errors="replace") as stream:
        return "".join(stream.readlines()[-lines:])


def output(command, **options):
    """Return what a program prints; raises CalledProcessError when it fails."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        **options,
    ).stdout
