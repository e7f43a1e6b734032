"""How many notices this machine follows while somebody waits for the answer.

Half of the workers, at least one, may wait for the gateway or book a receipt at the
same moment: fifty slow answers must not keep the others from serving pages. Who finds
no place leaves the notice to the scheduled action.
"""

import contextlib
import logging
import os

from odoo.tools import config

try:
    import fcntl
except ImportError:  # Windows: every notice is left to the scheduled action
    fcntl = None

_logger = logging.getLogger(__name__)


def places():
    """Return how many notices may be followed at once for one database."""
    return max(1, (config["workers"] or 0) // 2) if fcntl else 0


@contextlib.contextmanager
def place(database):
    """Yield whether there is a place, and hold it until the end of the block.

    A place is a locked file, so that all processes count, and one that dies gives
    its place back.

    :param str database: name of the database the notices are for
    """
    with contextlib.ExitStack() as held:
        yield any(_taken(held, f"{database}-{n}") for n in range(places()))


def _taken(held, name):
    """Return whether the place of this name was free and is ours now."""
    path = os.path.join(config["data_dir"], f"sagepay-look-up-{name}.lock")
    with contextlib.ExitStack() as attempt:
        try:
            file = attempt.enter_context(open(path, "a"))
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            _logger.warning("%s cannot be locked: %s", path, error)
            return False
        held.push(attempt.pop_all())
    return True
