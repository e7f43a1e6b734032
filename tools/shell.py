"""`./dev shell [zone|gateway|both]`: an Odoo shell on a copy that is then dropped."""

import contextlib
import subprocess

from . import databases, odoo, postgres, provision, templates
from .progress import Problem, say


def main(arguments):
    """Open a shell on a fresh copy of a ring's template."""
    ring = arguments[0] if arguments else "both"
    if ring not in templates.RINGS:
        raise Problem(f"No such ring: {ring}. There are: {' '.join(templates.RINGS)}.")
    with dropped_copy("shell", ring) as (config, database):
        command = odoo.command(config, "shell", "-d", database, "--no-http")
        return subprocess.run(command, check=False, env=odoo.environment()).returncode


@contextlib.contextmanager
def dropped_copy(label, ring):
    """Yield ``(configuration file, database)``: a fresh copy of a ring's template."""
    provision.odoo()
    addons = templates.RINGS[ring]
    config = odoo.write_config(f"{label}-{ring}", addons)
    with postgres.running():
        template = templates.with_addons(ring, addons)
        with databases.temporary(template, label) as database:
            say(f"database {database}, dropped at the end")
            yield config, database
