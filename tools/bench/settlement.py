"""`./dev bench settlement`: the gateway's statement in the books, ms per line.

S-13: days of 1 000 and 10 000 lines, with ``--full`` 100 000 as well (BENCH_SIZES sets
others), each line settling a payment, beside the creation and reconciliation of single
lines as Odoo's own interface does it.
"""

import subprocess
from pathlib import Path

from .. import databases, odoo, postgres, provision, templates
from ..progress import say

RING = "gateway"
PROGRAM = Path(__file__).with_name("settlement_shell.py")
SIZES, MORE = "1000,10000", "100000"


def run(full=False):
    """Print the figures, measured on a copy that is dropped at the end.

    :param bool full: also the day of 100 000 lines, which takes its time
    """
    sizes = f"{SIZES},{MORE}" if full else SIZES
    provision.odoo()
    addons = templates.RINGS[RING]
    config = odoo.write_config("bench-settlement", addons)
    with postgres.running():
        template = templates.with_addons(RING, addons)
        with databases.temporary(template, "bench") as database:
            say(f"database {database}, dropped at the end")
            command = odoo.command(config, "shell", "-d", database, "--no-http")
            command += ["--log-level=error", "--shell-interface=python"]
            with PROGRAM.open() as source:
                env = {"BENCH_SIZES": sizes, **odoo.environment()}
                subprocess.run(command, stdin=source, check=True, env=env)
