"""What a person sees while `./dev` works: one line per step, with its time."""

import contextlib
import sys
import time


class Problem(Exception):
    """One plain sentence for the person at the keyboard; ends the command."""


def say(text):
    """Print a line at once, also when the output is a file."""
    print(text, flush=True)


@contextlib.contextmanager
def step(title):
    """Announce a step, then say how long it took."""
    started = time.monotonic()
    if sys.stdout.isatty():
        print(f"  {title} …", end="\r", flush=True)
    else:
        say(f"  {title} …")
    try:
        yield
    except BaseException:
        say(f"  {title}: stopped after {time.monotonic() - started:.1f} s")
        raise
    say(f"  {title}: {time.monotonic() - started:.1f} s".ljust(72))
