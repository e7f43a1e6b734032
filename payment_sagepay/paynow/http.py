"""The one way out: a single request, bounded in time and size.

The request is made by ``requests`` in a thread of its own, because the bound must
hold for the name look-up, the TLS handshake, a trickling header and a trickling body
alike, which a timeout per read does not give; at the deadline its connection is cut,
which ends the thread. No redirect is followed, no cookie or credential is kept or
sent, proxy settings of the environment are not read (an installation behind a proxy
needs a direct route to the gateway), and there is no switch to turn the check of
certificates off.
"""

import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from requests.exceptions import SSLError

from .errors import Malformed, PayNowError, Rejected, RetryLater
from .scrub import evidence
from .wire import Line, Session

CONNECT_TIMEOUT = 3.0
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

    ``connect`` is for the name and the connection together, and again for the TLS
    handshake; ``read`` for each wait, None for as long as the whole may take;
    ``deadline`` counts from the call to the last byte, whatever happens between.
    """

    connect: float = CONNECT_TIMEOUT
    read: float | None = None
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
    reply came in time, ``Rejected`` (redirect) on any 3xx and ``Malformed`` (address,
    too_large, encoding) on an address that is not http(s) and on a body over the
    limit or packed in a way we did not ask for. Messages name the host only, never
    the query.
    """
    limits = limits or Limits()
    end = time.monotonic() + limits.deadline
    exchange = _Exchange((method, url, body, {**_HEADERS, **(headers or {})}), limits)
    try:
        exchange.start()
        if exchange.line.opened.wait(min(limits.connect, limits.deadline)):
            exchange.join(max(0.0, end - time.monotonic()))
        return exchange.result()
    except RuntimeError as error:
        raise RetryLater("No thread for the request", code="broken") from error
    finally:
        exchange.line.cut()


class _Exchange(threading.Thread):
    """The thread of one request; what it learnt is there when it has ended."""

    def __init__(self, call: tuple, limits: Limits):
        super().__init__(name="paynow-request", daemon=True)
        self.line = Line()
        self._call, self._limits = call, limits
        self._wait = limits.deadline if limits.read is None else limits.read
        self._body = bytearray()
        self._reply: Reply | None = None
        self._failure: PayNowError | None = None

    def run(self) -> None:
        """Make the request and keep the reply or the reason why there is none."""
        try:
            self._reply = self._talk()
        except PayNowError as error:
            self._failure = error
        except Exception as error:
            self._failure = self._named(error)
        finally:
            self.line.opened.set()

    def result(self) -> Reply:
        """Return the reply, or raise why there is none by now."""
        if self._reply:
            return self._reply
        late = f"No reply from {self.line.host} in time"
        raise self._failure or RetryLater(late, code=self._waiting_for())

    def _talk(self) -> Reply:
        method, url, data, headers = self._call
        options = {"headers": headers, "allow_redirects": False, "stream": True}
        with (
            Session(self.line, self._limits.connect, self._wait) as session,
            session.request(method, url, data=data, **options) as response,
        ):
            if 300 <= response.status_code < 400:
                message = f"{self.line.host} answered with a redirect"
                raise Rejected(message, code="redirect")
            found = {name.lower(): text for name, text in response.headers.items()}
            return Reply(response.status_code, found, self._read(response))

    def _read(self, response) -> bytes:
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise Malformed("The reply is packed in an unknown way", code="encoding")
        response.raw.enforce_content_length = True
        for chunk in response.raw.stream(_CHUNK, decode_content=False):
            self._body += chunk
            self._check_size(self._body)
        if encoding in ("", "identity"):
            return bytes(self._body)
        # One byte over the limit is enough to know; a bomb is never unpacked.
        stream = zlib.decompressobj(wbits=31)
        try:
            body = stream.decompress(self._body, self._limits.max_bytes + 1)
        except zlib.error as error:
            raise Malformed("The reply is not gzip", code="encoding") from error
        self._check_size(body)
        if not stream.eof:
            raise Malformed("The reply is half of a gzip", code="encoding")
        return body

    def _check_size(self, body: bytes) -> None:
        if len(body) > self._limits.max_bytes:
            raw = evidence(body)
            raise Malformed("The reply is too large", code="too_large", raw=raw)

    def _named(self, error: Exception) -> PayNowError:
        """Return our name for an error of the libraries, by where and why it arose."""
        code, roots = self._waiting_for(), tuple(_roots(error)) or (error,)
        if self.line.stage == "address" and isinstance(error, ValueError):
            return Malformed("Not an http(s) address", code="address")
        if code == "timeout" and not any(isinstance(e, TimeoutError) for e in roots):
            tls = any(isinstance(e, (ssl.SSLError, SSLError)) for e in roots)
            code = "tls" if tls else "broken"
        message = f"No reply from {self.line.host}: {type(roots[-1]).__name__}"
        failure = RetryLater(message, code=code, raw=evidence(self._body))
        # The errors between the root and us repeat the whole address.
        failure.__cause__ = roots[-1]
        return failure

    def _waiting_for(self) -> str:
        stage = self.line.stage
        return stage if stage in ("dns", "connect") else "timeout"


def _roots(error: BaseException | None):
    # The context of every error in urllib3 1 is the TypeError of a failed guess.
    while error is not None and not isinstance(error, TypeError):
        yield error
        error = error.__cause__ or error.__context__
