"""A statement file, or a zip of a few, as somebody uploads it: opened with care.

No path is ever written, nothing is unpacked before its size is known and allowed, and
nothing inside is opened as an archive again.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from .errors import Malformed

# A hundred thousand lines twice over, as in ``nif.STATEMENT_BYTES``.
MAX_FILE = 20 * 1024 * 1024
# All files of a zip together, and how many: a year of days.
MAX_TOTAL = 60 * 1024 * 1024
MAX_FILES = 400
_ZIP = b"PK\x03\x04"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
)
_NAMES = (".txt", ".tsv", ".csv")


def statement_files(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """Return (name, bytes) of each statement in an upload, in the order of names.

    Raises ``Malformed`` (archive) when the upload is too big, is neither text nor a
    zip of text files, or unpacks to more than it says.
    """
    if len(data) > MAX_FILE:
        raise _malformed("the file is too big")
    if data.startswith(_ZIP) or name.lower().endswith(".zip"):
        return sorted(_unpacked(data))
    if b"\0" in data:
        raise _malformed("the file is not text")
    return [(name, data)]


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check_members(members)
            for info in members:
                yield _plain_name(info.filename), _read(archive, info)
    except _UNREADABLE as error:
        raise _malformed("the zip cannot be read") from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise _malformed("the zip is empty")
    if len(members) > MAX_FILES:
        raise _malformed(f"the zip has more than {MAX_FILES} files")
    if sum(info.file_size for info in members) > MAX_TOTAL:
        raise _malformed("the zip unpacks to too much")
    for info in members:
        if info.file_size > MAX_FILE:
            raise _malformed("a file in the zip is too big")
        if not info.filename.lower().endswith(_NAMES):
            raise _malformed("the zip holds something else than text files")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    # The sizes in the directory are the sender's claim: read no byte more than that.
    with archive.open(info) as member:
        content = member.read(info.file_size + 1)
    if len(content) > info.file_size or b"\0" in content:
        raise _malformed("a file in the zip is not what it says")
    return content


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2][:100]


def _malformed(what: str) -> Malformed:
    return Malformed(f"Upload refused: {what}", code="archive")
