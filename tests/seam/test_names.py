"""Neither addon knows the other: no word of it, in any file."""

import re

import pytest

from tools.paths import ROOT

FORBIDDEN = {
    "customer_zone": re.compile(rb"sage[ _.-]?pay|netcash|paynow", re.I),
    "payment_sagepay": re.compile(rb"customer[ _.-]?zone", re.I),
}


def lines_with_the_other_name(addon):
    """Return ``file:line: text`` wherever an addon names the other."""
    found = []
    for path in sorted((ROOT / addon).rglob("*")):
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        name = path.relative_to(ROOT).as_posix()
        if FORBIDDEN[addon].search(name.partition("/")[2].encode()):
            found.append(name)
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if FORBIDDEN[addon].search(line):
                found.append(f"{name}:{number}: {line[:120]!r}")
    return found


@pytest.mark.parametrize("addon", FORBIDDEN)
def test_an_addon_never_names_the_other(addon):
    """Also inside texts, comments, translations and pictures."""
    assert any((ROOT / addon).rglob("*.py"))
    assert lines_with_the_other_name(addon) == []


@pytest.mark.parametrize("addon", FORBIDDEN)
def test_an_addon_does_not_depend_on_the_other(addon):
    """The manifests list nothing of ours."""
    manifest = (ROOT / addon / "__manifest__.py").read_text()
    for other in FORBIDDEN:
        if other != addon:
            assert other not in manifest
