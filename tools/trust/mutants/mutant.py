"""Mutants as data: which check is taken out, and which tests must notice.

Each ``*.toml`` here is a list of ``[[mutant]]``:

* ``name``: what is wrong with the sources then, as a sentence
* ``cases``: the cases of the catalogue whose check it is
* ``tests``: ``file::function``; at least one of them must fail
* ``edit``: one or more of ``file``, ``find`` (exact, once in the file) and ``put``
* ``same_as``: name of a mutant before it, whose edits are made as well
* ``sql``: what is taken out of the database, if its constraint is the check
* ``short``: whether it belongs to the selection that always runs
"""

import ast
import tomllib
from pathlib import Path
from typing import NamedTuple

from ...paths import ROOT, checksum, fingerprint
from ...progress import Problem
from .. import cases

FOLDER = Path(__file__).parent


class Edit(NamedTuple):
    """One exact replacement in one file of the repository."""

    file: str
    find: str
    put: str

    def applied(self, text):
        """Return the text with the replacement made.

        :raise Problem: when the text to find is not there exactly once, or the
            outcome is no Python
        """
        if text.count(self.find) != 1:
            raise Problem(f"{self.file} has {text.count(self.find)} of: {self.find}")
        changed = text.replace(self.find, self.put)
        try:
            ast.parse(changed)
        except SyntaxError as error:
            raise Problem(f"{self.file} is no Python any more: {error}") from None
        return changed


class Mutant(NamedTuple):
    """One check taken out of the sources."""

    name: str
    cases: tuple
    tests: tuple
    edits: tuple
    sql: str
    short: bool

    @property
    def ring(self):
        """The ring of its tests."""
        return self.tests[0].ring

    @property
    def is_race(self):
        """Whether a live race test has to notice; that takes minutes."""
        return "T-04" in self.cases

    def as_data(self):
        """Return what ``plugins/take_out_checks.py`` reads."""
        return {
            "name": self.name,
            "edits": [edit._asdict() for edit in self.edits],
            "tests": [[test.path, test.name] for test in self.tests],
        }

    def changed_files(self, root=ROOT):
        """Return ``{file: its text with the check taken out}``.

        :raise Problem: when an edit does not fit any more
        """
        texts = {}
        for edit in self.edits:
            text = texts.get(edit.file) or (root / edit.file).read_text()
            texts[edit.file] = edit.applied(text)
        return texts

    def mark(self):
        """Return what changes when the mutant has to be tried again."""
        files = sorted(
            {edit.file for edit in self.edits} | {t.path for t in self.tests}
        )
        return fingerprint(*self, *(checksum(ROOT / file) for file in files))


def all_mutants():
    """Return every mutant, in the order of the files."""
    known = {(test.path, test.name): test for test, _ids in cases.tests()}
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for values in tomllib.loads(path.read_text())["mutant"]:
            found[values["name"]] = _mutant(values, known, found)
    return list(found.values())


def _mutant(values, known, before):
    tests = []
    for text in values["tests"]:
        path, _colons, name = text.partition("::")
        if (path, name) not in known:
            raise Problem(f"The mutant {values['name']!r} names no test: {text}")
        tests.append(known[path, name])
    shared = before[values["same_as"]].edits if "same_as" in values else ()
    return Mutant(
        values["name"],
        tuple(values["cases"]),
        tuple(tests),
        (*shared, *(Edit(**edit) for edit in values.get("edit", ()))),
        values.get("sql", ""),
        values.get("short", False),
    )
