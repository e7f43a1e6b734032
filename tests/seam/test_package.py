"""What `./dev package` ships: the addon and nothing else, the same bytes each time."""

import ast
import zipfile

import pytest

from tools import package
from tools.paths import ADDONS, ROOT


@pytest.fixture(params=ADDONS)
def archive(request, tmp_path):
    """The zip of one addon, with the addon's name."""
    path = package.build(request.param, tmp_path)
    with zipfile.ZipFile(path) as content:
        yield request.param, content


def test_an_archive_holds_one_addon_only(archive):
    """The simulator and the test-only addons stay here."""
    addon, content = archive
    names = content.namelist()
    assert f"{addon}/__manifest__.py" in names
    assert {name.split("/")[0] for name in names} == {addon}
    assert [name for name in names if "simulator" in name] == []
    assert [name for name in names if name.endswith(".pyc")] == []


def test_an_archive_holds_every_file_that_the_manifest_names(archive):
    """Data files, and the icon which the list of apps shows."""
    addon, content = archive
    manifest = ast.literal_eval((ROOT / addon / "__manifest__.py").read_text())
    names = set(content.namelist())
    named = {f"{addon}/{name}" for name in manifest.get("data", [])}
    assert named | {f"{addon}/static/description/icon.png"} <= names


@pytest.mark.parametrize("addon", ADDONS)
def test_an_archive_is_the_same_twice(addon, tmp_path):
    """The same tree gives the same bytes."""
    first = package.build(addon, tmp_path / "first").read_bytes()
    assert package.build(addon, tmp_path / "second").read_bytes() == first
