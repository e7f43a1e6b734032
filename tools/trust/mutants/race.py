"""Trying a race: the live shop runs from a copy of the tree without its lock."""

import contextlib
import os
import shutil

from ... import postgres, provision
from ...demo import template
from ...paths import ROOT, STATE
from .. import results
from . import trial

# Shared with this tree; the rest of a copy's .odoo is its own.
SHARED = "odoo debian upstream venv venv-client venv-node node pg locks".split()


def prepare():
    """Make sure of the set-up and of the database that the copies use."""
    provision.interpreter_without_odoo()
    provision.odoo()
    with postgres.running():
        template.template()


@contextlib.contextmanager
def copy():
    """Yield a copy of the tree as it is now, new files included."""
    tree = STATE / "mutants" / str(os.getpid())
    shutil.rmtree(tree, ignore_errors=True)
    try:
        for name in results.files():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
        (tree / ".odoo").mkdir()
        for name in SHARED:
            if (STATE / name).exists():
                (tree / ".odoo" / name).symlink_to(STATE / name)
        yield tree
    finally:
        shutil.rmtree(tree, ignore_errors=True)


def attempt(mutant, tree):
    """Take the lock out of the copy, run its race, put it back; return the Trial."""
    changed = mutant.changed_files(tree)
    before = {file: (tree / file).read_text() for file in changed}
    try:
        for file, text in changed.items():
            (tree / file).write_text(text)
        found = _judge(tree, mutant)
    finally:
        for file, text in before.items():
            (tree / file).write_text(text)
    trial.remember(mutant, found)
    return found


def _judge(tree, mutant):
    """Return the Trial of the changed copy."""
    said = tree / ".odoo" / "said.jsonl"
    said.unlink(missing_ok=True)
    extra = {"DEV_SET_UP_OF": str(ROOT), "RING_RESULTS": str(said)}
    if mutant.sql:
        extra["DEV_MUTANT_SQL"] = mutant.sql
    log = trial.run_tests(mutant.ring, mutant.tests, "mutant-race", tree, **extra)
    ran = list(results.read(said).values())
    red = [result for result in ran if result.outcome == "failed"]
    if red:
        return trial.Trial("killed", red[0].reason)
    if not ran:
        return trial.Trial("unclear", f"its tests did not run; see {log}")
    return trial.Trial("SURVIVED", f"{len(ran)} tests stayed green")
