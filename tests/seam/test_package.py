"""What `./dev package` ships: the addon and nothing else, the same bytes each time."""

import ast
import email
import zipfile

import pytest

from tools import package
from tools.paths import ADDONS, ROOT

# Where a wheel puts an addon, and what it leaves out: what only builds it.
INSIDE = "odoo/addons/"
BUILDS_IT = "pyproject.toml"


def manifest_of(addon):
    """Return the manifest of an addon."""
    return ast.literal_eval((ROOT / addon / "__manifest__.py").read_text())


def names_in(path):
    """Return the names in a zip or wheel."""
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@pytest.fixture(scope="module", params=ADDONS)
def packaged(request, tmp_path_factory):
    """An addon's name, its zip and its wheel."""
    addon, folder = request.param, tmp_path_factory.mktemp("dist")
    return addon, package.build_zip(addon, folder), package.build_wheel(addon, folder)


def test_an_archive_holds_one_addon_only(packaged):
    """The simulator, the tools and the test-only addons stay here."""
    addon, archive, _wheel = packaged
    names = names_in(archive)
    assert f"{addon}/__manifest__.py" in names
    assert {name.split("/")[0] for name in names} == {addon}
    assert [name for name in names if "simulator" in name] == []
    assert [name for name in names if name.endswith(".pyc")] == []


def test_an_archive_holds_every_file_that_the_manifest_names(packaged):
    """Data files, and the icon and the page which the list of apps shows."""
    addon, archive, _wheel = packaged
    names = set(names_in(archive))
    named = {f"{addon}/{name}" for name in manifest_of(addon).get("data", [])}
    shown = {f"{addon}/static/description/{name}" for name in ("icon.png",)}
    assert named | shown <= names


def test_a_wheel_holds_what_the_archive_holds(packaged):
    """The addon with its own tests, below Odoo's addons, and its metadata."""
    addon, archive, wheel = packaged
    shipped = {INSIDE + name for name in names_in(archive)}
    names = {name for name in names_in(wheel) if ".dist-info/" not in name}
    assert names == shipped - {f"{INSIDE}{addon}/{BUILDS_IT}"}
    assert f"{INSIDE}{addon}/tests/__init__.py" in names


def test_a_wheel_says_what_it_needs(packaged):
    """Odoo 19 of any release, and the Python packages of the manifest."""
    addon, _archive, wheel = packaged
    [name] = [name for name in names_in(wheel) if name.endswith("/METADATA")]
    with zipfile.ZipFile(wheel) as content:
        told = email.message_from_bytes(content.read(name))
    manifest = manifest_of(addon)
    python = manifest.get("external_dependencies", {}).get("python", [])
    needed = {"odoo==19.0.*", *python}
    assert told["Name"] == f"odoo-addon-{addon}"
    assert told["Version"] == manifest["version"]
    assert told["License"] == "LGPL-3"
    assert set(told.get_all("Requires-Dist")) == needed
    assert (ROOT / addon / "README.md").read_text() in told.get_payload(
        decode=True
    ).decode()


def test_a_package_is_the_same_twice(packaged, tmp_path):
    """The same tree gives the same bytes."""
    addon, archive, wheel = packaged
    assert package.build_zip(addon, tmp_path).read_bytes() == archive.read_bytes()
    assert package.build_wheel(addon, tmp_path).read_bytes() == wheel.read_bytes()
