"""The runbook explains, by its name, everything that can be on a list."""

import ast

import pytest

from tools.paths import ROOT

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
MODEL = ROOT / "payment_sagepay" / "models" / "attention" / "sagepay_exception.py"


def kinds():
    """Return the names of the kinds of exceptions, as they stand on the screen."""
    for node in ast.parse(MODEL.read_text()).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "KINDS":
            return [label for _key, label in ast.literal_eval(node.value)]
    raise AssertionError("KINDS is not in the model any more")


@pytest.mark.parametrize("label", kinds())
def test_the_runbook_says_what_to_do(label):
    """A row of the table: what it is called, what it means, what to do."""
    rows = [line for line in RUNBOOK.splitlines() if line.startswith(f"| {label} |")]
    assert len(rows) >= 1
    assert all(len(row.strip("|").split("|")) == 3 for row in rows)
