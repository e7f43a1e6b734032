"""Programs of the operating system, installed with apt where they are missing."""

import ctypes.util
import os
import shutil
import subprocess
from pathlib import Path

from .progress import Problem, step
from .run import output, run

# Program -> Debian package, for what the rings and the demo call.
PROGRAMS = {
    "chromium": "chromium",
    "wkhtmltopdf": "wkhtmltopdf",
    "pdftotext": "poppler-utils",
    "psql": "postgresql-client",
}
# Program -> library that what drives it needs, and the library's Debian package.
LIBRARIES = {"chromium": ("atomic", "libatomic1")}
# Program -> other names under which it does as well.
OTHERWISE = {"chromium": ("google-chrome",)}
# Package -> what to do where the system offers none.
ELSEWHERE = {
    "wkhtmltopdf": "Debian 13 and later have none: install the package 0.12.6 from "
    "https://wkhtmltopdf.org, or work on Debian 12.",
    "chromium": "A snap cannot be driven from here: install Google Chrome, or work on "
    "Debian 12.",
}
PLAIN = {**os.environ, "LC_ALL": "C"}
CLUSTER_DEFAULTS = Path("/etc/postgresql-common/createcluster.conf")


def postgres_bin():
    """Return the folder with PostgreSQL's server programs, or None."""
    found = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists() and (folder / "postgres").exists()
    ]
    if found:
        return max(found, key=lambda folder: float(folder.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def as_root(command):
    """Return the command as it has to be called to run as root."""
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo"):
        return ["sudo", *command]
    raise Problem(f"Please run as root: {' '.join(command)}")


def install(*packages):
    """Install Debian packages, refreshing apt's lists when they are stale."""
    if not shutil.which("apt-get"):
        raise Problem(f"Please install: {', '.join(packages)}")
    if os.geteuid() and not shutil.which("sudo"):
        raise Problem(f"Please run as root: apt-get install {' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = as_root(
        ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-q", "-y"]
        + ["--no-install-recommends", "-o", "Dpkg::Options::=--force-confold"]
        # Somebody else's apt, such as an automatic update, is waited for.
        + ["-o", "DPkg::Lock::Timeout=300"]
        + list(packages)
    )
    with step(f"installing {', '.join(packages)}"):
        try:
            run(command, log="apt-install", env=env)
        except Problem:
            update = subprocess.run(as_root(["apt-get", "update", "-q"]), check=False)
            if update.returncode:
                raise Problem("apt cannot refresh its package lists.") from None
            _refuse_unknown(packages)
            run(command, log="apt-install", failure=f"Installing {packages}", env=env)


def _refuse_unknown(packages):
    """Say in one sentence which package this system does not offer, and what to do."""
    for package in packages:
        policy = output(["apt-cache", "policy", package], env=PLAIN)
        if "Candidate:" not in policy or "Candidate: (none)" in policy:
            advice = ELSEWHERE.get(package, "")
            raise Problem(f"This system offers no {package}. {advice}".strip())


def _is_there(name):
    """Tell whether a program, or one that does as well, is on the PATH."""
    return any(map(shutil.which, (name, *OTHERWISE.get(name, ()))))


def need(*programs):
    """Make sure that programs are on the PATH, and what drives them can start."""
    missing = [PROGRAMS[name] for name in programs if not _is_there(name)]
    for library, package in filter(None, map(LIBRARIES.get, programs)):
        if not ctypes.util.find_library(library):
            missing.append(package)
    if missing:
        install(*missing)
    for name in programs:
        if not _is_there(name):
            raise Problem(f"The program {name} is needed and could not be installed.")


def need_postgres():
    """Make sure of PostgreSQL's server programs, without a system-wide cluster.

    Debian's package starts a cluster of its own when it is first installed; it is
    told not to, and its configuration is put back to the packaged one afterwards.
    """
    if postgres_bin():
        return
    fresh = not CLUSTER_DEFAULTS.exists()
    if fresh:
        line = "create_main_cluster = false"
        script = (
            f"mkdir -p {CLUSTER_DEFAULTS.parent} && echo '{line}' > {CLUSTER_DEFAULTS}"
        )
        subprocess.run(as_root(["sh", "-c", script]), check=True)
    install("postgresql")
    packaged = CLUSTER_DEFAULTS.with_suffix(".conf.dpkg-dist")
    if fresh and packaged.exists():
        move = ["mv", str(packaged), str(CLUSTER_DEFAULTS)]
        subprocess.run(as_root(move), check=True)
    if not postgres_bin():
        raise Problem("PostgreSQL's server programs could not be installed.")
