"""Tests that would pass on a page that says something else entirely.

A page that redirects, refuses or has failed may well answer 200. A test that looks at
the status of an answer and at nothing else proves nothing of the page.
"""

import ast

from .paths import ROOT

# Of an answer, and true of nearly any page.
SAID_OF_ANY_PAGE = {"ok", "status_code"}
# How helpers begin that claim something.
CLAIMS = ("assert", "check", "pytest.raises", "wait_until")


def complaints(files):
    """Return one line per test that asserts success by status alone."""
    found = []
    for name in files:
        if name.endswith(".py") and "tests" in name.split("/")[:-1]:
            found += complaints_about(name, (ROOT / name).read_text())
    return found


def complaints_about(name, text):
    """Return the complaints about one file of tests."""
    return [
        f"{name}:{item.lineno}: {item.name} looks at the status of an answer alone"
        for item in ast.walk(ast.parse(text))
        if isinstance(item, ast.FunctionDef)
        and item.name.startswith("test_")
        and _by_status_alone(item)
    ]


def _by_status_alone(function):
    """Tell whether all that a test asserts is that some answer was a success."""
    claims = [claim for node in ast.walk(function) if (claim := _claim(node))]
    successes = [claim for claim in claims if _is_success(claim)]
    return bool(successes) and len(successes) == len(claims)


def _claim(node):
    """Return what is asserted here, None when nothing is.

    Calls of methods of the test itself count as well: they look at something.
    """
    if isinstance(node, ast.Assert):
        return node.test
    if not isinstance(node, ast.Call):
        return None
    name = ast.unparse(node.func)
    return node if name.removeprefix("self.").lstrip("_").startswith(CLAIMS) else None


def _is_success(claim):
    """Tell whether the claim is about a status, and holds for a success."""
    attributes = {n.attr for n in ast.walk(claim) if isinstance(n, ast.Attribute)}
    if not attributes & SAID_OF_ANY_PAGE:
        return False
    # Something of the page beside the status.
    if attributes & {"text", "content", "url", "headers", "history", "json"}:
        return False
    numbers = {n.value for n in ast.walk(claim) if isinstance(n, ast.Constant)}
    return "ok" in attributes or 200 in numbers
