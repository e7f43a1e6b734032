"""Nothing that is shipped can declare a payment done, but a verified notice."""

import ast

from tools.paths import ADDONS, ROOT

# The one place that may: it is reached with the gateway's own answer only.
ALLOWED = {"payment_sagepay/models/transaction/payment_transaction_outcome.py"}
DECIDING = {"_set_done", "_set_authorized", "_process", "_apply_updates"}


def shipped_files():
    """Return the Python files of both addons that are not tests."""
    for addon in ADDONS:
        for path in sorted((ROOT / addon).rglob("*.py")):
            if "tests" not in path.relative_to(ROOT).parts:
                yield path


def calls(path):
    """Return ``(line, name, receiver)`` of the method calls in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node.func.attr, ast.unparse(node.func.value)


def test_only_the_verified_outcome_sets_a_payment_done():
    """N-07: no controller, wizard, button or cron calls the setters of `done`."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in shipped_files()
        for _line, name, _receiver in calls(path)
        if name in ("_set_done", "_set_authorized")
    }
    assert found == ALLOWED


def test_nobody_writes_the_state_of_a_transaction():
    """States move through the setters only."""
    found = []
    for path in shipped_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            ):
                continue
            if node.func.attr != "write" or not any(
                name in ast.unparse(node.func.value) for name in ("tx", "transaction")
            ):
                continue
            if any("'state'" in ast.unparse(argument) for argument in node.args):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_no_view_or_server_action_decides_a_payment():
    """No button calls a deciding method and no server action carries code for it."""
    found = []
    for addon in ADDONS:
        for path in sorted((ROOT / addon).rglob("*.xml")):
            text = path.read_text()
            found += [f"{path}: {name}" for name in DECIDING if name in text]
    assert found == []
