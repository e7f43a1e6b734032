"""The verdicts as a table: for the terminal, and as ``docs/trust.md``."""

import sys
from collections import Counter
from datetime import UTC, datetime

from ..paths import ROOT
from . import cases

PAGE = ROOT / "docs" / "trust.md"
RED, PLAIN = "\033[31m", "\033[0m"
GROUPS = {
    "N": "Is the news true?",
    "R": "Replay, order, concurrency",
    "C": "Crash and recovery",
    "G": "The gateway misbehaves",
    "X": "Hostile input",
    "A": "Who may see and do what",
    "L": "Links",
    "M": "Money",
    "S": "Settlement",
    "O": "Operations, secrets, card data",
    "P": "Size and speed",
    "T": "Are the tests to be trusted?",
}


def counts(found):
    """Return a sentence: how many cases of each severity are green."""
    total = Counter(one.case.severity for one in found)
    green = Counter(one.case.severity for one in found if one.green)
    return ", ".join(
        f"{kind}: {green[kind]} of {total[kind]}" for kind in sorted(total)
    )


def show(found, red_rings):
    """Print the table; what is not green in red, with the reason."""
    colour = sys.stdout.isatty()
    for one in found:
        line = (
            f"{one.case.id}  {one.case.severity}  {' '.join(one.rings):28} "
            f"{one.word:8} {one.seconds:7.1f} s  {one.case.title}"
        )
        if one.reason:
            line += f"  [{one.reason}]"
        print(f"{RED}{line}{PLAIN}" if colour and not one.green else line)
    for word, number in Counter(one.word for one in found).most_common():
        print(f"{number:4} {word}")
    for case in sorted(set(cases.gaps()) & set(cases.table())):
        print(f"{case} is named by a test now: take its line out of gaps.tsv")
    for ring in red_rings:
        print(f"ring {ring} is red for another reason than a test: see its output")
    print(f"green {counts(found)}", flush=True)


def write(found, red_rings, commit, full):
    """Write ``docs/trust.md``.

    :param str commit: what was tested
    :param bool full: whether these are results of the long versions alone
    """
    day = datetime.now(UTC).strftime("%d %B %Y")
    kind = "long" if full else "short"
    lines = [
        "# What must hold, and whether it does",
        "",
        f"Written by `./dev trust`, never by hand. Commit `{commit}`, {day}, the "
        f"{kind} versions of the tests.",
        "",
        f"Green: {counts(found)}.",
        "",
        "S1 is wrong money or another person's data; S2 is right money, but a person "
        "has to repair it, or service stops; S3 is a nuisance. What each test said is "
        "in [`trust.jsonl`](trust.jsonl); `./dev trust --full` goes on from there.",
    ]
    lines += [f"The ring `{ring}` is red beside its tests." for ring in red_rings]
    for letter, title in GROUPS.items():
        lines += ["", f"## {letter}: {title}", ""]
        lines += [
            "| Case | Severity | What holds | Rings | Tests | Result | Seconds |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [_row(one) for one in found if one.case.id[0] == letter]
    PAGE.write_text("\n".join(lines) + "\n")


def _row(one):
    word = one.word if one.green else f"**{one.word}**"
    if one.reason:
        word += f" ({one.reason})".replace("|", "/")
    cells = [one.case.id, one.case.severity, one.case.title, ", ".join(one.rings)]
    cells += [str(one.tests), word, f"{one.seconds:.1f}"]
    return f"| {' | '.join(cells)} |"
