"""Traces: the gateway's name for one payment, always text.

Two numbers with a dot, such as ``57830.123098573``; shape from
https://api.netcash.co.za/inbound-payments/pay-now/accept-response/. Other shapes of
plain characters are let through, because only the gateway can say what it knows.
"""

import re

_TRACE = re.compile(r"[0-9A-Za-z.-]{1,64}")
# A status reply that knows no such trace echoes ``0.0`` (observed in public
# integrations); no spelling of zero is ever a real trace.
_PLACEHOLDER = re.compile(r"[0.]+")


def is_trace(text: object) -> bool:
    """Tell whether ``text`` has the characters of a trace, the placeholder included."""
    return isinstance(text, str) and _TRACE.fullmatch(text) is not None


def is_unknown_trace(trace: str) -> bool:
    """Tell whether ``trace`` is the placeholder of a reply that knows no such trace."""
    return _PLACEHOLDER.fullmatch(trace) is not None


def statement_id(trace: str) -> str:
    """Return what the statement calls this payment, "" when the trace has no dot.

    That is the part after the dot without leading zeros, to be compared whole with a
    line's id: an ending in common is not a match.
    """
    _merchant, dot, number = trace.partition(".")
    return number.lstrip("0") if dot and number.isdecimal() else ""
