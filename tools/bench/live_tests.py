"""Measurements that are promises too: live tests, in their long version."""

import os

from .. import rings
from ..progress import Problem


def prove(path):
    """Run a file of live tests and show what it prints.

    :raises Problem: when a test of it is red
    """
    os.environ.update(rings.FULL)
    shown = ["-n", "0", "-s", "-p", "no:cacheprovider", path]
    if not rings.RINGS["e2e"]("e2e", shown)["ok"]:
        raise Problem(f"{path} is red.")
