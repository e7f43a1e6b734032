"""`./dev trust [--full] [--table] [--write] [--mutants] [ring or ID ...]`.

Runs the tests that name a case, ring by ring, as far as they have no green result for
this very tree, and prints the table. `./dev test` feeds the same results.

* ``--full``: the long versions, all mutants and races among them; writes
  ``docs/trust.md``. May be stopped at any time and called again.
* ``--table``: runs nothing.
* ``--write``: writes ``docs/trust.md``.
* ``--mutants [short | races | name ...]``: takes checks out of the code, one at a time,
  and demands that a test named for it turns red.
"""

import os

from .. import rings
from ..progress import Problem, say
from . import cases, paper, results, verdicts

OPTIONS = {"--full", "--table", "--write", "--mutants"}


def main(arguments):
    """Run what is missing, print the table; 0 when every S1 and S2 case is green."""
    asked = {part for part in arguments if part.startswith("--")}
    names = [part for part in arguments if not part.startswith("--")]
    if unknown := asked - OPTIONS:
        raise Problem(f"No such option: {' '.join(sorted(unknown))}. {__doc__}")
    if "--mutants" in asked:
        from .mutants import command as mutants

        return mutants.main(names)
    full = "--full" in asked
    wanted = _wanted(names)
    if "--table" not in asked:
        _run(wanted, full)
    kept = results.file()
    found = verdicts.verdicts(results.read(kept, full))
    shown = [one for one in found if not names or _is_named(one, names)]
    red = results.red_rings(kept)
    paper.show(shown, red)
    if "--write" in asked or (full and not names):
        paper.write(found, red, results.commit(), full)
        if full:
            named = {test for tests in cases.table().values() for test in tests}
            results.bring_along(kept, {(test.path, test.name) for test in named})
    return verdicts.exit_status(shown, red)


def _is_named(verdict, names):
    return verdict.case.id in names or bool(set(names) & set(verdict.rings))


def _wanted(names):
    """Return the tests that name a case, only of these rings and cases if given."""
    table = cases.table()
    known = {case.id for case in cases.catalogue()} | set(rings.RINGS)
    if unknown := set(names) - known:
        raise Problem(f"Neither a case nor a ring: {' '.join(sorted(unknown))}.")
    found = {
        test
        for case, tests in table.items()
        for test in tests
        if not names or case in names or test.ring in names
    }
    return sorted(found)


def _run(wanted, full):
    """Run those of the tests that have no green result yet, ring by ring."""
    if full:
        os.environ.update(rings.FULL)
    before = results.read(results.file(), full)
    for ring in rings.RINGS:
        tests = [test for test in wanted if test.ring == ring]
        missing = [test for test in tests if not _is_green(before, test)]
        say(f"== {ring}: {len(missing)} of {len(tests)} tests to run")
        if missing:
            _run_ring(ring, tests, missing, full)


def _is_green(before, test):
    result = before.get((test.path, test.name))
    return bool(result) and result.outcome == "passed"


def _run_ring(ring, tests, missing, full):
    """Run the missing tests of a ring; a ring of which nothing ran yet runs whole."""
    whole = missing == tests and tests == sorted(
        {
            test
            for found in cases.table().values()
            for test in found
            if test.ring == ring
        }
    )
    extra = [] if whole else [test.node for test in missing]
    if full:
        extra = [rings.FULL_PATIENCE, *extra]
    try:
        rings.RINGS[ring](ring, extra)
    except Problem as problem:
        say(str(problem))
