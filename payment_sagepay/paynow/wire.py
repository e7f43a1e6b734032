"""A connection for ``requests`` that can be cut from outside, whatever it waits for."""

import contextlib
import socket
import threading

import requests
from requests.adapters import HTTPAdapter


class Line:
    """The one connection of a request, as seen from the thread that waits for it.

    ``stage`` tells how far it came: address, dns, connect, open. ``opened`` is set when
    it is open (and by its user when it never will be).
    """

    def __init__(self):
        self.host = "the gateway"
        self.stage = "address"
        self.opened = threading.Event()
        self._held: list[socket.socket] = []
        self._over = False

    def open(self, host: str, port: int, timeout: float) -> socket.socket:
        """Return a connection to the first address of ``host`` that answers."""
        self.host, self.stage = host, "dns"
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        self.stage = "connect"
        sock = _first_answering(found, timeout)
        # The connection has one end only, so our duplicate shuts it for its user as
        # well, also when TLS has taken the socket over and is in its handshake.
        self._held.append(sock.dup())
        if self._over:
            self.cut()
        self.stage = "open"
        self.opened.set()
        return sock

    def cut(self) -> None:
        """End the connection now, or as soon as there is one."""
        self._over = True
        # Taking it off the list makes one thread its owner, whoever comes first.
        with contextlib.suppress(IndexError), self._held.pop() as sock:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


class Session(requests.Session):
    """A session that keeps to itself, for a single request over ``line``.

    No setting of the environment (proxy, credentials, certificates) is read.
    """

    def __init__(self, line: Line, connect: float, read: float):
        super().__init__()
        self.trust_env = False
        adapter = _Adapter(line, (connect, read))
        for scheme in list(self.adapters):
            self.mount(scheme, adapter)

    def get_redirect_target(self, resp) -> None:
        """See no redirect: to look at one, the body would be read without a bound."""


class _Adapter(HTTPAdapter):
    def __init__(self, line: Line, timeouts: tuple[float, float]):
        super().__init__()
        self._timeouts = timeouts
        manager = self.poolmanager
        manager.pool_classes_by_scheme = {
            scheme: _pool_over(line, pool)
            for scheme, pool in manager.pool_classes_by_scheme.items()
        }

    def send(self, request, **options) -> requests.Response:
        """Send it within the timeouts, each for a single wait."""
        return super().send(request, **{**options, "timeout": self._timeouts})


def _pool_over(line: Line, pool: type) -> type:
    class Connection(pool.ConnectionCls):
        def _new_conn(self) -> socket.socket:
            return line.open(self.host, self.port, self.timeout)

    return type(pool.__name__, (pool,), {"ConnectionCls": Connection})


def _first_answering(addresses: list[tuple], timeout: float) -> socket.socket:
    failure: OSError = OSError("no address")
    for *_kind, address in addresses:
        try:
            return socket.create_connection(address[:2], timeout)
        except OSError as error:
            failure = error
    raise failure
