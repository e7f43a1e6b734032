"""Locked Python environments under ``.odoo/``."""

import os
import shutil
import sys
import venv

from .paths import CACHE, ROOT, STATE, fingerprint
from .progress import Problem, step
from .run import run

LOCKS = ROOT / "tools" / "requirements"


def folder(name="venv"):
    """Return the folder of an environment."""
    return STATE / name


def python(name="venv"):
    """Return the interpreter of an environment."""
    return folder(name) / "bin" / "python"


def ensure(name, lock):
    """Build the environment ``.odoo/<name>`` from ``tools/requirements/<lock>.lock``.

    Wheels come from the cache when all of them are there with the locked
    checksums, else from the package index; nothing unlocked is ever installed.
    """
    path = LOCKS / f"{lock}.lock"
    mark = folder(name) / "built-from"
    wanted = fingerprint(path.read_text(), sys.version)
    if mark.exists() and mark.read_text() == wanted:
        return
    shutil.rmtree(folder(name), ignore_errors=True)
    with step(f"Python packages ({lock})"):
        venv.EnvBuilder(with_pip=True, symlinks=True).create(folder(name))
        _install(name, path)
    mark.write_text(wanted)


def _install(name, lock):
    """Install from the cache, filling it first when something is missing."""
    wheels = CACHE / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    pip = [python(name), "-m", "pip", "--disable-pip-version-check", "-q"]
    locked = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", lock]
    offline = [
        *pip,
        "install",
        "--no-compile",
        "--no-index",
        "--find-links",
        wheels,
        *locked,
    ]
    # No settings of the machine may add a source to an offline installation.
    alone = {**os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": str(wheels)}
    try:
        run(offline, log=f"pip-{name}", env=alone)
    except Problem:
        run(
            [*pip, "download", "--dest", wheels, *locked],
            log=f"pip-{name}",
            failure="Downloading Python packages",
        )
        run(offline, log=f"pip-{name}", failure="Installing Python packages", env=alone)
