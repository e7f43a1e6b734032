"""`./dev shell [zone|gateway|both]`: an Odoo shell on a copy that is then dropped."""

import subprocess

from . import databases, odoo, postgres, provision, templates
from .progress import Problem, say


def main(arguments):
    """Open a shell on a fresh copy of a ring's template."""
    ring = arguments[0] if arguments else "both"
    if ring not in templates.RINGS:
        raise Problem(f"No such ring: {ring}. There are: {' '.join(templates.RINGS)}.")
    provision.odoo()
    addons = templates.RINGS[ring]
    config = odoo.write_config(f"shell-{ring}", addons)
    with postgres.running():
        template = templates.with_addons(ring, addons)
        with databases.temporary(template, "shell") as database:
            say(f"database {database}, dropped when you leave")
            command = odoo.command(config, "shell", "-d", database, "--no-http")
            return subprocess.run(
                command, check=False, env=odoo.environment()
            ).returncode
