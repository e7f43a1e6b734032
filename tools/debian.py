"""Debian packages fetched and unpacked privately; the system's apt is not touched.

apt itself checks Debian's signature on the index and the checksum of each package.
"""

import contextlib
import json
import os
import shutil
from pathlib import Path

from .paths import CACHE, STATE, checksum
from .progress import Problem, step
from .run import output, run

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def mirror():
    """Return the address of the Debian archive: the one this system's apt uses.

    :raise Problem: where apt knows none (Ubuntu); ``DEV_DEBIAN_MIRROR`` names one
    """
    if named := os.environ.get("DEV_DEBIAN_MIRROR"):
        return named
    targets = output(["apt-get", "indextargets", "--format", "$(SITE)"])
    for site in targets.split():
        if site.rstrip("/").endswith("/debian"):
            return site
    raise Problem(
        "apt knows no Debian archive here. Name one with DEV_DEBIAN_MIRROR, or an "
        "Odoo 19 that is there already with ODOO_ROOT."
    )


class PrivateApt:
    """An apt with its own lists and sources under ``.odoo/``."""

    def __init__(self, suites):
        self.home = STATE / "apt"
        self.suites = suites

    def options(self):
        """Return apt's options that keep it inside its own folder."""
        home = self.home
        values = {
            "Dir::State": home / "state",
            "Dir::State::status": "/dev/null",
            "Dir::Cache": home / "cache",
            "Dir::Etc::sourcelist": home / "sources.list",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "APT::Sandbox::User": "root",
            "APT::Get::List-Cleanup": "false",
            "APT::Update::Post-Invoke": "",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
        }
        return [
            part for key, value in values.items() for part in ("-o", f"{key}={value}")
        ]

    def update(self):
        """Fetch the index of the suites."""
        for name in ("state/lists/partial", "cache/archives/partial"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        site = mirror()
        lines = [
            f"deb [signed-by={KEYRING}] {site} {suite} main\n" for suite in self.suites
        ]
        (self.home / "sources.list").write_text("".join(lines))
        command = ["apt-get", *self.options(), "update", "-q"]
        run(command, log="apt-private", failure="Reading Debian's package index")

    def describe(self, packages):
        """Return ``[(name, file name, sha256)]`` of what would be downloaded."""
        command = ["apt-get", *self.options(), "download", "-q", "--print-uris"]
        files = {}
        for line in output([*command, *packages]).splitlines():
            if line.startswith("'"):
                _uri, name, _size, digest = line.split()
                files[name.partition("_")[0]] = (name, digest.removeprefix("SHA256:"))
        return [(package, *files[package.partition("/")[0]]) for package in packages]

    def fetch(self, chosen, folder):
        """Download packages into ``folder``, going on where it was interrupted."""
        packages = [package for package, _name, _digest in chosen]
        command = ["apt-get", *self.options(), "download", "-q", *packages]
        run(command, log="apt-private", failure="Downloading from Debian", cwd=folder)
        for _package, name, digest in chosen:
            if checksum(folder / name) != digest:
                (folder / name).unlink()
                raise Problem(
                    f"{name} has not the announced checksum; please try again."
                )


def _is_there(folder, name, digest):
    """Tell whether a file is in the cache, as announced."""
    return (folder / name).exists() and checksum(folder / name) == digest


def fetch_packages(packages, suites, title):
    """Return the paths of Debian packages in the cache, downloading what is missing.

    The choice made at the first download is kept in the cache, so that a second
    clone builds from the same files and needs no network.
    """
    folder = CACHE / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    choice = folder / f"{title}.json"
    with contextlib.suppress(OSError, ValueError):
        chosen = json.loads(choice.read_text())
        if [entry[0] for entry in chosen] == list(packages) and all(
            _is_there(folder, name, digest) for _package, name, digest in chosen
        ):
            return [folder / name for _package, name, _digest in chosen]
    if not shutil.which("apt-get") or not Path(KEYRING).exists():
        raise Problem(
            "This is not a Debian system: apt and Debian's keyring are missing."
        )
    apt = PrivateApt(suites)
    with step("reading Debian's package index"):
        apt.update()
    chosen = apt.describe(packages)
    missing = [entry for entry in chosen if not _is_there(folder, *entry[1:])]
    if missing:
        with step(f"downloading {title} and what it links to"):
            apt.fetch(missing, folder)
    choice.write_text(json.dumps(chosen, indent=1))
    return [folder / name for _package, name, _digest in chosen]


def unpack(debs, folder):
    """Unpack Debian packages below ``folder``, as a whole or not at all."""
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for deb in debs:
        run(["dpkg-deb", "-x", deb, fresh], log="unpack", failure=f"Unpacking {deb}")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
