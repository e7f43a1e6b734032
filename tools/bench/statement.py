"""`./dev bench statement`: engine, screen page, PDF, and a known rival beside them."""

import subprocess
import sys
import zipfile

from .. import odoo, venv
from ..paths import STATE
from ..progress import say
from ..shell import dropped_copy
from .in_shell import pipe

# A public addon with the same purpose; measured when pip can fetch it.
RIVAL = (
    "odoo-addon-partner-statement==19.0.*",
    "odoo-addon-report-xlsx==19.0.*",
    "odoo-addon-report-xlsx-helper==19.0.*",
)


def run():
    """Print the figures, measured on a copy that is dropped at the end."""
    with dropped_copy("bench", "zone") as (config, database):
        rival = _rival()
        if rival:
            _add_addons(config, rival)
            install = ("module", "install", "partner_statement", "-d", database)
            failure = "Installing partner_statement"
            odoo.call(config, *install, log="bench-rival", failure=failure)
        pipe("statement", config, database)


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
