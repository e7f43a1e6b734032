"""A socket server on 127.0.0.1 that answers in every wrong way there is."""

import contextlib
import socket
import ssl
import threading
import time

import pytest


class FaultyGateway:
    """Serves one behaviour: a function of (connection, request head, stop event)."""

    def __init__(self, behaviour, pem=None):
        self._behaviour = behaviour
        self._stop = threading.Event()
        self.requests: list[bytes] = []
        self._context = None
        if pem:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(pem)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def base(self, host="127.0.0.1"):
        """The address to give to a client."""
        scheme = "https" if self._context else "http"
        return f"{scheme}://{host}:{self.port}"

    def stop(self):
        """Stop serving and wait for it."""
        self._stop.set()
        self._thread.join(5)
        self._listener.close()

    def _run(self):
        while not self._stop.is_set():
            try:
                connection, _address = self._listener.accept()
            except TimeoutError:
                continue
            with connection, contextlib.suppress(OSError):
                connection.settimeout(5)
                self._serve(connection)

    def _serve(self, connection):
        if self._context:
            connection = self._context.wrap_socket(connection, server_side=True)
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(4096)
            if not received:
                return
            head += received
        self.requests.append(head)
        self._behaviour(connection, head, self._stop)


def answer(body=b"", status="200 OK", headers=(), length=None):
    """A behaviour: one reply, with Content-Length as told or as it is."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {size}", *headers, "", ""]

    def behave(connection, _head, _stop):
        connection.sendall("\r\n".join(lines).encode("latin-1") + body)

    return behave


def raw(data):
    """A behaviour: exactly these bytes, then close."""

    def behave(connection, _head, _stop):
        connection.sendall(data)

    return behave


def trickle(first, byte, every):
    """A behaviour: some bytes at once, then one byte each ``every`` seconds."""

    def behave(connection, _head, stop):
        connection.sendall(first)
        while not stop.is_set():
            connection.sendall(byte)
            time.sleep(every)

    return behave


def endless(first, block):
    """A behaviour: some bytes, then the same block for ever, as fast as possible."""

    def behave(connection, _head, stop):
        connection.sendall(first)
        while not stop.is_set():
            connection.sendall(block)

    return behave


def silent(_connection, _head, stop):
    """A behaviour: accept the request and never say anything."""
    stop.wait(30)


def timed(call, error, code):
    """Run a call that must fail with ``error`` and return the seconds it took."""
    start = time.monotonic()
    with pytest.raises(error) as failure:
        call()
    assert failure.value.code == code
    return time.monotonic() - start
