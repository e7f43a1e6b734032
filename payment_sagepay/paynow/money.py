"""Rand amounts as text: one strict grammar in, one format out.

The gateway writes rands with a dot and two decimals, never cents, ZAR only
(https://api.netcash.co.za/inbound-payments/pay-now/pay-now-ecommerce).
"""

import re
from decimal import Decimal

from .errors import Malformed

PAYMENT_PLACES = 2
STATEMENT_PLACES = 4
# Nine whole digits hold every sum a payer can send, even a wrong one by bank EFT.
MAX_DIGITS = 9

_DECIMAL_COMMA = re.compile(r"\A([0-9]+),([0-9]{1,2}|[0-9]{4})\Z")


def parse_amount(
    value: str | int | Decimal,
    places: int = PAYMENT_PLACES,
    max_digits: int = MAX_DIGITS,
    decimal_comma: bool = False,
) -> Decimal:
    """Return the unsigned amount in rands, exactly as written.

    Plain ASCII digits, at most ``max_digits`` before and ``places`` after one dot.
    No sign, exponent, grouping, blank or currency symbol. With ``decimal_comma``
    text such as ``12,50`` is read as 12.50 (``1,000`` is not: a thousand, or one?);
    only the status reply is allowed that.
    The result always has ``places`` decimals. Raises ``Malformed``.
    """
    text = _as_text(value)
    if decimal_comma:
        text = _DECIMAL_COMMA.sub(r"\1.\2", text) if text.count(",") == 1 else text
    pattern = rf"[0-9]{{1,{max_digits}}}(?:\.[0-9]{{1,{places}}})?"
    if not re.fullmatch(pattern, text):
        raise Malformed(f"Not a plain amount: {text[:40]!a}", code="amount")
    return Decimal(text).quantize(Decimal(1).scaleb(-places))


def format_amount(amount: Decimal | int) -> str:
    """Return the amount in rands with a dot and two decimals, e.g. ``5.00``.

    Raises ``Malformed`` on a fraction of a cent, a negative or a non-number:
    rounding is the caller's decision and never happens on the way out.
    """
    if isinstance(amount, bool) or not isinstance(amount, (Decimal, int)):
        raise Malformed("An amount must be a decimal number", code="amount")
    number = Decimal(amount)
    if not number.is_finite() or number < 0 or number.adjusted() >= MAX_DIGITS:
        raise Malformed("The amount is out of range", code="amount")
    cents = number.quantize(Decimal("0.01"))
    if cents != number:
        raise Malformed("The amount has a fraction of a cent", code="amount")
    return f"{abs(cents):.2f}"


def _as_text(value: object) -> str:
    # bool is an int, and a binary float has already lost the cents: refuse both.
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise Malformed(f"Not an amount: {type(value).__name__}", code="amount")
    if isinstance(value, int):
        if value.bit_length() > 64:
            raise Malformed("The amount is too long", code="amount")
        return str(value)
    return str(value)
