"""From the results of tests to the verdict on each case."""

from typing import NamedTuple

from . import cases

SERIOUS = ("S1", "S2")


class Verdict(NamedTuple):
    """What is known of one case; ``word`` is green, or says what is missing."""

    case: cases.Case
    rings: tuple
    tests: int
    word: str
    reason: str
    seconds: float

    @property
    def green(self):
        """Whether every test that names the case has run and passed."""
        return self.word == "green"


def verdicts(results):
    """Return one Verdict per case.

    :param results: ``{(path, test name): Result}``
    """
    named, gaps = cases.table(), cases.gaps()
    return [
        _verdict(case, named.get(case.id, []), results, gaps.get(case.id, ""))
        for case in cases.catalogue()
    ]


def _verdict(case, tests, results, gap):
    found = {test: results.get((test.path, test.name)) for test in tests}
    ran = [(test, result) for test, result in found.items() if result]
    word, reason = _word(found, ran, gap)
    return Verdict(
        case,
        tuple(ring for ring in cases.RINGS.values() if ring in {t.ring for t in tests}),
        len(tests),
        word,
        reason,
        sum(result.seconds for _test, result in ran),
    )


def _word(found, ran, gap):
    """Return (word, reason) for a case with these tests."""
    if not found:
        return "no test", gap
    for outcome, word in (("failed", "FAILED"), ("skipped", "skipped")):
        for test, result in ran:
            if result.outcome == outcome:
                return word, f"{test.name}: {result.reason}"
    missing = len(found) - len(ran)
    if missing:
        return "not run", f"{missing} of {len(found)} tests"
    return "green", ""


def exit_status(found, red_rings):
    """Return 0 when every serious case is green and no ring is red otherwise."""
    serious = [one for one in found if one.case.severity in SERIOUS]
    return 0 if all(one.green for one in serious) and not red_rings else 1
