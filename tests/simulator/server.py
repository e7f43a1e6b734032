"""The HTTP server: loopback only, one thread per request, every reply stamped."""

from __future__ import annotations

import socket
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer
from urllib.parse import urlsplit

from .app import Simulator
from .merchants import is_loopback
from .routes import dispatch
from .wire import PLAIN, Reply, Request

STAMP = "X-Pay-Now-Simulated"
MAX_BODY = 2**20


class Handler(BaseHTTPRequestHandler):
    """Turn one HTTP exchange into a Request and a Reply."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer()

    def do_POST(self) -> None:
        """Answer a POST."""
        self._answer()

    def end_headers(self) -> None:
        """Stamp every reply, errors included, as simulated."""
        self.send_header(STAMP, "1")
        self.send_header("Connection", "close")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the ledger is the log."""

    def _answer(self) -> None:
        self.close_connection = True
        # A page of another site must not reach the control API by a name it owns.
        host = urlsplit("//" + self.headers.get("Host", "")).hostname or ""
        if not is_loopback(host):
            return self._send(Reply(b"loopback only", 403, PLAIN))
        try:
            reply = dispatch(self.server.sim, self._request())
        except ValueError as error:
            reply = Reply(str(error).encode(), 400, PLAIN)
        except Exception:
            # The boundary of the process: say what broke, keep serving.
            traceback.print_exc(file=sys.stderr)
            reply = Reply(b"the simulator itself failed", 500, PLAIN)
        self._send(reply)

    def _request(self) -> Request:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            raise ValueError("body missing its length or too long")
        parts = urlsplit(self.path)
        return Request(
            self.command,
            parts.path,
            parts.query,
            self.headers.items(),
            self.rfile.read(int(length)),
            self.client_address[0],
        )

    def _send(self, reply: Reply) -> None:
        if reply.hang_up:
            return self.connection.shutdown(socket.SHUT_RDWR)
        length = len(reply.body) if reply.promised is None else reply.promised
        try:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(length))
            self.send_header("Cache-Control", "no-store")
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)
            for chunk in reply.chunks or ():
                self.wfile.write(chunk)
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            # The client gave up, as clients under test are meant to.
            return None


class Server(ThreadingHTTPServer):
    """A simulator that listens; use `start_server` to get one."""

    daemon_threads = True
    request_queue_size = 128
    sim: Simulator

    def server_bind(self) -> None:
        """Bind without asking any name service for this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def serve_quickly(self) -> None:
        """Serve until stopped, noticing the stop within a fiftieth of a second."""
        self.serve_forever(poll_interval=0.02)

    @property
    def address(self) -> str:
        """Return the base address, e.g. http://127.0.0.1:8899."""
        host, port = self.server_address[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server6(Server):
    """The same on ::1."""

    address_family = socket.AF_INET6


def make_server(
    callback_base: str,
    host: str = "127.0.0.1",
    port: int = 0,
    state_file: Path | None = None,
) -> Server:
    """Return a bound simulator; raise ValueError unless `host` is literal loopback."""
    literal = ip_address(host)
    if not literal.is_loopback:
        raise ValueError(f"the simulator binds to loopback only, not to {host}")
    kind = Server if literal.version == 4 else Server6
    sim = Simulator(callback_base, state_file)
    server = kind((host, port), Handler)
    server.sim = sim
    return server


def start_server(callback_base: str, **options: object) -> Server:
    """Return a simulator already serving in a background thread; stop it after."""
    server = make_server(callback_base, **options)
    jobs = (server.serve_quickly, server.sim.keep_saved)
    for job in jobs:
        threading.Thread(target=job, daemon=True).start()
    return server


def stop_server(server: Server) -> None:
    """Stop serving, end waiting faults and write the state file."""
    server.sim.stopping.set()
    server.shutdown()
    server.server_close()
    server.sim.ledger.save_if_changed()
