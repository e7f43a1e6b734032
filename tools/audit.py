"""`./dev audit`: compares the locked Python packages with published weaknesses.

It asks an advisory database over the network. Where that cannot be reached it says so,
and nothing is known: `./dev lint` checks offline what can be checked offline.
"""

import json
import subprocess

from . import locking, provision, venv
from .progress import say

PATIENCE = 300  # seconds for one lock
# What the audit itself consists of is never shipped and never serves anything.
LEFT_OUT = {"audit"}


def main(_arguments):
    """Return 1 when a locked package has a published weakness, else 0."""
    provision.tools()
    with locking.exclusive("setup"):
        venv.ensure("venv-audit", "audit")
    found = []
    for lock in sorted(venv.LOCKS.glob("*.lock")):
        if lock.stem in LEFT_OUT:
            continue
        answer, why = _ask(lock)
        if answer is None:
            say(f"{lock.stem}: not compared, the database gave no answer ({why})")
            continue
        weak = weaknesses(answer)
        say(f"{lock.stem}: {len(answer['dependencies'])} packages, {len(weak)} weak")
        found += weak
    for line in sorted(set(found)):
        say(f"  {line}")
    return 1 if found else 0


def _ask(lock):
    """Return (answer, "") about one lock, or (None, why there is none)."""
    command = [venv.python("venv-audit"), "-m", "pip_audit", "-r", lock]
    command += ["--disable-pip", "--require-hashes", "--progress-spinner=off"]
    command += ["--format=json", "--timeout=15"]
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return None, f"within {PATIENCE} s"
    try:
        return json.loads(done.stdout), ""
    except ValueError:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        kind = lines[-1].partition(":")[0].rpartition(".")[2] if lines else "no output"
        return None, kind


def weaknesses(answer):
    """Return one line per weakness in an answer of pip-audit."""
    return [
        f"{package['name']} {package['version']}: {weak['id']}, mended in "
        f"{', '.join(weak['fix_versions']) or 'no version yet'}"
        for package in answer["dependencies"]
        for weak in package.get("vulns", ())
    ]
