"""Questions to the gateway, and what a believable answer looks like.

The status check is the only proof of a payment: observed in public integrations as
``GET https://ws.netcash.co.za/PayNow/TransactionStatus/Check?RequestTrace=...`` with
a JSON object as its answer; it needs no key.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from .errors import Malformed, Rejected
from .gateway import Gateway
from .hosts import STATUS_PATH
from .money import PAYMENT_PLACES, STATEMENT_PLACES, parse_amount
from .outcome import read_accepted
from .text import clean_text, is_printable
from .trace import is_trace, is_unknown_trace

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


class PayNowClient(Gateway):
    """Asks the gateway about single payments."""

    def check_trace(self, trace: str) -> TraceStatus:
        """Ask what became of ``trace``; a read, harmless to repeat.

        Raises ``Rejected`` when the gateway does not know the trace (unknown_trace),
        answers for another one (other_trace), redirects (redirect) or is a simulator
        we did not ask (simulated); ``RetryLater`` when there was no usable reply;
        ``Malformed`` when the reply or the trace breaks the grammar.
        """
        if not is_trace(trace):
            raise Malformed("Not a trace", code="trace")
        if is_unknown_trace(trace):
            raise Rejected("The placeholder is nobody's trace", code="unknown_trace")
        query = urlencode({"RequestTrace": trace})
        reply = self._fetch("GET", f"{STATUS_PATH}?{query}")
        return read_status(trace, reply.body, reply.raw)


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
        reason = _reason(fields.get("Reason"))
        amount = _amount(fields, accepted)
    except (Malformed, Rejected) as error:
        error.raw = raw
        raise
    return TraceStatus(echoed, reference, amount, accepted, reason, raw)


class _Number(str):
    """A JSON number as it was written, so that no digit is ever lost."""


def _load_json(body: bytes) -> tuple[tuple[str, object], ...]:
    """Return the top-level pairs; numbers are kept as text."""
    try:
        pairs = json.loads(
            body.decode("utf-8-sig"),
            parse_float=_Number,
            parse_int=_Number,
            parse_constant=_Number,
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
    """Return the value of a field that decides something, trimmed; "" if absent.

    White space around it says nothing. Any other surprise may mean that it is not
    what it seems, so it is refused: raises ``Malformed``.
    """
    value = fields.get(name)
    if value is None:
        return ""
    text = value.strip() if isinstance(value, str) else None
    if text is None or len(text) > _TEXT_MAX:
        raise Malformed(f"{name} in the reply is not a short text", code="reply")
    if not is_printable(text):
        raise Malformed(f"{name} in the reply is not printable", code="reply")
    return text


def _reason(value: object) -> str:
    """Return the reason as one short line, "" when there is none in words.

    It decides nothing about money, so no form of it makes a reply unreadable. It is
    cut last: a card number at the cut is recognised while it is whole.
    """
    if not isinstance(value, str) or isinstance(value, _Number):
        return ""
    return clean_text(value)[:_TEXT_MAX].rstrip()


def _amount(fields: dict[str, object], accepted: bool) -> Decimal | None:
    try:
        return _whole_cents(_text(fields, "Amount"))
    except Malformed:
        # Without acceptance no money is claimed, so an odd amount does no harm.
        if accepted:
            raise
        return None


def _whole_cents(text: str) -> Decimal:
    """Return an amount that may be written as statements are, ``349.0000``."""
    amount = parse_amount(text, STATEMENT_PLACES, decimal_comma=True)
    cents = amount.quantize(Decimal(1).scaleb(-PAYMENT_PLACES))
    if cents != amount:
        raise Malformed("The amount has a fraction of a cent", code="amount")
    return cents
