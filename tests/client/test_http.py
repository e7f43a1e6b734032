"""The one way out under every fault: bounded in time and size, ours in errors."""

import gzip
import socket
import traceback

import pytest
from faulty_gateway import answer, raw, timed
from paynow.errors import Malformed, PayNowError, Rejected, RetryLater
from paynow.http import Limits, request

OK_HEAD = b"HTTP/1.1 200 OK\r\n"
FAST = Limits(connect=1, read=1, deadline=1)


def test_a_good_reply_comes_back_whole(gateway):
    server = gateway(answer(b"hello", headers=["X-One: 1"]))
    reply = request("GET", server.base() + "/path?a=%20b")
    assert (reply.status, reply.body) == (200, b"hello")
    assert reply.headers["x-one"] == "1"
    head = server.requests[0].decode()
    assert head.startswith("GET /path?a=%20b HTTP/1.1\r\n")
    assert "Accept-Encoding: identity\r\n" in head
    assert "Cookie" not in head


def test_a_body_is_sent_with_its_headers(gateway):
    server = gateway(answer(b"ok"))
    request("POST", server.base(), b"<x/>", {"Content-Type": "text/xml"})
    head = server.requests[0]
    assert b"POST / HTTP/1.1" in head
    assert b"Content-Type: text/xml" in head
    assert b"Content-Length: 4" in head


@pytest.mark.parametrize("status", [200, 404, 429, 500, 502])
def test_every_status_but_a_redirect_is_a_reply(gateway, status):
    """G-01: what a status means is the caller's business (SOAP faults are 500)."""
    server = gateway(answer(b"x", status=f"{status} Some"))
    assert request("GET", server.base()).status == status


def test_a_refused_connection_is_for_later():
    """G-02"""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    took = timed(
        lambda: request("GET", f"http://127.0.0.1:{port}"), RetryLater, "connect"
    )
    assert took < 1


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "x" * 70 + ".invalid"])
def test_a_name_that_is_not_found_is_for_later(monkeypatch, host):
    """G-02"""

    def not_found(name, *_args, **_kwargs):
        name.encode("idna")
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", not_found)
    timed(lambda: request("GET", f"https://{host}/"), RetryLater, "dns")


def test_the_next_address_is_tried(gateway, monkeypatch):
    """G-02: a dead first address (say IPv6) does not hide a living one."""
    server = gateway(answer(b"ok"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        dead = listener.getsockname()
    kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    found = [(*kind, dead), (*kind, ("127.0.0.1", server.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
    assert request("GET", "http://two.test").body == b"ok"


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(raw(b""), id="nothing"),
        pytest.param(raw(b"SSH-2.0-OpenSSH\r\n\r\n"), id="not http"),
        pytest.param(raw(OK_HEAD + b"Content-Length: 9\r\n\r\nhalf"), id="half"),
        pytest.param(answer(b"short", length=10**9), id="length too long"),
        pytest.param(
            raw(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\nhalf"),
            id="half a chunk",
        ),
        pytest.param(
            raw(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx"), id="bad chunk"
        ),
        pytest.param(raw(OK_HEAD + b"X: y\r\n" * 200 + b"\r\n"), id="200 headers"),
        pytest.param(raw(OK_HEAD + b"X: " + b"y" * 70_000 + b"\r\n\r\n"), id="header"),
    ],
)
def test_a_reply_that_breaks_off_is_for_later(gateway, behaviour):
    """G-04, G-05"""
    server = gateway(behaviour)
    timed(lambda: request("GET", server.base()), RetryLater, "broken")


def test_a_gzip_reply_is_unpacked_though_not_asked_for(gateway):
    packed = gzip.compress(b"hello" * 1000)
    server = gateway(answer(packed, headers=["Content-Encoding: GZIP"]))
    assert request("GET", server.base()).body == b"hello" * 1000


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_another_packing_is_refused(gateway, encoding):
    """G-05"""
    server = gateway(answer(b"x", headers=[f"Content-Encoding: {encoding}"]))
    timed(lambda: request("GET", server.base()), Malformed, "encoding")


def test_false_gzip_is_refused(gateway):
    """G-05"""
    server = gateway(answer(b"plain", headers=["Content-Encoding: gzip"]))
    timed(lambda: request("GET", server.base()), Malformed, "encoding")


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See", "307 Temp", "308 Perm", "300 Many"]
)
def test_redirects_are_not_followed(gateway, status):
    """G-07"""
    inside = gateway(answer(b"secret"))
    server = gateway(answer(b"", status, [f"Location: {inside.base()}/"]))
    timed(lambda: request("GET", server.base()), Rejected, "redirect")
    assert len(server.requests) == 1
    assert inside.requests == []


def test_half_a_gzip_is_refused(gateway):
    """G-05: a reply that stops early is not taken for a shorter one."""
    packed = gzip.compress(b"hello" * 1000)[:-9]
    server = gateway(answer(packed, headers=["Content-Encoding: gzip"]))
    timed(lambda: request("GET", server.base()), Malformed, "encoding")


def test_a_trusted_certificate_is_accepted(gateway, trusted):
    """G-08: the counterpart that shows the refusals below are about trust."""
    trusted("loopback")
    server = gateway(answer(b"ok"), tls="loopback")
    assert request("GET", server.base()).body == b"ok"


@pytest.mark.parametrize(
    ("certificate", "trust", "host"),
    [
        pytest.param("loopback", False, "127.0.0.1", id="self-signed"),
        pytest.param("expired", True, "127.0.0.1", id="expired"),
        pytest.param("loopback", True, "127.0.0.2", id="wrong host"),
    ],
)
def test_a_bad_certificate_is_refused(gateway, trusted, certificate, trust, host):
    """G-08: nothing is sent to a party that cannot prove itself."""
    if trust:
        trusted(certificate)
    server = gateway(answer(b"ok"), tls=certificate)
    address = ("127.0.0.1", server.port)
    url = f"https://{host}:{server.port}/"
    if host != "127.0.0.1":
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "", address)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(socket, "getaddrinfo", lambda *a, **k: [kind])
            timed(lambda: request("GET", url), RetryLater, "tls")
    else:
        timed(lambda: request("GET", url), RetryLater, "tls")
    assert server.requests == []


def test_proxy_settings_of_the_environment_are_not_used(gateway, monkeypatch):
    """G-07: no variable can lead the request elsewhere."""
    proxy = gateway(answer(b"proxied"))
    server = gateway(answer(b"direct"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.base())
    assert request("GET", server.base()).body == b"direct"
    assert proxy.requests == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x", "", "http://"]
)
def test_only_http_addresses_are_requested(url):
    timed(lambda: request("GET", url), Malformed, "address")


@pytest.mark.parametrize("url", ["http://[::1/", "http://127.0.0.1:99999/"])
def test_a_broken_address_is_one_of_our_errors(url):
    with pytest.raises(PayNowError):
        request("GET", url)


def test_messages_never_repeat_the_query(gateway):
    """O-03: what is asked may identify a payment."""
    url = gateway(raw(b"")).base() + "/?RequestTrace=57830.1"
    with pytest.raises(RetryLater) as failure:
        request("GET", url)
    assert "57830" not in str(failure.value)
    assert "57830" not in "".join(traceback.format_exception(failure.value))
