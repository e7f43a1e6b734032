"""`./dev bench links`: can a stranger tell by the clock what there is?

A-15: somebody else's quote and one that does not exist; L-02: tokens that are right up
to some place. The answers must be the same bytes; these are the times they took.
"""

import os
import subprocess
from pathlib import Path

from .. import databases, odoo, postgres, provision, templates
from ..paths import ROOT
from ..progress import say

RING = "zone"
PROGRAM = Path(__file__).with_name("links_shell.py")


def run():
    """Print the medians, measured on a copy that is dropped at the end."""
    provision.odoo()
    addons = templates.RINGS[RING]
    config = odoo.write_config("bench-links", addons)
    with postgres.running():
        template = templates.with_addons(RING, addons)
        with databases.temporary(template, "bench") as database:
            say(f"database {database}, dropped at the end")
            command = odoo.command(config, "shell", "-d", database, "--no-http")
            command += ["--log-level=error", "--shell-interface=python"]
            env = odoo.environment()
            env["PYTHONPATH"] += f"{os.pathsep}{ROOT}"
            with PROGRAM.open() as source:
                subprocess.run(command, stdin=source, check=True, env=env)
