"""`./dev bench sending`: 100, 500 and 2 000 invoices by the batch, link only."""

import subprocess
from pathlib import Path

from .. import databases, odoo, postgres, provision, templates
from ..progress import say

RING = "zone"
PROGRAM = Path(__file__).with_name("sending_shell.py")


def run():
    """Print seconds and valid links per size, measured on a copy that is dropped."""
    provision.odoo()
    addons = templates.RINGS[RING]
    config = odoo.write_config("bench-sending", addons)
    with postgres.running():
        template = templates.with_addons(RING, addons)
        with databases.temporary(template, "bench") as database:
            say(f"database {database}, dropped at the end")
            command = odoo.command(config, "shell", "-d", database, "--no-http")
            command += ["--log-level=warn", "--shell-interface=python"]
            with PROGRAM.open() as source:
                subprocess.run(
                    command, stdin=source, check=True, env=odoo.environment()
                )
