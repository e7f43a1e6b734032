"""`./dev relock`: writes tools/requirements/*.lock anew from the *.in files."""

import os
import subprocess

from . import provision, venv
from .progress import Problem, step

LOCKS = ("odoo", "client", "lint", "node", "audit", "package")
# Distributed as source only and needed by a command line tool alone.
LEFT_OUT = {"odoo": ["docopt"]}
# The protocol code is tested with the versions that Odoo runs with.
FOLLOWS = {"client": "odoo"}


def main(_arguments):
    """Resolve for Python 3.11 and newer, with the checksum of every file."""
    provision.linters()
    uv = venv.folder("venv-lint") / "bin" / "uv"
    env = {**os.environ, "UV_NO_CONFIG": "1"}
    for name in LOCKS:
        target = venv.LOCKS / f"{name}.lock"
        command = [
            uv,
            "pip",
            "compile",
            "-q",
            "--universal",
            "--python-version",
            "3.11",
        ]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--upgrade"]
        for package in LEFT_OUT.get(name, ()):
            command += ["--no-emit-package", package]
        if name in FOLLOWS:
            command += ["--constraint", venv.LOCKS / f"{FOLLOWS[name]}.lock"]
        command += [venv.LOCKS / f"{name}.in", "-o", target]
        with step(f"resolving {name}"):
            done = subprocess.run([str(part) for part in command], env=env, check=False)
        if done.returncode:
            raise Problem(f"{name}.in cannot be resolved.")
    return 0
