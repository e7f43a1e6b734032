"""The protocol package runs without Odoo."""

import ast
import os
import subprocess
import sys

import pytest

from tools import venv
from tools.paths import ROOT

PACKAGE = ROOT / "payment_sagepay" / "paynow"
ALLOWED = set(sys.stdlib_module_names) | {"lxml", "requests"}
IMPORT_ALL = """
import importlib, pkgutil, sys
import paynow
for module in pkgutil.walk_packages(paynow.__path__, "paynow."):
    importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.split(".")[0] == "odoo"))
try:
    import odoo
except ImportError:
    print("alone")
"""


def foreign_imports(path):
    """Return what a file imports beyond the standard library, lxml and requests."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.append(node.module)
        elif isinstance(node, ast.ImportFrom) and node.level > depth(path):
            found.append("." * node.level + (node.module or ""))
    return [name for name in found if name.split(".")[0] not in ALLOWED]


def depth(path):
    """Return how many dots a relative import may have and stay in the package."""
    return len(path.relative_to(PACKAGE).parts)


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name
)
def test_a_protocol_file_imports_nothing_of_odoo(path):
    """Neither Odoo nor the addon around the package."""
    assert foreign_imports(path) == []


def test_the_protocol_package_is_imported_where_there_is_no_odoo():
    """In the interpreter without Odoo, with the addon's folder on the path."""
    done = subprocess.run(
        [str(venv.python("venv-client")), "-c", IMPORT_ALL],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["[]", "alone"]
