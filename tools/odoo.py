"""Calling Odoo: its environment, its configuration files, its commands."""

import os
import subprocess
from pathlib import Path

from . import odoo_source, postgres, venv
from .paths import ADDONS, ROOT, STATE
from .progress import Problem
from .run import run

NOT_OURS = {
    "ODOO_RC",
    "OPENERP_SERVER",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "VIRTUAL_ENV",
}
TEST_ADDONS = ROOT / "tests" / "addons"


def environment():
    """Return the environment of every Odoo process: nothing of the user's Odoo."""
    kept = {key: value for key, value in os.environ.items() if key not in NOT_OURS}
    path = f"{venv.folder() / 'bin'}:{os.environ['PATH']}"
    return {
        **kept,
        **postgres.environment(),
        "PATH": path,
        "PYTHONPATH": str(odoo_source.LINK),
        # Compiled files stay out of the addons and of an Odoo that is not ours.
        "PYTHONPYCACHEPREFIX": str(STATE / "pycache"),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
    }


def place(addon):
    """Return where an addon lies in the repository."""
    return Path(addon) if addon in ADDONS else TEST_ADDONS.relative_to(ROOT) / addon


def addons_folder(addons):
    """Return a folder with links to just these addons, so that no other is seen."""
    folder = STATE / "addons" / "+".join(sorted(addons))
    folder.mkdir(parents=True, exist_ok=True)
    for addon in addons:
        source = ROOT / place(addon)
        link = folder / addon
        if not link.is_symlink():
            link.symlink_to(os.path.relpath(source, folder))
    return folder


def write_config(name, addons=(), **options):
    """Write ``.odoo/<name>.conf`` for Odoo with these addons and return its path.

    ``options`` are options of Odoo's configuration file, as texts or numbers.
    """
    paths = odoo_source.addons_paths()
    if addons:
        paths.append(addons_folder(addons))
    server = postgres.environment()
    values = {
        "addons_path": ",".join(map(str, paths)),
        "data_dir": STATE / "data",
        "db_host": server.get("PGHOST"),
        "db_port": server.get("PGPORT"),
        "db_user": server.get("PGUSER"),
        "db_password": server.get("PGPASSWORD"),
        "max_cron_threads": 0,
        "http_interface": "127.0.0.1",
        "list_db": False,
        "log_handler": ":INFO",
        **options,
    }
    lines = [f"{key} = {value}\n" for key, value in values.items() if value is not None]
    path = STATE / f"{name}.conf"
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text("[options]\n" + "".join(lines))
    fresh.rename(path)
    return path


def command(config, *arguments):
    """Return the command line of an Odoo command with a configuration file."""
    program = [venv.python(), ROOT / "tools" / "launcher" / "odoo-bin"]
    return [str(part) for part in (*program, *_placed(config, arguments))]


def _placed(config, arguments):
    """Put ``-c`` where the command wants it: `db` has it first, the others after."""
    if arguments[0] == "db":
        return ("db", "-c", config, *arguments[1:])
    return (*arguments, "-c", config)


def call(config, *arguments, log, failure):
    """Run an Odoo command to its end, its output in ``.odoo/log/<log>.log``."""
    return run(
        command(config, *arguments),
        log=log,
        failure=failure,
        env=environment(),
        cwd=STATE,
    )


def upgrade(config, database, addons, log):
    """Upgrade addons as every Odoo server does with ``-u``; return the log file.

    Columns are made before anything reads them. `odoo module upgrade` loads the new
    code first, and fails when a company or a provider has a column more.
    """
    update = ("-u", ",".join(addons), "--stop-after-init", "--no-http")
    failure = f"Upgrading {' and '.join(addons)}"
    return call(config, "server", "-d", database, *update, log=log, failure=failure)


def script(config, database, text, log, failure):
    """Run Python text in an Odoo shell on a database, and commit."""
    path = STATE / "log" / f"{log}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    with open(path) as stream:
        done = subprocess.run(
            command(
                config, "shell", "-d", database, "--no-http", "--shell-interface=python"
            ),
            stdin=stream,
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
            cwd=STATE,
        )
    (path.with_suffix(".log")).write_text(done.stdout + done.stderr)
    if done.returncode or "Traceback" in done.stderr:
        raise Problem(f"{failure} failed:\n{(done.stdout + done.stderr)[-4000:]}")
    return done.stdout
