"""The recorded and made-up bytes these tests read."""

from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"


def fixture_bytes(path: str) -> bytes:
    """Return the body of a fixture file: what follows its provenance header."""
    _header, _line, body = (FIXTURES / path).read_bytes().partition(b"---\n")
    return body.removesuffix(b"\n")
