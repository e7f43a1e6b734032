"""A simulator and a recording shop for every test."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from ..merchants import SERVICE_KEY, VENDOR_KEY
from ..server import Server, start_server, stop_server


class Shop(ThreadingHTTPServer):
    """Stands for the shop: keeps every hit and answers OK."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hit)
        self.hits: list[SimpleNamespace] = []
        self.lock = threading.Lock()
        self.status = 200
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def kinds(self) -> list[str]:
        """Return the callback kinds hit, in order of arrival."""
        return [hit.path.rsplit("/", 1)[-1] for hit in self.hits]


class _Hit(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._keep("")

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self._keep(self.rfile.read(length).decode())

    def _keep(self, body: str) -> None:
        parts = urlsplit(self.path)
        fields = parse_qsl(body or parts.query, keep_blank_values=True)
        with self.server.lock:
            self.server.hits.append(
                SimpleNamespace(
                    method=self.command,
                    path=parts.path,
                    query=parts.query,
                    pairs=fields,
                    fields=dict(fields),
                    headers=self.headers,
                )
            )
        self.send_response(self.server.status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"OK")

    def log_message(self, *args: object) -> None:
        pass


class Gateway:
    """Talks HTTP to one simulator."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.sim = server.sim

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: dict | None = None,
        timeout: float = 10,
    ) -> SimpleNamespace:
        """Return status, headers and text of one exchange; redirects not followed."""
        host, port = self.server.server_address[:2]
        link = HTTPConnection(host, port, timeout=timeout)
        try:
            link.request(method, path, body, headers or {})
            reply = link.getresponse()
            raw = reply.read()
            text = raw.decode("utf-8", "replace")
            return SimpleNamespace(
                status=reply.status, headers=reply.headers, text=text, raw=raw
            )
        finally:
            link.close()

    def post(self, path: str, fields: dict | list) -> SimpleNamespace:
        """Post a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields), kind)

    def control(self, name: str, expect: int = 200, /, **data: object) -> dict:
        """Call the control API and return its answer."""
        reply = self.ask("POST", f"/_sim/{name}", json.dumps(data))
        assert reply.status == expect, reply.text
        return json.loads(reply.text)

    def ledger(self) -> dict:
        """Return the ledger."""
        return json.loads(self.ask("GET", "/_sim/ledger").text)

    def order(self, reference: str = "S00042-1", **changes: str | None) -> dict:
        """Return a good payment request, with changes; None drops a field."""
        fields = {
            "m1": SERVICE_KEY,
            "m2": VENDOR_KEY,
            "p2": reference,
            "p3": f"Karoo Office Supplies {reference}",
            "p4": "349.00",
            "Budget": "Y",
            "m4": reference,
            "m9": "nomvula@example.com",
        }
        fields.update(changes)
        return {name: value for name, value in fields.items() if value is not None}

    def visit(self, reference: str = "S00042-1", **changes: str | None) -> str:
        """Open the page and return the visit's address."""
        reply = self.post("/site/paynow.aspx", self.order(reference, **changes))
        assert "cannot-process" not in reply.text, reply.text
        payment = self.sim.ledger.by_reference(reference)
        return f"/site/pay/{payment.session}"

    def status(self, trace: str) -> SimpleNamespace:
        """Look a trace up."""
        query = urlencode({"RequestTrace": trace})
        return self.ask("GET", f"/PayNow/TransactionStatus/Check?{query}")


CARD = {"number": "4000000000000002", "holder": "N Dlamini", "cvv": "123"}
CARD = {**CARD, "expiry": "12/49", "budget": "0"}


@pytest.fixture
def shop() -> Iterator[Shop]:
    """Return a running shop."""
    server = Shop()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def gateway(shop: Shop) -> Iterator[Gateway]:
    """Return a running simulator whose callbacks go to the shop."""
    server = start_server(shop.address)
    yield Gateway(server)
    stop_server(server)
