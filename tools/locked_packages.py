"""Packages from elsewhere: all of them locked, with the checksum of every file."""

import json
import re

from .paths import ROOT

LOCKS = ROOT / "tools" / "requirements"
PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
WANTED = re.compile(r"[A-Za-z0-9._-]+")
CHECKSUM = re.compile(r"--hash=sha256:[0-9a-f]{64}$")


def complaints():
    """Return one line per package that is not locked as it has to be."""
    found, locked = [], {}
    for path in sorted(LOCKS.glob("*.lock")):
        name = path.relative_to(ROOT).as_posix()
        locked[path.stem] = versions(path.read_text())
        found += complaints_about_lock(name, path.read_text())
        wanted = path.with_suffix(".in").read_text()
        found += complaints_about_wanted(name, wanted, locked[path.stem])
    for path in sorted(ROOT.rglob("package-lock.json")):
        name = path.relative_to(ROOT)
        if not {".odoo", "node_modules"} & set(name.parts):
            found += complaints_about_npm(name.as_posix(), json.loads(path.read_text()))
    everything = {name: v for lock in locked.values() for name, v in lock.items()}
    text = (ROOT / "test-requirements.txt").read_text()
    return found + complaints_about_copy("test-requirements.txt", text, everything)


def versions(text):
    """Return ``{package: version}`` of a lock."""
    return {_plain(m["name"]): m["version"] for m in PINNED.finditer(text)}


def complaints_about_lock(name, text):
    """Return what of a lock is not one exact version with checksums."""
    found = []
    for entry in text.replace("\\\n", " ").splitlines():
        if not entry.strip() or entry.startswith("#"):
            continue
        first, *rest = re.split(r"\s+(?=--hash)", entry.strip())
        if not PINNED.match(first):
            found.append(f"{name}: no exact version: {first}")
        elif not rest or not all(CHECKSUM.match(part.strip()) for part in rest):
            found.append(f"{name}: no checksum: {first}")
    return found


def complaints_about_wanted(name, wanted, locked):
    """Return what is wanted and not in the lock."""
    lines = [line for line in wanted.splitlines() if line and line[0] not in "#-"]
    names = [_plain(WANTED.match(line).group()) for line in lines]
    return [f"{name}: does not have {one}" for one in names if one not in locked]


def complaints_about_npm(name, lock):
    """Return the packages of an npm lock without a checksum or from a repository."""
    found = []
    for place, package in lock.get("packages", {}).items():
        if not place or package.get("link"):
            continue
        if not package.get("integrity", "").startswith("sha512-"):
            found.append(f"{name}: no checksum: {place}")
        if not package.get("resolved", "https://").startswith("https://"):
            found.append(f"{name}: not from a registry: {place}")
    return found


def complaints_about_copy(name, text, locked):
    """Return where a list for people names another version than the locks."""
    return [
        f"{name}: {package} is {locked.get(package)} in the lock, not {version}"
        for package, version in versions(text).items()
        if locked.get(package) != version
    ]


def _plain(name):
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
