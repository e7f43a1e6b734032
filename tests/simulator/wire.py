"""Requests and replies as values, and the ways a reply can go wrong on the wire."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from .faults import Rule

PLAIN = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True)
class Request:
    """One incoming request; header names are case-insensitive through `header`."""

    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    body: bytes
    client: str

    def header(self, name: str) -> str:
        """Return the first header called `name`, or an empty text."""
        found = (value for key, value in self.headers if key.lower() == name.lower())
        return next(found, "")

    def query_pairs(self) -> list[tuple[str, str]]:
        """Return the query string's fields."""
        return parse_qsl(self.query, keep_blank_values=True)

    def form(self) -> list[tuple[str, str]]:
        """Return the posted form's fields, in order."""
        text = self.body.decode("utf-8", "replace")
        return parse_qsl(text, keep_blank_values=True)

    def json(self) -> dict:
        """Return the posted JSON object; raise ValueError for anything else."""
        data = json.loads(self.body or b"{}")
        if not isinstance(data, dict):
            raise ValueError("the body is not a JSON object")
        return data


@dataclass
class Reply:
    """One answer; `chunks` replaces the body, `promised` falsifies its length."""

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    chunks: Iterator[bytes] | None = None
    promised: int | None = None
    hang_up: bool = False


def json_reply(data: object, status: int = 200) -> Reply:
    """Return `data` as a JSON answer."""
    return Reply(json.dumps(data).encode(), status, JSON)


def spoil(reply: Reply, rule: Rule, stopping: threading.Event) -> Reply:
    """Return `reply` as the planned fault of the wire leaves it."""
    return _SPOILERS[rule.fault](reply, rule.params, stopping)


def _http(reply: Reply, params: dict, _stop: threading.Event) -> Reply:
    status = int(params.get("status", 500))
    headers = {"Retry-After": "1"} if status == 429 else {}
    return Reply(b"simulated failure", status, PLAIN, headers)


def _html(_reply: Reply, _params: dict, _stop: threading.Event) -> Reply:
    return Reply(b"<html><body><h1>Service unavailable</h1></body></html>")


def _empty(reply: Reply, _params: dict, _stop: threading.Event) -> Reply:
    return Reply(b"", 200, reply.content_type)


def _truncated(reply: Reply, _params: dict, _stop: threading.Event) -> Reply:
    return Reply(reply.body[: len(reply.body) // 2], 200, reply.content_type)


def _bom(reply: Reply, _params: dict, _stop: threading.Event) -> Reply:
    return Reply(b"\xef\xbb\xbf" + reply.body, 200, reply.content_type)


def _charset(reply: Reply, _params: dict, _stop: threading.Event) -> Reply:
    body = reply.body.decode().encode("utf-16")
    return Reply(body, 200, reply.content_type)


def _slow(reply: Reply, params: dict, stop: threading.Event) -> Reply:
    stop.wait(float(params.get("seconds", 10)))
    return reply


def _trickle(reply: Reply, params: dict, stop: threading.Event) -> Reply:
    pause = float(params.get("interval", 1))
    padding = b" " * int(params.get("bytes", 600))

    def chunks() -> Iterator[bytes]:
        for number in padding + reply.body:
            if stop.wait(pause):
                return
            yield bytes([number])

    length = len(padding) + len(reply.body)
    return Reply(b"", 200, reply.content_type, {}, chunks(), length)


def _redirect(_reply: Reply, params: dict, _stop: threading.Event) -> Reply:
    location = str(params.get("location", "http://169.254.169.254/"))
    status = int(params.get("status", 302))
    return Reply(b"", status, PLAIN, {"Location": location})


def _reset(reply: Reply, _params: dict, _stop: threading.Event) -> Reply:
    return Reply(hang_up=True)


def _false_length(reply: Reply, params: dict, _stop: threading.Event) -> Reply:
    reply.promised = int(params.get("length", 10**9))
    return reply


def _huge(reply: Reply, params: dict, _stop: threading.Event) -> Reply:
    block = b" " * 65536
    count = int(params.get("megabytes", 1024)) * 16
    chunks = (block for _ in range(count))
    return Reply(b"", 200, reply.content_type, {}, chunks, count * len(block))


def _gzip_bomb(reply: Reply, params: dict, _stop: threading.Event) -> Reply:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * 2**20
    count = int(params.get("megabytes", 512))
    body = b"".join(packer.compress(block) for _ in range(count)) + packer.flush()
    return Reply(body, 200, reply.content_type, {"Content-Encoding": "gzip"})


def _raw(reply: Reply, params: dict, _stop: threading.Event) -> Reply:
    body = str(params.get("body", "")).encode()
    kind = str(params.get("content_type", reply.content_type))
    return Reply(body, int(params.get("status", 200)), kind)


_SPOILERS = {
    "http": _http,
    "html": _html,
    "empty": _empty,
    "truncated": _truncated,
    "bom": _bom,
    "charset": _charset,
    "slow": _slow,
    "trickle": _trickle,
    "redirect": _redirect,
    "reset": _reset,
    "false_length": _false_length,
    "huge": _huge,
    "gzip_bomb": _gzip_bomb,
    "raw": _raw,
}
