"""Odoo itself: an existing one, Debian's package unpacked here, or a shallow clone."""

import os
import shutil
import subprocess
from pathlib import Path

from . import debian
from .paths import STATE
from .progress import Problem, step
from .run import output, run

# With `packages its links point to`: Debian's Odoo links its JavaScript and fonts
# relatively to ../share. Font Awesome 4 files are in Debian 12's package.
PACKAGES = (
    "odoo-19/unstable",
    "libjs-jquery/unstable",
    "libjs-jquery-form/unstable",
    "libjs-underscore/unstable",
    "fonts-font-awesome/bookworm",
    "fonts-glyphicons-halflings/unstable",
    "fonts-inconsolata/unstable",
    "fonts-montserrat/unstable",
    "fonts-ocr-b/unstable",
    "fonts-roboto-unhinted/unstable",
)
SUITES = ("unstable", "bookworm")
UPSTREAM = "https://github.com/odoo/odoo.git"
BRANCH = "19.0"
LINK = STATE / "odoo"
# Named in the manifest of `mail`, not in Debian's package: video blur, not for us.
STUB = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def addons_paths():
    """Return the folders with Odoo's own addons."""
    inside = LINK / "odoo" / "addons"
    beside = (LINK / "odoo").resolve().parent / "addons"
    return [inside, *([beside] if (beside / "web").is_dir() else [])]


def has_stub_gap():
    """Tell whether the file that Debian leaves out is missing."""
    return not any((path / STUB).exists() for path in addons_paths())


def version():
    """Return what identifies the Odoo in use, for the names of templates."""
    package = (LINK / "odoo").resolve()
    release = package / "release.py"
    return f"{package}:{release.stat().st_mtime_ns}"


def _existing():
    """Return the `odoo` package of an installation of somebody else's, or None."""
    root = os.environ.get("ODOO_ROOT")
    if root:
        package = Path(root).resolve() / "odoo"
        if not (package / "release.py").exists():
            raise Problem(f"ODOO_ROOT={root} holds no Odoo (no odoo/release.py in it).")
        return package
    if not shutil.which("odoo"):
        return None
    ask = "import odoo.release as r; print(r.__file__)"
    for python in ("/usr/bin/python3", "python3"):
        try:
            return Path(output([python, "-c", ask], cwd="/").strip()).parent
        except (OSError, subprocess.CalledProcessError):
            continue
    return None


def _check_series(package):
    """Refuse anything but Odoo 19."""
    if (
        "19"
        not in (package / "release.py").read_text().split("version_info = (")[1][:3]
    ):
        raise Problem(f"{package} is not Odoo 19.")


def _unpacked():
    """Return Debian's package, unpacked under ``.odoo/debian``."""
    folder = STATE / "debian"
    package = folder / "usr/lib/python3/dist-packages/odoo"
    if not package.exists():
        debs = debian.fetch_packages(PACKAGES, SUITES, "odoo-19")
        with step("unpacking Odoo"):
            debian.unpack(debs, folder)
    stub = package / "addons" / STUB
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("")
    return package


def _cloned():
    """Return a shallow clone of the official branch."""
    folder = STATE / "upstream"
    if not (folder / "odoo/release.py").exists():
        shutil.rmtree(folder, ignore_errors=True)
        if not shutil.which("git"):
            raise Problem(
                "Odoo 19 can be had neither from Debian nor, without git, by clone."
            )
        with step("cloning Odoo's 19.0 branch"):
            command = ["git", "clone", "-q", "--depth", "1", "--branch", BRANCH]
            run([*command, UPSTREAM, folder], log="clone", failure="Cloning Odoo")
    return folder / "odoo"


def _own():
    """Return an Odoo of our own: Debian's, else the official branch."""
    try:
        return _unpacked()
    except (Problem, subprocess.CalledProcessError) as error:
        print(f"  Debian's odoo-19 cannot be had ({str(error).splitlines()[0]})")
        return _cloned()


def ensure():
    """Make ``.odoo/odoo`` a folder with nothing but the `odoo` package in it."""
    package = _existing() or _own()
    _check_series(package)
    LINK.mkdir(parents=True, exist_ok=True)
    link = LINK / "odoo"
    if link.is_symlink() and link.resolve() == package.resolve():
        return
    link.unlink(missing_ok=True)
    link.symlink_to(package)
