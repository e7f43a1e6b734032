"""The package stands alone and has one way out."""

import ast
import sys
from pathlib import Path

import paynow
import pytest

FILES = sorted(Path(paynow.__file__).parent.glob("*.py"))
ALLOWED = set(sys.stdlib_module_names) | {"lxml", "requests"}
NETWORK = {"http", "socket", "ssl", "requests", "urllib.request", "ftplib"}


def imports(path):
    """Every (module, is relative) a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_the_standard_library_and_lxml_are_imported(path):
    foreign = [
        m for m, own in imports(path) if not own and m.split(".")[0] not in ALLOWED
    ]
    assert foreign == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_the_way_out_touches_the_network(path):
    if path.name not in ("http.py", "wire.py"):
        network = [
            m
            for m, own in imports(path)
            if not own and (m in NETWORK or m.split(".")[0] in NETWORK)
        ]
        assert network == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_can_turn_certificate_checks_off(path):
    """G-08"""
    source = path.read_text()
    for switch in ("CERT_NONE", "check_hostname", "_create_unverified", "verify="):
        assert switch not in source


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_amount_passes_through_a_binary_float(path):
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "float" not in calls
