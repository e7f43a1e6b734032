"""`./dev lint [--fix] [paths]`: every style check, all of them before the verdict."""

import itertools
import os
import subprocess
from pathlib import Path

from . import (
    locked_packages,
    node,
    provision,
    secret_scan,
    sizes,
    status_only,
    tree,
    venv,
)
from .paths import ADDONS, ROOT
from .progress import Problem, say

PRETTY = (".xml", ".js", ".cjs", ".scss", ".css")


def _files(arguments):
    """Return the tracked and new files of the repository, or of the named paths."""
    names = tree.files(arguments or ["."])
    if not names:
        raise Problem("There is nothing to check there.")
    return names


def _environment():
    """Return the environment of the checkers, with Node and the linters on PATH."""
    env = node.environment("lint")
    env["PATH"] = f"{venv.folder('venv-lint') / 'bin'}{os.pathsep}{env['PATH']}"
    return env


def _ruff(files, fix):
    """Return the commands for Python style."""
    python = [name for name in files if name.endswith(".py")]
    if not python:
        return []
    check = ["ruff", "check", "-q", *(["--fix"] if fix else [])]
    layout = ["ruff", "format", "-q", *([] if fix else ["--check", "--diff"])]
    return [[*check, *python], [*layout, *python]]


def _pylint(files):
    """Return the command for the blocking Odoo checks, on whole addons."""
    folders = {Path(name).parts[0] for name in files}
    addons = [addon for addon in ADDONS if addon in folders]
    if not addons:
        return []
    return [["pylint", "--rcfile=.pylintrc-mandatory", "-j", "0", *addons]]


def _addon_pages(files, fix):
    """Return the command that compares the addons' pages with their sources."""
    if not {Path(name).parts[0] for name in files}.intersection(ADDONS):
        return []
    python = str(venv.python("venv-package"))
    return [[python, "-m", "tools.addon_page", *(["--fix"] if fix else [])]]


def _node_checks(files, fix):
    """Return the commands for XML, styles and scripts."""
    commands = []
    pretty = [name for name in files if name.endswith(PRETTY)]
    scripts = [name for name in files if name.endswith((".js", ".cjs"))]
    if pretty:
        mode = "--write" if fix else "--check"
        commands.append(["prettier", "--log-level=warn", mode, *pretty])
    if scripts:
        commands.append(["eslint", *(["--fix"] if fix else []), *scripts])
    return commands


def _own_checks(files):
    """Run the checks written here; return the names of those that complain."""
    red = []
    for title, found in (
        ("sizes", sizes.complaints(files)),
        ("tests by status alone", status_only.complaints(files)),
        ("secrets", secret_scan.complaints(files)),
        ("locked packages", locked_packages.complaints()),
    ):
        say(f"== {title}")
        for line in found:
            say(line)
        if found:
            red.append(title)
    return red


def _title(command):
    """Return how a check is called: the program and what it is asked."""
    program, *rest = command
    return rest[1] if rest[0] == "-m" else f"{program} {rest[0]}"


def main(arguments):
    """Run all checks; return 0 when none complains."""
    fix = "--fix" in arguments
    files = _files([path for path in arguments if path != "--fix"])
    provision.linters()
    env = _environment()
    red = []
    checks = (_ruff(files, fix), _pylint(files), _addon_pages(files, fix))
    for command in [*itertools.chain(*checks), *_node_checks(files, fix)]:
        say(f"== {_title(command)}")
        done = subprocess.run(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            red.append(_title(command))
    red += _own_checks(files)
    say(f"lint: {', '.join(red)} not clean" if red else "lint: clean")
    return 1 if red else 0
