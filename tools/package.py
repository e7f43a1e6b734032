"""`./dev package`: a wheel and a zip per addon, the same bytes for the same tree."""

import ast
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from . import provision, tree, venv
from .paths import ADDONS, ROOT, STATE
from .progress import Problem, say, step
from .run import run

DIST = STATE / "dist"
# Zip knows no time before 1980; a fixed one keeps the archives reproducible.
DATE = (1980, 1, 1, 0, 0, 0)
EPOCH = "315532800"  # the same moment, in seconds
MODE = 0o644


def content(addon):
    """Return the files of an addon that are shipped, sorted, relative to the root."""
    return [Path(name) for name in tree.files([addon])]


def version(addon):
    """Return the version of an addon from its manifest."""
    manifest = ROOT / addon / "__manifest__.py"
    if not manifest.exists():
        raise Problem(f"The addon {addon} is not there.")
    return ast.literal_eval(manifest.read_text())["version"]


def build_zip(addon, folder=DIST):
    """Write ``<addon>-<version>.zip`` into ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{addon}-{version(addon)}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in content(addon):
            entry = zipfile.ZipInfo(name.as_posix(), DATE)
            entry.external_attr = MODE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (ROOT / name).read_bytes())
    return path


def build_wheel(addon, folder=DIST):
    """Write ``odoo_addon_<addon>-<version>-py3-none-any.whl`` and return its path.

    Built from a copy outside of git: the backend would number a wheel by the commits
    made since the version was set, and leave out a file that is new.
    """
    provision.packager()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        _copy(addon, Path(scratch))
        ours = ("--no-deps", "--no-build-isolation", "--no-index", "--no-cache-dir")
        pip = (venv.python("venv-package"), "-m", "pip", "wheel", "-q", *ours)
        env = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PIP_CONFIG_FILE": os.devnull}
        env["GIT_CEILING_DIRECTORIES"] = scratch
        command = [*pip, "--wheel-dir", folder.resolve(), f"./{addon}"]
        run(command, f"wheel-{addon}", f"Building {addon}", cwd=scratch, env=env)
    return folder / f"odoo_addon_{addon}-{version(addon)}-py3-none-any.whl"


def _copy(addon, scratch):
    """Copy what is shipped, each file readable by everybody."""
    for name in content(addon):
        copy = scratch / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy)
        copy.chmod(MODE)


def main(_arguments):
    """Package both addons."""
    for addon in ADDONS:
        with step(f"packaging {addon}"):
            paths = [build_wheel(addon), build_zip(addon)]
        for path in paths:
            say(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1024:.0f} kB")
    return 0
