"""Shared by the protocol tests: fixture bytes and a gateway that misbehaves.

These tests run in an interpreter without Odoo and talk to 127.0.0.1 only.
"""

from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from faulty_gateway import FaultyGateway

FIXTURES = Path(__file__).parent.parent / "fixtures"


def fixture_bytes(path: str) -> bytes:
    """Return the body of a fixture file: what follows its provenance header."""
    _header, _line, body = (FIXTURES / path).read_bytes().partition(b"---\n")
    return body.removesuffix(b"\n")


@pytest.fixture
def status_bytes():
    """The body of a recorded status reply, by name."""
    return lambda name: fixture_bytes(f"status/{name}.txt")


@pytest.fixture
def posted():
    """The (name, value) pairs of a recorded callback body, by name."""

    def read(name):
        body = fixture_bytes(f"notice/{name}.txt").decode()
        return parse_qsl(body, keep_blank_values=True)

    return read


@pytest.fixture
def gateway():
    """A function that starts a faulty gateway; all are stopped afterwards."""
    running = []

    def start(behaviour, tls=None):
        pem = FIXTURES / "tls" / f"{tls}.pem" if tls else None
        running.append(FaultyGateway(behaviour, pem))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def trusted(monkeypatch):
    """Make this interpreter trust the certificates of the faulty gateway."""

    def trust(name):
        monkeypatch.setenv("SSL_CERT_FILE", str(FIXTURES / "tls" / f"{name}.pem"))

    return trust
