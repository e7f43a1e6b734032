"""What a browser or the gateway posted, as an untrusted notice.

Fields: https://api.netcash.co.za/inbound-payments/pay-now/accept-response/ and
.../redirect-response. Nothing is signed; a notice is only a hint to look up a trace.
The four addresses receive the same kinds of body, so ``type`` and similar hints
are not read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import parse_qsl

from .errors import Malformed
from .money import parse_amount
from .outcome import read_accepted
from .scrub import has_card_number
from .text import clean_text, is_printable
from .trace import is_trace, is_unknown_trace

FIELDS_MAX = 64
VALUE_MAX = 255

_NAMES = {
    name.lower(): name
    for name in (
        "TransactionAccepted",
        "Reason",
        "RequestTrace",
        "Reference",
        "Extra1",
        "Extra2",
        "Extra3",
        "Amount",
        "Method",
    )
}
_METHOD = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class Notice:
    """A result as somebody claims it; every part may be missing or a lie.

    Texts are trimmed, printable, free of card numbers and "" when missing. ``trace``
    is kept as text. ``accepted`` and ``method`` are None when missing or unreadable,
    ``amount`` (rands) likewise while ``amount_text`` keeps what was written.
    ``extras`` are Extra1 to Extra3. ``malformed`` names what was not as documented.
    """

    trace: str = ""
    reference: str = ""
    accepted: bool | None = None
    reason: str = ""
    amount: Decimal | None = None
    amount_text: str = ""
    method: int | None = None
    extras: tuple[str, str, str] = ("", "", "")
    malformed: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to look up or to tell (a bare redirect)."""
        return not (self.trace or self.reference or self.accepted is not None)


def parse_notice(
    items: Iterable[tuple[str, str]] | Mapping[str, object] | None,
) -> Notice:
    """Return what was posted; never raises.

    Pass (name, value) pairs in their order so that duplicates are seen: the first
    value wins and the rest are named in ``malformed``. Names count in any case.
    """
    reader = _Reader(items)
    accepted_text = reader.text("TransactionAccepted")
    return Notice(
        trace=reader.trace(),
        reference=reader.reference(),
        accepted=reader.accepted(accepted_text),
        reason=reader.free_text("Reason"),
        amount=reader.amount(),
        amount_text=reader.free_text("Amount")[:40],
        method=reader.method(),
        extras=tuple(reader.free_text(f"Extra{n}") for n in (1, 2, 3)),
        malformed=tuple(reader.malformed),
    )


def read_body(body: bytes) -> list[tuple[str, str]]:
    """Return the (name, value) pairs of a body that no form parser took; never raises.

    Such a form came with a byte that is not UTF-8, or without its content type. What
    cannot be decoded is replaced. A body without one field of ours is no notice: [].
    """
    pairs = parse_qsl(
        body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace"
    )
    return pairs if any(_known_name(name) for name, _value in pairs) else []


def _known_name(raw_name: str) -> str | None:
    return _NAMES.get(raw_name.partition("[")[0].strip().lower())


class _Reader:
    """Reads the known fields one by one and collects complaints."""

    def __init__(self, items: object):
        self.malformed: list[str] = []
        self._values: dict[str, str] = {}
        for count, (name, value) in enumerate(_pairs(items, self._complain)):
            if count >= FIELDS_MAX:
                self._complain("body", "too many fields")
                break
            self._take(name, value)

    def _complain(self, name: str, what: str) -> None:
        complaint = f"{name}: {what}"
        if complaint not in self.malformed:
            self.malformed.append(complaint)

    def _take(self, raw_name: object, value: object) -> None:
        if isinstance(raw_name, bytes):
            raw_name = raw_name.decode("utf-8", "replace")
        name = _known_name(str(raw_name))
        if name is None:
            return
        if "[" in str(raw_name):
            self._complain(name, "sent as a list")
        elif not isinstance(value, (str, bytes)):
            self._complain(name, "not text")
        elif name in self._values:
            self._complain(name, "sent more than once")
        else:
            self._values[name] = self._decode(name, value)

    def _decode(self, name: str, value: str | bytes) -> str:
        if isinstance(value, bytes):
            value = value[: 4 * VALUE_MAX].decode("utf-8", "replace")
        if "\ufffd" in value:
            self._complain(name, "not valid UTF-8")
        if len(value) > VALUE_MAX:
            self._complain(name, "too long")
        return value[:VALUE_MAX].strip()

    def text(self, name: str) -> str:
        """The value if it is printable, else "" and a complaint."""
        value = self._values.get(name, "")
        if not is_printable(value):
            self._complain(name, "unprintable characters")
            return ""
        return value

    def free_text(self, name: str) -> str:
        """The value made harmless to store and to show."""
        value = self._values.get(name, "")
        if not is_printable(value):
            self._complain(name, "unprintable characters")
        return clean_text(value)

    def trace(self) -> str:
        """The trace as text, "" when it cannot be one."""
        value = self.text("RequestTrace")
        card = "." not in value and has_card_number(value)
        if value and (card or not is_trace(value)):
            self._complain("RequestTrace", "not a trace")
            return ""
        if is_unknown_trace(value):
            self._complain("RequestTrace", "the placeholder of an unknown trace")
            return ""
        return value

    def reference(self) -> str:
        """The reference as text, "" when it cannot be one."""
        value = self.text("Reference")
        if not any(c.isalpha() for c in value) and has_card_number(value):
            self._complain("Reference", "looks like a card number")
            return ""
        return value

    def accepted(self, text: str) -> bool | None:
        """The word true or false, else None and a complaint."""
        answer = read_accepted(text)
        if text and answer is None:
            self._complain("TransactionAccepted", "neither true nor false")
        return answer

    def amount(self) -> Decimal | None:
        """The amount in rands, None when missing or not plain."""
        text = self.text("Amount")
        if not text:
            return None
        try:
            return parse_amount(text)
        except Malformed:
            self._complain("Amount", "not a plain amount")
            return None

    def method(self) -> int | None:
        """The method code, None when missing or not a number."""
        text = self.text("Method")
        if not text:
            return None
        if not _METHOD.fullmatch(text):
            self._complain("Method", "not a number")
            return None
        return int(text)


def _pairs(items: object, complain) -> Iterable[tuple[object, object]]:
    if items is None:
        return
    source = items.items() if isinstance(items, Mapping) else items
    if isinstance(source, (str, bytes)) or not isinstance(source, Iterable):
        complain("body", "not a list of fields")
        return
    for item in source:
        try:
            name, value = item
        except (TypeError, ValueError):
            complain("body", "not a list of fields")
            continue
        for one in value if isinstance(value, (list, tuple)) else (value,):
            yield name, one
