"""Programs in the Odoo shell of a copy of a ring's template."""

import os
import subprocess
from pathlib import Path

from .. import odoo
from ..paths import ROOT, STATE
from ..shell import dropped_copy


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
    with dropped_copy("bench", ring) as (config, database):
        pipe(name, config, database, variables, log_level)
