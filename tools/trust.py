"""`./dev trust [ID ...]`: which tests prove which case of the trust catalogue.

A case is named in the docstring of its test, such as ``N-07`` or ``M-07..M-09``.
"""

import ast
import re

from .paths import ADDONS, ROOT
from .progress import say

ONE = re.compile(r"\b([NRCGXALMSOPTI])-(\d\d)(?:\.\.(?:[A-Z]-)?(\d\d))?\b")


def cases(text):
    """Return the case ids that a text names, ranges spelled out."""
    found = set()
    for letter, first, last in ONE.findall(text or ""):
        numbers = range(int(first), int(last or first) + 1)
        found |= {f"{letter}-{number:02}" for number in numbers}
    return found


def tests():
    """Yield (path, name, docstring) of every test function of the repository."""
    folders = [ROOT / "tests", *(ROOT / addon / "tests" for addon in ADDONS)]
    for folder in folders:
        for path in sorted(folder.rglob("test_*.py")):
            tree = ast.parse(path.read_text())
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    yield path.relative_to(ROOT), node.name, ast.get_docstring(node)


def table():
    """Return {case: [(path, test name)]}."""
    found = {}
    for path, name, text in tests():
        for case in cases(text):
            found.setdefault(case, []).append((path, name))
    return found


def main(arguments):
    """Print the table, or the part that was asked for."""
    found = table()
    for case in sorted(arguments or found):
        lines = found.get(case.upper(), [])
        say(f"{case.upper()}  {len(lines) or 'no'} test{'s' * (len(lines) != 1)}")
        for path, name in lines:
            say(f"      {path}  {name}")
    return 0
