"""`./dev i18n [--check]`: the texts of both addons for translators.

Writes ``<addon>/i18n/<addon>.pot`` from the addon as it is, then brings the ``.po``
file of every language up to it: new texts come in empty, texts that are gone leave.
With ``--check`` nothing is written: it says what is out of date or untranslated.
"""

import subprocess
from pathlib import Path

from .. import databases, odoo, postgres, provision, templates, venv
from ..paths import ADDONS, ROOT, STATE
from ..progress import say, step

LANGUAGES = ("af", "fr", "nl", "pt")
PROGRAM = Path(__file__).with_name("catalogue.py")


def main(arguments):
    """Write or check the catalogues; return 0 when all is in order."""
    provision.odoo()
    folder = STATE / "i18n"
    folder.mkdir(parents=True, exist_ok=True)
    with postgres.running():
        _export(folder)
    mode = "check" if "--check" in arguments else "write"
    command = [venv.python(), PROGRAM, mode, ROOT, folder, ",".join(LANGUAGES), *ADDONS]
    done = subprocess.run([str(part) for part in command], check=False, cwd=ROOT)
    return done.returncode


def _export(folder):
    """Export the texts of each addon to ``<folder>/<addon>.pot``."""
    template = templates.with_addons("both", ADDONS)
    config = odoo.write_config("i18n", ADDONS)
    with databases.temporary(template, "i18n") as database:
        for addon in ADDONS:
            with step(f"texts of {addon}"):
                # Odoo names the kind of file it writes by the ending, `.po` or `.pot`.
                target = folder / f"{addon}.pot"
                export = ("i18n", "export", "-l", "pot", "-o", target, addon)
                odoo.call(
                    config, *export, "-d", database, log="i18n", failure="Exporting"
                )
                say(f"  {target.relative_to(ROOT)}")
