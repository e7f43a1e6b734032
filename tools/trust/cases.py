"""The catalogue of what must hold, and which tests name which case.

A test names its cases in its docstring, or in that of its class: ``N-07`` or
``M-07..M-09``.
"""

import ast
import functools
import re
from pathlib import Path
from typing import NamedTuple

from ..paths import ADDONS, ROOT

FOLDER = Path(__file__).parent
ONE = re.compile(r"\b([NRCGXALMSOPT])-(\d\d)(?:\.\.(?:[A-Z]-)?(\d\d))?\b")
# Where a test runs, by where it lies.
RINGS = {
    "tests/client": "client",
    "tests/simulator": "simulator",
    "customer_zone/tests": "zone",
    "payment_sagepay/tests": "gateway",
    "tests/addons": "both",
    "tests/seam": "seam",
    "tests/browser": "browser",
    "tests/e2e": "e2e",
}


class Case(NamedTuple):
    """One line of the catalogue."""

    id: str
    severity: str
    kind: str
    title: str


class Test(NamedTuple):
    """One test function; ``path`` is relative to the repository."""

    path: str
    owner: str
    name: str

    @property
    def node(self):
        """What pytest calls it."""
        return "::".join(part for part in self if part)

    @property
    def ring(self):
        """The ring that runs it."""
        return next(
            ring for folder, ring in RINGS.items() if self.path.startswith(folder)
        )


def _rows(name):
    """Return the lines of a table of ours, comments left out, cut at the tabs."""
    lines = (FOLDER / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def catalogue():
    """Return all cases, in their order."""
    return [Case(*row) for row in _rows("cases.tsv")]


def gaps():
    """Return ``{case id: why no test names it}``; this list is to become empty."""
    return dict(_rows("gaps.tsv"))


def named(text):
    """Return the case ids that a text names, ranges spelled out."""
    found = set()
    for letter, first, last in ONE.findall(text or ""):
        numbers = range(int(first), int(last or first) + 1)
        found |= {f"{letter}-{number:02}" for number in numbers}
    return found


@functools.cache
def tests():
    """Return [(test, ids it names)] for every test function of the repository."""
    folders = [ROOT / "tests", *(ROOT / addon / "tests" for addon in ADDONS)]
    return [
        found
        for folder in folders
        for path in sorted(folder.rglob("test_*.py"))
        for found in _tests_in(path)
    ]


def _tests_in(path):
    """Yield the tests of one file."""
    place = path.relative_to(ROOT).as_posix()
    for node in ast.parse(path.read_text()).body:
        inside, owner, common = [node], "", set()
        if isinstance(node, ast.ClassDef):
            inside, owner = node.body, node.name
            common = named(ast.get_docstring(node))
        for item in inside:
            if isinstance(item, ast.FunctionDef) and item.name.startswith("test_"):
                ids = common | named(ast.get_docstring(item))
                yield Test(place, owner, item.name), ids


def table():
    """Return ``{case id: [tests that name it]}``."""
    found = {}
    for test, ids in tests():
        for case in sorted(ids):
            found.setdefault(case, []).append(test)
    return found
