"""What the tests last said about this very tree, one line per test, appended at once.

Every ring writes here while it runs anyway (``plugins/ring_report.py``), so a run that
is stopped is taken up where it ended, and nothing has to run twice. A test file that
changed runs again alone: no test is made of another one's file, but for those of the
``seam`` ring, which read them all.

What was green in its long version is kept beside the table, ``docs/trust.jsonl``: a run
of hours may be spread over several computers.
"""

import functools
import hashlib
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from ..paths import ROOT, STATE

FOLDER = STATE / "trust"
# Of the tree that its first line names.
BROUGHT_ALONG = ROOT / "docs" / "trust.jsonl"
FROM_GOOD_TO_BAD = ("passed", "skipped", "failed")
# Not tested, so a change there leaves the results as they are.
UNTESTED = ("docs", "CHANGELOG.md", "README.md", "SECURITY.md", "CONTRIBUTING.md")
# What is not in the name of the tree: each line says which of these it is about.
TESTS = (":(glob)**/test_*.py", "tools/trust")
READS_ALL_TESTS = "seam"


class Result(NamedTuple):
    """What became of one test: passed, failed or skipped."""

    outcome: str
    seconds: float
    reason: str
    at: str


def _git(*arguments, **env):
    """Return what git says."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def commit():
    """Return the short name of the commit, marked when the tree differs from it."""
    name = _git("rev-parse", "--short=10", "HEAD")
    changed = _git("status", "--porcelain", "--", ".", *(f":!{p}" for p in UNTESTED))
    return f"{name} with changes" if changed else name


def tree():
    """Return a checksum of all that is tested and helps with it, committed or not."""
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        _git("read-tree", "HEAD", **index)
        _git("add", "--all", **index)
        left_out = (*UNTESTED, *TESTS)
        _git("rm", "-r", "-q", "--cached", "--ignore-unmatch", *left_out, **index)
        return _git("write-tree", **index)[:16]


@functools.cache
def source(path):
    """Return a checksum of one test file; a text no file has where there is none."""
    try:
        return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()[:16]
    except OSError:
        return "-"


@functools.cache
def sources():
    """Return a checksum of all test files and of what looks at their results."""
    listed = _git("ls-files", "-co", "--exclude-standard", "--", *TESTS).splitlines()
    marks = [f"{name} {source(name)}" for name in sorted(listed)]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:16]


def file():
    """Return the file for this tree; None without git to name it, or under mutants."""
    if "MUTANTS" in os.environ:
        return None
    if given := os.environ.get("RING_RESULTS"):
        return Path(given)
    try:
        return FOLDER / f"{tree()}.jsonl"
    except (OSError, subprocess.CalledProcessError):
        return None


def read(path, full=False):
    """Return ``{(path, name): Result}``, the cases of one parametrized test in one.

    :param path: a file of results, which need not exist
    :param bool full: only what was run in its long version
    """
    found = _by_function(path, full)
    return {key: _together(lines) for key, lines in found.items()}


def bring_along(path, tests):
    """Write what is green of these tests, for whoever checks the sources out.

    :param path: the file of results of this tree
    :param tests: set of (path, name)
    """
    kept = [{"tree": tree()}]
    for (place, name), ran in sorted(_by_function(path, full=True).items()):
        result = _together(ran)
        if (place, name) in tests and result.outcome == "passed":
            marks = {key: ran[0][key] for key in ("ring", "source", "sources")}
            said = {"outcome": "passed", "seconds": round(result.seconds, 2)}
            said |= {"reason": "", "full": True, "at": result.at}
            kept.append({"path": place, "test": name, **marks, **said})
    BROUGHT_ALONG.write_text("".join(json.dumps(line) + "\n" for line in kept))


def _brought_along(path):
    """Return the lines that came with the sources, if they are about this tree."""
    found = lines(BROUGHT_ALONG)
    of_tree = found and path and path.stem == found[0]["tree"]
    return found[1:] if of_tree else []


def _by_function(path, full):
    """Return the newest lines by (path, name of the function), those of here first."""
    found = {}
    for some in (_brought_along(path), lines(path)):
        latest = {}
        for line in some:
            if "test" in line and (line["full"] or not full) and _is_of_today(line):
                latest[line["path"], line["test"]] = line
        here = {}
        for (place, test), line in latest.items():
            name = test.partition("[")[0].rpartition("::")[2]
            here.setdefault((place, name), []).append(line)
        found |= here
    return found


def _is_of_today(line):
    """Return whether a test is still what it was when it said this."""
    if line["ring"] == READS_ALL_TESTS and line["sources"] != sources():
        return False
    return line["source"] == source(line["path"])


def red_rings(path):
    """Return the rings whose last run was red although every test of it passed."""
    latest = {line["ring"]: line for line in lines(path) if "ok" in line}
    return sorted(
        ring for ring, line in latest.items() if not line["ok"] and not line["failed"]
    )


def _together(lines):
    """Return one result for several runs of one function: the worst."""
    worst = max(lines, key=lambda line: FROM_GOOD_TO_BAD.index(line["outcome"]))
    seconds = sum(line["seconds"] for line in lines)
    at = max(line["at"] for line in lines)
    return Result(worst["outcome"], seconds, worst["reason"], at)


def files():
    """Return the files of the repository, new ones included, as relative texts."""
    listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines(path):
    """Return the lines of a file of results; a line cut by a kill is left out."""
    found = []
    if path and path.exists():
        for text in path.read_text().splitlines():
            try:
                found.append(json.loads(text))
            except ValueError:
                continue
    return found


def append(path, **values):
    """Add one line to a file of results."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as stream:
        stream.write(json.dumps(values) + "\n")
