"""What must hold is named by a test, and the tests are able to fail."""

import os

import pytest

from tools.trust import cases
from tools.trust.mutants import command
from tools.trust.mutants.mutant import all_mutants

FULL = os.environ.get("RING_FULL")
# Every case whose checks are taken out, one by one, to see a test turn red.
MUST_HAVE_MUTANTS = {f"N-{n:02}" for n in range(1, 24)} | {
    "A-13",
    "L-04",
    "L-07",
    "M-07",
}


@pytest.mark.parametrize("case", cases.catalogue(), ids=lambda case: case.id)
def test_case_is_named_by_a_test_or_a_known_gap(case):
    """A gap has a reason; its line is void as soon as a test names the case."""
    assert case.id in cases.table() or cases.gaps().get(case.id), case.title


def test_no_test_names_a_case_that_does_not_exist():
    """A slip of the pen would prove nothing."""
    assert set(cases.table()) <= {case.id for case in cases.catalogue()}


def test_every_guard_has_its_mutant():
    """T-01"""
    mutants = [mutant for mutant in all_mutants() if not mutant.is_race]
    assert {case for one in mutants for case in one.cases} >= MUST_HAVE_MUTANTS


@pytest.mark.parametrize("mutant", all_mutants(), ids=lambda mutant: mutant.name)
def test_a_mutant_still_fits_the_sources(mutant):
    """T-01, T-04: a check that was rewritten needs its mutant rewritten."""
    assert mutant.changed_files()


def test_a_check_that_is_taken_out_turns_a_test_red(capfd):
    """T-01: a few in every run, all of them with `--full`."""
    assert command.main([] if FULL else ["short"]) == 0, capfd.readouterr().out


def test_a_race_test_without_its_lock_turns_red(capfd):
    """T-04: all of them with `--full`; each takes minutes, so else none is run."""
    if not FULL:
        pytest.skip("races without their locks take minutes each: ./dev trust --full")
    assert command.main(["races"]) == 0, capfd.readouterr().out
