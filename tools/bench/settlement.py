"""`./dev bench settlement`: the gateway's statement in the books, ms per line.

S-13: days of 1 000 and 10 000 lines, with ``--full`` 100 000 as well (BENCH_SIZES sets
others), each line settling a payment, beside the creation and reconciliation of single
lines as Odoo's own interface does it.
"""

import os

from .in_shell import run_shell

SIZES, MORE = "1000,10000", "100000"


def run(full=False):
    """Print the figures, measured on a copy that is dropped at the end.

    :param bool full: also the day of 100 000 lines, which takes its time
    """
    sizes = f"{SIZES},{MORE}" if full else SIZES
    sizes = os.environ.get("BENCH_SIZES", sizes)
    run_shell("settlement", "gateway", {"BENCH_SIZES": sizes})
