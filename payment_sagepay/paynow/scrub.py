"""What may be kept: card data and keys are taken out before storing or logging."""

import re
from collections.abc import Iterable, Mapping

KEY_MASK = "[key]"
CARD_MASK = "[card removed]"
EVIDENCE_CHARS = 1024

# Card fields: https://api.netcash.co.za/inbound-payments/pay-now/accept-response/
# (11-14); the rest are names other systems use for the same, and our token field m15.
_DROPPED = frozenset(
    "m15 pan cardnumber cardno cvv cvc cvv2 expiry cardexpiry cardholder".split()
)
_KEYS = frozenset("m1 m2 servicekey softwarevendorkey vendorkey".split())

_GUID = re.compile(r"\b[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}\b")
_MASKED_CARD = re.compile(r"\b\d{4,6}[ +-]?(?:[Xx*•]{2,}[ +-]?){1,3}\d{2,4}\b")
_DIGIT_RUN = re.compile(r"\d(?:[ +-]?\d){12,}")
_CARD_PAIR = re.compile(
    r"""(?ix) (?P<name> \b (?: cc[a-z]+ | cvv2? | cvc | m15) \b ["']? \s*)
    (?: : \s* (?: "(?:[^"\\]|\\.)*"? | '[^']*'? | [^\s,}\]]+ )
      | = \s* (?: "[^"]*"? | [^&\r\n]* )
      | > [^<]* )""",
)
_TRACE = re.compile(r"[0-9]{1,20}\.[0-9]{1,40}")


def scrub_fields(fields: Mapping[str, object]) -> dict[str, str]:
    """Return the fields that may be stored, in order; never raises.

    Card fields are left out whole, as is every field holding a card number; keys are
    masked. A trace, and a reference that is more than digits, are kept as they are:
    they look like card numbers by chance and are needed to find the payment again.
    """
    return dict(scrub_pairs(fields.items()))


def scrub_pairs(pairs: Iterable[tuple[object, object]]) -> list[tuple[str, str]]:
    """Return the pairs that may be stored, duplicates included; see scrub_fields."""
    kept = []
    for name, value in pairs:
        text = value if isinstance(value, str) else str(value)
        plain = re.sub(r"[^a-z0-9]", "", str(name).lower())
        if plain.startswith("cc") or plain in _DROPPED:
            continue
        if plain in _KEYS:
            kept.append((str(name), KEY_MASK))
        elif _is_identifier(plain, text):
            kept.append((str(name), text))
        elif not has_card_number(text):
            kept.append((scrub_text(str(name)), scrub_text(text)))
    return kept


def scrub_text(text: str) -> str:
    """Return free text with card data, tokens and keys masked."""
    text = _CARD_PAIR.sub(lambda m: f"{m['name']}={CARD_MASK}", text)
    text = _GUID.sub(KEY_MASK, text)
    text = _MASKED_CARD.sub(CARD_MASK, text)
    return _DIGIT_RUN.sub(_mask_run, text)


def evidence(body: bytes) -> str:
    """Return the first kilobyte of a reply, readable and scrubbed."""
    # Scrubbing looks a little further, so that a cut cannot hide half a number.
    text = body[: 2 * EVIDENCE_CHARS].decode("utf-8", "replace").replace("\x00", "�")
    return scrub_text(text)[:EVIDENCE_CHARS]


def has_card_number(text: str) -> bool:
    """Tell whether 13 to 19 digits in ``text`` pass the check-digit rule of cards.

    Digits may be grouped by single blanks, pluses or hyphens.
    """
    return any(_card_spans(m.group()) for m in _DIGIT_RUN.finditer(text))


def _is_identifier(name: str, value: str) -> bool:
    if name == "requesttrace":
        return _TRACE.fullmatch(value) is not None
    return name == "reference" and any(c.isalpha() for c in value) and len(value) <= 25


def _mask_run(match: re.Match) -> str:
    run = match.group()
    for start, end in reversed(_card_spans(run)):
        run = run[:start] + CARD_MASK + run[end:]
    return run


def _card_spans(run: str) -> list[tuple[int, int]]:
    """Return the non-overlapping (start, end) of card numbers made of whole groups."""
    groups = list(re.finditer(r"\d+", run))
    spans: list[tuple[int, int]] = []
    first = 0
    while first < len(groups):
        last = _last_group_of_card(groups, first)
        if last is not None:
            spans.append((groups[first].start(), groups[last].end()))
            first = last
        first += 1
    return spans


def _last_group_of_card(groups: list[re.Match], first: int) -> int | None:
    digits = ""
    for index in range(first, len(groups)):
        digits += groups[index].group()
        if len(digits) > 19:
            return None
        if len(digits) >= 13 and _passes_luhn(digits):
            return index
    return None


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0 and len(set(digits)) > 1
