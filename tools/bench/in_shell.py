"""A copy of a ring's template for one measurement, and programs in its Odoo shell."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

from .. import databases, odoo, postgres, provision, templates
from ..paths import ROOT, STATE
from ..progress import say


@contextmanager
def dropped_copy(name, ring="zone"):
    """Yield ``(configuration file, database)``; the database is dropped at the end.

    :param str name: the measurement's, as ``./dev bench`` knows it
    """
    provision.odoo()
    addons = templates.RINGS[ring]
    config = odoo.write_config(f"bench-{name.replace('_', '-')}", addons)
    with postgres.running():
        template = templates.with_addons(ring, addons)
        with databases.temporary(template, "bench") as database:
            say(f"database {database}, dropped at the end")
            yield config, database


def pipe(name, config, database, variables=None, log_level="error"):
    """Run ``<name>_shell.py`` in an Odoo shell; it prints its own figures.

    The program can import from ``tools.bench``.

    :param dict variables: of its environment, besides Odoo's
    :raises subprocess.CalledProcessError: when it fails
    """
    command = odoo.command(config, "shell", "-d", database, "--no-http")
    command += [f"--log-level={log_level}", "--shell-interface=python"]
    env = odoo.environment() | (variables or {})
    env["PYTHONPATH"] += f"{os.pathsep}{ROOT}"
    with Path(__file__).with_name(f"{name}_shell.py").open() as source:
        subprocess.run(command, stdin=source, check=True, env=env, cwd=STATE)


def run_shell(name, ring="zone", variables=None, log_level="error"):
    """Run one program on a copy of its own, see :func:`pipe`."""
    with dropped_copy(name, ring) as (config, database):
        pipe(name, config, database, variables, log_level)
