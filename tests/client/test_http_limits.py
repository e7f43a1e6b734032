"""The one way out is bounded: in time however slow, in memory however large."""

import socket
import threading
import time
import tracemalloc
import zlib

import pytest
from faulty_gateway import answer, endless, silent, timed, trickle
from paynow.errors import Malformed, Rejected, RetryLater
from paynow.http import Limits, request

OK_HEAD = b"HTTP/1.1 200 OK\r\n"
FAST = Limits(connect=1, read=1, deadline=1)


def test_a_connection_that_never_opens_is_given_up():
    """G-02"""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _n in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        took = timed(
            lambda: request("GET", f"http://127.0.0.1:{port}", limits=FAST),
            RetryLater,
            "connect",
        )
        for one in waiting:
            one.close()
    assert took < 2


def test_a_name_server_that_hangs_is_given_up(monkeypatch):
    """G-02"""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(4) or [])
    url = "https://ws.netcash.co.za/"
    assert timed(lambda: request("GET", url, limits=FAST), RetryLater, "dns") < 2


def test_a_name_server_has_no_longer_than_a_connection(monkeypatch):
    """G-02: also where the deadline is far away, as for statements."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(4) or [])
    limits = Limits(connect=0.5, deadline=60)
    url = "https://ws.netcash.co.za/"
    assert timed(lambda: request("GET", url, limits=limits), RetryLater, "dns") < 2


def test_silence_ends_at_the_read_timeout(gateway):
    """G-03"""
    server = gateway(silent)
    limits = Limits(read=0.5, deadline=5)
    took = timed(
        lambda: request("GET", server.base(), limits=limits), RetryLater, "timeout"
    )
    assert 0.4 < took < 1.5


def test_a_slow_answer_is_waited_for_as_long_as_the_whole_may_take(gateway):
    """G-03: one that takes longer than others is an answer all the same."""

    def slow(connection, head, stop):
        stop.wait(5.5)
        answer(b"late")(connection, head, stop)

    assert (
        request("GET", gateway(slow).base(), limits=Limits(deadline=9)).body == b"late"
    )


def test_silence_ends_at_the_deadline_before_the_read_timeout(gateway):
    """G-03: one long wait must not outlast the whole."""
    server = gateway(silent)
    limits = Limits(read=5, deadline=0.7)
    took = timed(
        lambda: request("GET", server.base(), limits=limits), RetryLater, "timeout"
    )
    assert took < 1.7


def test_a_party_that_does_not_listen_is_given_up(gateway):
    """G-03: sending is on the clock as well."""
    server = gateway(silent)
    limits = Limits(read=5, deadline=0.7)
    took = timed(
        lambda: request("POST", server.base(), bytes(2**25), limits=limits),
        RetryLater,
        "timeout",
    )
    assert took < 1.7


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(b"", id="status line"),
        pytest.param(OK_HEAD + b"X-Long: ", id="header"),
        pytest.param(OK_HEAD + b"Content-Length: 600\r\n\r\n", id="body"),
        pytest.param(OK_HEAD + b"\r\n", id="body without length"),
        pytest.param(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", id="chunk"),
    ],
)
def test_a_trickling_reply_ends_at_the_deadline(gateway, first):
    """G-03: each read succeeds in time, the whole must too."""
    server = gateway(trickle(first, b"1", every=0.3))
    limits = Limits(read=5, deadline=1.2)
    took = timed(
        lambda: request("GET", server.base(), limits=limits), RetryLater, "timeout"
    )
    assert 1.1 < took < 2.2


def test_endless_interim_replies_end_at_the_deadline(gateway):
    """G-03"""
    server = gateway(endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100))
    limits = Limits(deadline=1)
    took = timed(
        lambda: request("GET", server.base(), limits=limits), RetryLater, "timeout"
    )
    assert took < 2


def test_a_handshake_that_never_ends_is_given_up(gateway):
    """G-03"""
    server = gateway(silent)
    url = server.base().replace("http:", "https:")
    assert timed(lambda: request("GET", url, limits=FAST), RetryLater, "timeout") < 2


@pytest.mark.parametrize("scheme", ["http:", "https:"])
def test_nothing_goes_on_after_the_deadline(gateway, scheme):
    """G-03: neither a trickling reply nor a handshake keeps a thread behind."""
    behaviour = silent if scheme == "https:" else trickle(OK_HEAD, b"X: y\r\n", 0.1)
    url = gateway(behaviour).base().replace("http:", scheme)
    before = set(threading.enumerate())
    limits = Limits(connect=30, read=30, deadline=0.5)
    timed(lambda: request("GET", url, limits=limits), RetryLater, "timeout")
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(5)
    assert [thread for thread in left if thread.is_alive()] == []


@pytest.mark.parametrize("packing", ["", "Content-Encoding: gzip\r\n"])
def test_the_body_of_a_redirect_is_not_read(gateway, packing):
    """G-05, G-07: it is refused at its head, however long it would go on."""
    head = f"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n{packing}\r\n"
    server = gateway(endless(head.encode(), b"x" * 65536))
    tracemalloc.start()
    try:
        took = timed(lambda: request("GET", server.base()), Rejected, "redirect")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert took < 2
    assert peak < 4 * 2**20


def test_more_than_the_announced_length_is_not_read(gateway):
    """G-05"""
    server = gateway(answer(b"x" * 10**6, length=5))
    assert request("GET", server.base()).body == b"xxxxx"


def gzip_bomb(megabytes):
    """Return ``megabytes`` of zeros, packed, without ever holding them."""
    packer = zlib.compressobj(6, wbits=31)
    packed = [packer.compress(bytes(2**20)) for _n in range(megabytes)]
    return b"".join(packed) + packer.flush()


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(endless(OK_HEAD + b"\r\n", b"x" * 65536), id="endless"),
        pytest.param(
            endless(OK_HEAD + b"Content-Length: 1000000000\r\n\r\n", b"x" * 65536),
            id="a gigabyte",
        ),
        pytest.param(
            endless(
                OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
                b"10000\r\n" + b"x" * 65536 + b"\r\n",
            ),
            id="endless chunks",
        ),
        pytest.param(
            answer(gzip_bomb(256), headers=["Content-Encoding: gzip"]), id="bomb"
        ),
        pytest.param(
            answer(gzip_bomb(32), headers=["Content-Encoding: gzip"]),
            id="bomb below the cap",
        ),
    ],
)
def test_a_huge_body_is_cut_at_the_cap(gateway, behaviour):
    """G-05"""
    server = gateway(behaviour)
    tracemalloc.start()
    try:
        timed(lambda: request("GET", server.base()), Malformed, "too_large")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * 2**20


def test_the_cap_is_exact(gateway):
    """G-05"""
    server = gateway(answer(b"x" * 100))
    assert len(request("GET", server.base(), limits=Limits(max_bytes=100)).body) == 100
    call = lambda: request("GET", server.base(), limits=Limits(max_bytes=99))  # noqa: E731
    timed(call, Malformed, "too_large")
