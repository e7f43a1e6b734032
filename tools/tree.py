"""The files of the repository: what git knows and what is new, never what is built."""

import shutil
import subprocess

from .paths import ROOT

BUILT = {"__pycache__", ".odoo", "node_modules"}


def files(folders=(".",)):
    """Return the files below folders or among files, as sorted names from the root.

    Without git, as in an unpacked archive, everything counts but what programs leave.
    """
    by_git = (ROOT / ".git").exists() and shutil.which("git")
    names = _listed(folders) if by_git else _found(folders)
    return sorted({name for name in names if (ROOT / name).is_file()})


def _listed(folders):
    """Return what git lists: tracked files and new ones which are not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(
        [*command, "--", *folders], cwd=ROOT, capture_output=True, check=True
    )
    return listed.stdout.decode().split("\0")[:-1]


def _found(folders):
    """Return what lies there."""
    for folder in folders:
        place = ROOT / folder
        for path in [place] if place.is_file() else place.rglob("*"):
            name = path.relative_to(ROOT)
            if path.suffix != ".pyc" and not BUILT.intersection(name.parts):
                yield name.as_posix()
