"""`./dev python`, `./dev odoo`, `./dev psql`: single programs in our environment."""

import subprocess

from . import odoo, postgres, provision, venv
from .paths import ADDONS, ROOT


def main(name, arguments):
    """Run one program with our environment and return its exit status."""
    provision.odoo()
    present = [addon for addon in ADDONS if (ROOT / addon / "__manifest__.py").exists()]
    config = odoo.write_config("odoo", present)
    commands = {
        "python": [str(venv.python()), *arguments],
        "psql": ["psql", *arguments],
        "odoo": odoo.command(config, *(arguments or ["--help"])),
    }
    with postgres.running():
        return subprocess.run(
            commands[name], check=False, env=odoo.environment(), cwd=ROOT
        ).returncode
