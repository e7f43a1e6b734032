"""The pictures, taken in the environment that has the browser's driver."""

import signal
import sys

from ..progress import Problem
from .kept import keep
from .run import PICTURES, shoot


def _interrupt(*_signal):
    """Let a kill end the command like Ctrl-C, so that everything is stopped."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        if sys.argv[1:] == ["--keep"]:
            sys.exit(keep(PICTURES))
        sys.exit(shoot(sys.argv[1:]))
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("stopped")
