"""Uploads: a statement or a zip of statements, and nothing that harms."""

import io
import time
import zipfile

import pytest
from paynow.errors import Malformed
from paynow.statement_archive import statement_files


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    """Return a zip of {name: content}."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_one_file_is_itself():
    assert statement_files(b"x\ty", "day.txt") == [("day.txt", b"x\ty")]


def test_a_zip_is_its_files_by_name():
    data = zipped({"b.txt": "2", "a.txt": "1"})
    assert statement_files(data, "x.zip") == [("a.txt", b"1"), ("b.txt", b"2")]


def test_path_names_are_names_only():
    """S-14: nothing is ever written to a path."""
    data = zipped({"../../etc/a.txt": "1", "C:\\b.txt": "2"})
    assert [name for name, _ in statement_files(data, "x")] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x7fELF\0\0", "a.txt"),
        (b"MZ\x90\0", "statement.txt"),
        (b"x" * (20 * 1024 * 1024 + 1), "a.txt"),
        (b"no zip at all", "a.zip"),
        (zipped({}), "a.zip"),
        (zipped({"a.zip": zipped({"a.txt": "1"})}), "a.zip"),
        (zipped({"a.exe": "MZ"}), "a.zip"),
        (zipped({"a.txt": b"\0"}), "a.zip"),
        (zipped({f"{n}.txt": "1" for n in range(401)}), "a.zip"),
        (zipped({"a.txt": "1"})[:-20], "a.zip"),
    ],
)
def test_what_is_no_statement_is_refused(data, name):
    """S-14"""
    with pytest.raises(Malformed) as refusal:
        statement_files(data, name)
    assert refusal.value.code == "archive"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    """S-14: by the size it says it has."""
    bomb = zipped({f"{n}.txt": b"0" * (19 * 1024 * 1024) for n in range(4)})
    started = time.monotonic()
    with pytest.raises(Malformed):
        statement_files(bomb, "a.zip")
    assert time.monotonic() - started < 1


def test_a_zip_that_lies_about_its_size_is_cut_off():
    """S-14: not one byte more than announced is unpacked."""
    data = zipped({"a.txt": b"0" * 1_000_000})
    size = (1_000_000).to_bytes(4, "little")
    lie = data.replace(size, (10).to_bytes(4, "little"))
    assert lie != data
    with pytest.raises(Malformed):
        statement_files(lie, "a.zip")
