"""`./dev bench statement`: engine, screen page, PDF, and a known rival beside them."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from .. import databases, odoo, postgres, provision, templates, venv
from ..paths import ROOT, STATE
from ..progress import say

RING = "zone"
PROGRAM = Path(__file__).with_name("statement_shell.py")
# A public addon with the same purpose; measured when pip can fetch it.
RIVAL = (
    "odoo-addon-partner-statement==19.0.*",
    "odoo-addon-report-xlsx==19.0.*",
    "odoo-addon-report-xlsx-helper==19.0.*",
)


def run():
    """Print the figures, measured on a copy that is dropped at the end."""
    provision.odoo()
    rival = _rival()
    addons = templates.RINGS[RING]
    config = odoo.write_config("bench-statement", addons)
    with postgres.running():
        template = templates.with_addons(RING, addons)
        with databases.temporary(template, "bench") as database:
            say(f"database {database}, dropped at the end")
            if rival:
                _add_addons(config, rival)
                install = ("module", "install", "partner_statement", "-d", database)
                failure = "Installing partner_statement"
                odoo.call(config, *install, log="bench-rival", failure=failure)
            _run_program(config, database)


def _run_program(config, database):
    command = odoo.command(config, "shell", "-d", database, "--no-http")
    command += ["--log-level=error", "--shell-interface=python"]
    env = odoo.environment()
    env["PYTHONPATH"] += f"{os.pathsep}{ROOT}"
    with PROGRAM.open() as source:
        subprocess.run(command, stdin=source, check=True, env=env, cwd=STATE)


def _rival():
    """Return the folder with the rival's addons, None where pip cannot fetch them."""
    folder = STATE / "bench" / "rival"
    addons = folder / "odoo" / "addons"
    if addons.exists():
        return addons
    pip = [sys.executable, "-m", "pip"]
    if venv.python().exists():
        pip = [venv.python(), "-m", "pip"]
    done = subprocess.run(
        [*pip, "download", "-q", "--no-deps", "-d", folder, *RIVAL],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        say("partner_statement cannot be fetched here: measured without it")
        return None
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    return addons


def _add_addons(config, folder):
    """Add a folder to the addons path of a configuration file."""
    text = config.read_text()
    config.write_text(text.replace("addons_path = ", f"addons_path = {folder},", 1))
