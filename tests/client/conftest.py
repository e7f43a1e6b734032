"""Shared by the protocol tests: fixture bytes and a gateway that misbehaves.

These tests run in an interpreter without Odoo and talk to 127.0.0.1 only.
"""

from urllib.parse import parse_qsl

import pytest
from faulty_gateway import FaultyGateway
from hypothesis import settings
from recordings import FIXTURES, fixture_bytes

# Same examples on every run, and no clock on a busy machine.
settings.register_profile("ring", database=None, deadline=None, derandomize=True)
settings.load_profile("ring")


@pytest.fixture
def status_bytes():
    """The body of a recorded status reply, by name."""
    return lambda name: fixture_bytes(f"status/{name}.txt")


@pytest.fixture
def recorded():
    """The body of any recorded file, by path without its ending."""
    return lambda path: fixture_bytes(f"{path}.txt")


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
        # Where requests keeps the authorities it trusts when nobody says otherwise.
        path = str(FIXTURES / "tls" / f"{name}.pem")
        monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", path)

    return trust
