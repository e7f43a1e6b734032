"""`./dev bench statement_run`: statements to many customers by the schedule.

100 and 1 000 customers, with ``--full`` 10 000 as well, link only; and 100 with their
PDF.
"""

import os
import subprocess
from pathlib import Path

from .. import databases, odoo, postgres, provision, templates
from ..paths import ROOT, STATE
from ..progress import say

RING = "zone"
PROGRAM = Path(__file__).with_name("statement_run_shell.py")


def run(full=False):
    """Print customers per second and memory, on a copy that is dropped at the end.

    :param bool full: also 10 000 customers, which takes its time
    """
    provision.odoo()
    addons = templates.RINGS[RING]
    config = odoo.write_config("bench-statement-run", addons)
    with postgres.running():
        template = templates.with_addons(RING, addons)
        with databases.temporary(template, "bench") as database:
            say(f"database {database}, dropped at the end")
            command = odoo.command(config, "shell", "-d", database, "--no-http")
            command += ["--log-level=error", "--shell-interface=python"]
            env = odoo.environment()
            env["STATEMENT_RUN_BENCH"] = "full" if full else ""
            env["PYTHONPATH"] += f"{os.pathsep}{ROOT}"
            with PROGRAM.open() as source:
                subprocess.run(command, stdin=source, check=True, env=env, cwd=STATE)
