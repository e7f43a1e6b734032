"""`./dev package`: one zip per addon, the same bytes for the same tree."""

import ast
import zipfile

from .paths import ADDONS, ROOT, STATE
from .progress import Problem, say

DIST = STATE / "dist"
LEFT_OUT = {"__pycache__"}
# Zip knows no time before 1980; a fixed one keeps the archive reproducible.
DATE = (1980, 1, 1, 0, 0, 0)


def content(addon):
    """Return the files of an addon that are shipped, sorted, relative to the root."""
    folder = ROOT / addon
    return sorted(
        path.relative_to(ROOT)
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and path.suffix != ".pyc"
        and not LEFT_OUT.intersection(path.parts)
    )


def version(addon):
    """Return the version of an addon from its manifest."""
    manifest = ROOT / addon / "__manifest__.py"
    if not manifest.exists():
        raise Problem(f"The addon {addon} is not there.")
    return ast.literal_eval(manifest.read_text())["version"]


def build(addon, folder=DIST):
    """Write ``<addon>-<version>.zip`` into ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{addon}-{version(addon)}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in content(addon):
            entry = zipfile.ZipInfo(name.as_posix(), DATE)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (ROOT / name).read_bytes())
    return path


def main(_arguments):
    """Package both addons."""
    for addon in ADDONS:
        say(str(build(addon).relative_to(ROOT)))
    return 0
