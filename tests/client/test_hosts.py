"""The one override: a literal loopback address or nothing."""

import pytest
from paynow.client import PayNowClient
from paynow.errors import Rejected
from paynow.hosts import PAGE_BASE, SERVICE_BASE, simulator_base


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8899",
        "http://127.0.0.1:8899/",
        "http://127.9.9.9:1",
        "https://127.0.0.1",
        "http://[::1]:8899",
    ],
)
def test_a_literal_loopback_address_is_taken(url):
    """O-05"""
    assert simulator_base({"SAGEPAY_SIMULATOR_URL": url}) == url.rstrip("/")


@pytest.mark.parametrize("environ", [{}, {"SAGEPAY_SIMULATOR_URL": " "}])
def test_without_the_variable_there_is_no_override(environ):
    assert simulator_base(environ) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8899",
        "http://example.com",
        "http://10.0.0.1",
        "http://0.0.0.0:8899",
        "http://127.0.0.1.example.com",
        "http://127.0.0.1@example.com",
        "http://user@127.0.0.1",
        "http://127.1:8899",
        "http://2130706433",
        "http://0x7f000001",
        "http://[::ffff:127.0.0.1]",
        "http://[::]",
        "http://[::1%25lo]",
        "http://127.0.0.1:8899/path",
        "http://127.0.0.1:8899?x",
        "http://127.0.0.1:8899#x",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:x",
        "ftp://127.0.0.1",
        "127.0.0.1:8899",
        "http://",
        "http://[",
        "http://127.0.0.1\n.example.com",
        "http://１２７.0.0.1",
    ],
)
def test_any_other_override_is_refused_loudly(url):
    """O-05"""
    with pytest.raises(Rejected) as refusal:
        simulator_base({"SAGEPAY_SIMULATOR_URL": url})
    assert refusal.value.code == "override"


@pytest.mark.parametrize(
    ("base", "simulated"),
    [
        ("https://example.com", False),
        ("http://ws.netcash.co.za", False),
        (SERVICE_BASE, True),
        ("http://localhost:1", True),
        ("https://ws.netcash.co.za.example.com", False),
    ],
)
def test_a_client_talks_to_the_gateway_or_to_loopback(base, simulated):
    """O-05"""
    with pytest.raises(Rejected):
        PayNowClient(base, simulated=simulated)


def test_the_gateway_is_reached_over_tls_only():
    assert PAGE_BASE == "https://paynow.netcash.co.za"
    assert SERVICE_BASE == "https://ws.netcash.co.za"
