"""The one way out: a single request, bounded in time and size.

Written on ``http.client`` because the bound must hold for the name look-up, the TLS
handshake, a trickling header and a trickling body alike, which a timeout per read
does not give. Consequences, all wanted: no redirect is followed, no cookie or
credential is kept or sent, proxy settings of the environment are not read (an
installation behind a proxy needs a direct route to the gateway), certificates are
checked against the system's store and there is no switch to turn that off.
"""

import http.client
import socket
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .errors import Malformed, PayNowError, Rejected, RetryLater
from .scrub import evidence
from .wire import Clock, TimedSocket, connect

CONNECT_TIMEOUT = 3.0
READ_TIMEOUT = 5.0
DEADLINE = 6.0
MAX_BYTES = 64 * 1024

_CHUNK = 16 * 1024
_HEADERS = {
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": "payment-sagepay",
}


@dataclass(frozen=True)
class Limits:
    """Bounds of one request: seconds, and bytes of the unpacked reply body.

    ``deadline`` counts from the call to the last byte, whatever happens between.
    """

    connect: float = CONNECT_TIMEOUT
    read: float = READ_TIMEOUT
    deadline: float = DEADLINE
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True)
class Reply:
    """A complete reply; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def raw(self) -> str:
        """The first kilobyte of the body, scrubbed."""
        return evidence(self.body)


def request(
    method: str,
    url: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Reply:
    """Send one request and return the whole reply, whatever its status.

    Raises ``RetryLater`` (codes: dns, connect, tls, timeout, broken) when no complete
    reply came in time, ``Rejected`` (redirect) on any 3xx and ``Malformed`` (too_large,
    encoding) on a body over the limit or packed in a way we did not ask for. The
    address must be http or https; messages name the host only, never the query.
    """
    limits = limits or Limits()
    clock = Clock(limits.deadline)
    host = "the gateway"
    try:
        host = urlsplit(url).hostname or host
        with connect(url, clock, limits.connect) as sock:
            reply = _exchange(sock, clock, limits, (method, url, body, headers or {}))
    except PayNowError:
        raise
    except ssl.SSLError as error:
        raise RetryLater(f"No trusted connection to {host}", code="tls") from error
    except TimeoutError as error:
        raise RetryLater(f"No reply from {host} in time", code="timeout") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        kind = type(error).__name__
        raise RetryLater(f"{host} broke off: {kind}", code="broken") from error
    if 300 <= reply.status < 400:
        raise Rejected(f"{host} answered with a redirect", code="redirect")
    return reply


def _exchange(sock: socket.socket, clock: Clock, limits: Limits, call) -> Reply:
    method, url, body, headers = call
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    connection.sock = TimedSocket(sock, clock, limits.read)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request(method, target, body, {**_HEADERS, **headers})
    response = connection.getresponse()
    found = {name.lower(): value for name, value in response.getheaders()}
    # The body of a redirect is of no interest, however long it is.
    redirected = 300 <= response.status < 400
    content = b"" if redirected else _read_body(response, limits.max_bytes)
    return Reply(response.status, found, content)


def _read_body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    unpack = _unpacker(response.headers.get("Content-Encoding", ""))
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        while chunk:
            # One byte over the limit is enough to know; a bomb is never unpacked.
            piece, chunk = unpack(chunk, max_bytes + 1 - len(body))
            body += piece
            if len(body) > max_bytes:
                raise Malformed(
                    "The reply is too large", code="too_large", raw=evidence(body)
                )
    if response.length:
        raise RetryLater("The reply broke off", code="broken", raw=evidence(body))
    return bytes(body)


def _unpacker(encoding: str):
    """Return a function (packed, room) -> (unpacked, packed still to do)."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return lambda data, _room: (data, b"")
    if encoding not in ("gzip", "x-gzip"):
        raise Malformed("The reply is packed in an unknown way", code="encoding")
    stream = zlib.decompressobj(wbits=31)

    def unpack(data: bytes, room: int) -> tuple[bytes, bytes]:
        try:
            piece = stream.decompress(data, room)
        except zlib.error as error:
            raise Malformed("The reply is not gzip", code="encoding") from error
        return piece, stream.unconsumed_tail

    return unpack
