"""What a typed card leads to: a form error, or one of the outcomes."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

OUTCOME_BY_NUMBER = {
    "4000000000000002": "approve",
    "4000000000000010": "decline",
    "4000000000009995": "insufficient",
}


def digits_of(number: str) -> str:
    """Return the number without the blanks and hyphens payers type."""
    return re.sub(r"[\s-]", "", number)


def passes_luhn(digits: str) -> bool:
    """Tell whether 13 to 19 digits carry a right check digit."""
    if not re.fullmatch(r"[0-9]{13,19}", digits):
        return False
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def outcome_of(number: str) -> str:
    """Return the outcome of a card; any other valid number is approved."""
    digits = digits_of(number)
    if not passes_luhn(digits):
        return "invalid_card"
    return OUTCOME_BY_NUMBER.get(digits, "approve")


def form_errors(typed: dict[str, str], today: date) -> list[str]:
    """Return what the form itself complains about, before any attempt."""
    errors = []
    if not digits_of(typed.get("number", "")):
        errors.append("Enter the card number.")
    if not typed.get("holder", "").strip():
        errors.append("Enter the name on the card.")
    month = _expiry(typed.get("expiry", ""))
    if not month:
        errors.append("Enter the expiry date as MM/YY.")
    elif month < (today.year, today.month):
        errors.append("This card has expired.")
    if not re.fullmatch(r"[0-9]{3,4}", typed.get("cvv", "")):
        errors.append("Enter the three digits on the back of the card.")
    return errors


def _expiry(text: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"\s*(0[1-9]|1[0-2])\s*/?\s*((?:20)?[0-9]{2})\s*", text)
    if not match:
        return None
    return int(match[2]) % 100 + 2000, int(match[1])


def shop_fields(typed: dict[str, str]) -> dict[str, str]:
    """Return the four card fields a post may carry; the number only masked."""
    digits = digits_of(typed.get("number", ""))
    year, month = _expiry(typed.get("expiry", "")) or (2030, 1)
    token = sha256(digits.encode()).hexdigest()
    groups = (token[:8], token[8:12], token[12:16], token[16:20], token[20:32])
    return {
        "ccToken": "-".join(groups),
        "ccHolder": typed.get("holder", "").strip(),
        "ccMasked": f"{digits[:4]} XXXX XXXX {digits[-4:]}",
        "ccExpiry": f"{month:02d}{year:04d}",
    }
