"""Questions to the gateway, and what a believable answer looks like.

The status check is the only proof of a payment: observed in public integrations as
``GET https://ws.netcash.co.za/PayNow/TransactionStatus/Check?RequestTrace=...`` with
a JSON object as its answer; it needs no key.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from .errors import Malformed, Rejected, RetryLater
from .hosts import SERVICE_BASE, SIMULATED_HEADER, STATUS_PATH, is_loopback
from .http import (
    CONNECT_TIMEOUT,
    DEADLINE,
    MAX_BYTES,
    READ_TIMEOUT,
    Limits,
    Reply,
    request,
)
from .money import parse_amount
from .outcome import read_accepted
from .text import clean_text, is_printable

_TRACE = re.compile(r"[0-9A-Za-z.-]{1,64}")
_FIELDS = ("RequestTrace", "Reference", "TransactionAccepted", "Amount", "Reason")
_TEXT_MAX = 255


@dataclass(frozen=True)
class TraceStatus:
    """What the gateway says about one trace, fetched by us.

    ``trace`` equals the one asked for. ``amount`` is in rands and never None when
    ``accepted``; it may be zero or differ from the order. Whether ``reference`` and
    ``amount`` are the expected ones is for the caller to compare. ``raw`` is the
    first kilobyte of the reply, scrubbed.
    """

    trace: str
    reference: str
    amount: Decimal | None
    accepted: bool
    reason: str
    raw: str


class PayNowClient:
    """The gateway's services at one base address.

    ``simulated`` says that the address was overridden: then it must be a literal
    loopback address, and only then a reply stamped as simulated is believed. Any
    other address than the gateway's own or loopback raises ``Rejected`` (override).
    Times are seconds, ``max_bytes`` is the size of an unpacked reply.
    """

    def __init__(
        self,
        service_base: str = SERVICE_BASE,
        simulated: bool = False,
        connect_timeout: float = CONNECT_TIMEOUT,
        read_timeout: float = READ_TIMEOUT,
        deadline: float = DEADLINE,
        max_bytes: int = MAX_BYTES,
    ):
        local = is_loopback(service_base)
        real = service_base.rstrip("/") == SERVICE_BASE and not simulated
        if not (local or real):
            raise Rejected("Only loopback may replace the gateway", code="override")
        self._base = service_base.rstrip("/")
        self._simulated = simulated
        self._limits = Limits(connect_timeout, read_timeout, deadline, max_bytes)

    def check_trace(self, trace: str) -> TraceStatus:
        """Ask what became of ``trace``; a read, harmless to repeat.

        Raises ``Rejected`` when the gateway does not know the trace (unknown_trace),
        answers for another one (other_trace), redirects (redirect) or is a simulator
        we did not ask (simulated); ``RetryLater`` when there was no usable reply;
        ``Malformed`` when the reply or the trace breaks the grammar.
        """
        if not isinstance(trace, str) or not _TRACE.fullmatch(trace):
            raise Malformed("Not a trace", code="trace")
        if is_unknown_trace(trace):
            raise Rejected("The placeholder is nobody's trace", code="unknown_trace")
        query = urlencode({"RequestTrace": trace})
        reply = self._fetch("GET", f"{self._base}{STATUS_PATH}?{query}")
        return read_status(trace, reply.body, reply.raw)

    def _fetch(self, method: str, url: str, body=None, headers=None) -> Reply:
        """Return a reply with status 200 from the party we meant to ask."""
        reply = request(method, url, body, headers, self._limits)
        if SIMULATED_HEADER.lower() in reply.headers and not self._simulated:
            raise Rejected("A simulator answered", code="simulated", raw=reply.raw)
        if reply.status != 200:
            code = f"http_{reply.status}"
            message = f"The gateway answered {reply.status}"
            raise RetryLater(message, code=code, raw=reply.raw)
        return reply


def is_unknown_trace(trace: str) -> bool:
    """Tell whether ``trace`` is the ``0.0`` of a reply that knows no such trace."""
    return bool(re.fullmatch(r"[0.]+", trace))


def read_status(trace: str, body: bytes, raw: str = "") -> TraceStatus:
    """Return the status of ``trace`` from a reply body; raises like check_trace.

    The echoed trace is compared first, as text: an answer for another trace says
    nothing about ours, in particular not that it was declined.
    """
    try:
        fields = _known_fields(_load_json(body))
        echoed = _text(fields, "RequestTrace")
        if not echoed:
            raise Malformed("The reply names no trace", code="reply")
        if echoed != trace:
            unknown = is_unknown_trace(echoed)
            code = "unknown_trace" if unknown else "other_trace"
            raise Rejected("The gateway does not know this trace", code=code)
        accepted = read_accepted(fields.get("TransactionAccepted"))
        if accepted is None:
            raise Malformed("The reply says neither true nor false", code="reply")
        reference = _text(fields, "Reference")
        reason = clean_text(_raw_text(fields, "Reason"))
        amount = _amount(fields, accepted)
    except (Malformed, Rejected) as error:
        error.raw = raw
        raise
    return TraceStatus(echoed, reference, amount, accepted, reason, raw)


def _load_json(body: bytes) -> list[tuple[str, object]]:
    """Return the top-level pairs; numbers stay text, so no digit is ever lost."""
    try:
        pairs = json.loads(
            body.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=str,
            object_pairs_hook=tuple,
        )
    except (ValueError, RecursionError) as error:
        raise Malformed("The reply is not JSON", code="json") from error
    if not isinstance(pairs, tuple):
        raise Malformed("The reply is not a JSON object", code="json")
    return pairs


def _known_fields(pairs) -> dict[str, object]:
    known = {name.lower(): name for name in _FIELDS}
    fields: dict[str, object] = {}
    for key, value in pairs:
        name = known.get(key.strip().lower())
        if name in fields:
            raise Malformed(f"The reply has two of {name}", code="reply")
        if name:
            fields[name] = value
    return fields


def _text(fields: dict[str, object], name: str) -> str:
    value = _raw_text(fields, name)
    if not is_printable(value):
        raise Malformed(f"{name} in the reply is not printable", code="reply")
    return value.strip()


def _raw_text(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _TEXT_MAX:
        raise Malformed(f"{name} in the reply is not a short text", code="reply")
    return value


def _amount(fields: dict[str, object], accepted: bool) -> Decimal | None:
    try:
        return parse_amount(_text(fields, "Amount"), decimal_comma=True)
    except Malformed:
        # Without acceptance no money is claimed, so an odd amount does no harm.
        if accepted:
            raise
        return None
