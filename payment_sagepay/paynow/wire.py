"""Connections that keep to a total deadline, from the name to the last byte."""

import io
import queue
import socket
import ssl
import threading
import time
from urllib.parse import urlsplit

from .errors import Malformed, RetryLater


class Clock:
    """The total deadline; every blocking step asks it how long it may take."""

    def __init__(self, seconds: float):
        self._end = time.monotonic() + seconds

    def left(self, at_most: float) -> float:
        """Return the seconds left, or ``at_most``; raises ``RetryLater`` (timeout)."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise RetryLater("The gateway took too long", code="timeout")
        return min(left, at_most)


class TimedSocket:
    """What ``http.client`` needs of a socket, on the clock."""

    def __init__(self, sock: socket.socket, clock: Clock, read_timeout: float):
        self._sock, self._clock, self._read_timeout = sock, clock, read_timeout

    def sendall(self, data: bytes) -> None:
        """Send everything before the clock or the read timeout runs out."""
        self._sock.settimeout(self._clock.left(self._read_timeout))
        self._sock.sendall(data)

    def makefile(self, *_args, **_kwargs) -> io.BufferedReader:
        """Return the stream the reply is read from."""
        return io.BufferedReader(
            _TimedReader(self._sock, self._clock, self._read_timeout)
        )

    def close(self) -> None:
        """Leave closing to the ``with`` that opened the connection."""


class _TimedReader(io.RawIOBase):
    """A socket as a raw stream whose every read looks at the clock first."""

    def __init__(self, sock: socket.socket, clock: Clock, read_timeout: float):
        super().__init__()
        self._sock, self._clock, self._read_timeout = sock, clock, read_timeout

    def readable(self) -> bool:
        """Say yes, as a raw stream must."""
        return True

    def readinto(self, buffer) -> int:
        """Wait for the next bytes, within the clock and the read timeout."""
        self._sock.settimeout(self._clock.left(self._read_timeout))
        return self._sock.recv_into(buffer)


def connect(url: str, clock: Clock, timeout: float) -> socket.socket:
    """Return an open connection to the host of ``url``, over checked TLS for https.

    ``timeout`` bounds the name look-up, connecting and the TLS handshake separately,
    ``clock`` all of them. Raises ``RetryLater`` (dns, connect, timeout), ``Malformed``
    (address) and the errors of ``ssl``.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Malformed("Not an http(s) address", code="address")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    sock = _open(_resolve(parts.hostname, port, clock, timeout), clock, timeout)
    if parts.scheme == "http":
        return sock
    try:
        sock.settimeout(clock.left(timeout))
        context = ssl.create_default_context()
        return context.wrap_socket(sock, server_hostname=parts.hostname)
    except BaseException:
        sock.close()
        raise


def _resolve(host: str, port: int, clock: Clock, timeout: float) -> list[tuple]:
    """Look the name up in a thread of its own: the system's call has no timeout."""
    answers: queue.SimpleQueue = queue.SimpleQueue()

    def look_up():
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            answers.put([])

    threading.Thread(target=look_up, daemon=True, name="paynow-dns").start()
    try:
        found = answers.get(timeout=clock.left(timeout))
    except queue.Empty:
        found = []
    if not found:
        raise RetryLater(f"The name {host} was not found", code="dns")
    return found


def _open(addresses: list[tuple], clock: Clock, timeout: float) -> socket.socket:
    """Connect to the first address that answers; the limit is for all together."""
    attempt = Clock(clock.left(timeout))
    failure = ""
    for family, kind, protocol, _name, address in addresses:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(attempt.left(timeout))
            sock.connect(address)
            return sock
        except OSError as error:
            failure = type(error).__name__
            sock.close()
        except BaseException:
            sock.close()
            raise
    raise RetryLater(f"No connection to the gateway: {failure}", code="connect")
