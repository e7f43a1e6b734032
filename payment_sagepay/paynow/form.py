"""The fields of the redirect form, from one order.

Field list: https://api.netcash.co.za/inbound-payments/pay-now/pay-now-ecommerce;
lengths and the character sets we keep to: observed in official plugins. Whatever the
gateway could refuse is refused here, before the payer leaves us; optional fields are
cleaned, cut or left out instead.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from .codes import DEFAULT_VENDOR_KEY
from .errors import Malformed
from .money import format_amount, parse_amount

REFERENCE_MAX = 25
# Leaves seven characters of p2 for what makes each attempt unique ("-123456").
REFERENCE_PREFIX_MAX = 18
DESCRIPTION_MAX = 50
EXTRA_MAX = 50
EMAIL_MAX = 100
RETURN_QUERY_MAX = 255

_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_REFERENCE = re.compile(rf"[A-Za-z0-9-]{{1,{REFERENCE_MAX}}}")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
_MOBILE = re.compile(r"0[1-9][0-9]{8}")
_QUERY = re.compile(rf"[A-Za-z0-9._~%=&-]{{1,{RETURN_QUERY_MAX}}}")


@dataclass(frozen=True)
class Order:
    """One payment attempt, before it becomes form fields.

    ``reference`` is new for every attempt, ``amount`` is in rands. ``extra1`` is the
    reference again unless given: the statement may show either. ``return_query`` is
    appended by the gateway to the Accept and Decline addresses only.
    """

    reference: str
    description: str
    amount: Decimal
    email: str | None = None
    mobile: str | None = None
    extra1: str | None = None
    extra2: str | None = None
    extra3: str | None = None
    return_query: str | None = None


def build_fields(
    order: Order, service_key: str, vendor_key: str = DEFAULT_VENDOR_KEY
) -> dict[str, str]:
    """Return the hidden fields to post to the payment page, in sending order.

    Required: m1, m2, p2, p3, p4, Budget, m4. Optional ones (m5, m6, m9, m10, m11) are
    present only when they have a usable value. Raises ``Malformed`` on a bad key,
    reference or amount; the message never repeats a key.
    """
    fields = {
        "m1": _key(service_key, "service key"),
        "m2": _key(vendor_key, "vendor key"),
        "p2": _reference(order.reference),
        "p3": _description(order.description, order.reference),
        "p4": _amount(order.amount),
        "Budget": "Y",
        "m4": clean_extra(order.extra1) or order.reference,
        "m5": clean_extra(order.extra2),
        "m6": clean_extra(order.extra3),
        "m9": clean_email(order.email),
        "m10": clean_return_query(order.return_query),
        "m11": clean_mobile(order.mobile),
    }
    return {name: value for name, value in fields.items() if value}


def clean_reference_prefix(
    text: str | None, max_length: int = REFERENCE_PREFIX_MAX
) -> str:
    """Return a document number as the safe beginning of a reference.

    ``INV/2026/00042`` becomes ``INV-2026-00042``. Too long a text loses whole groups
    from its left, because numbers differ at their right end. Several documents may
    give the same prefix: the caller appends what makes the attempt unique. Empty when
    nothing usable is left.
    """
    groups = re.findall(r"[A-Za-z0-9]+", _ascii(text))
    while len(groups) > 1 and len("-".join(groups)) > max_length:
        groups.pop(0)
    return "-".join(groups)[-max_length:]


def clean_description(text: str | None, max_length: int = DESCRIPTION_MAX) -> str:
    """Return text the payer may see: letters, digits, blank, dot, comma, hyphen.

    Accents are dropped, other characters become one blank, the rest is cut.
    """
    words = re.sub(r"[^A-Za-z0-9.,-]+", " ", _ascii(text))
    return words.strip()[:max_length].rstrip()


def clean_mobile(text: str | None) -> str | None:
    """Return a South African mobile number as ten digits from 0, or None.

    Accepts blanks and ``+ - ( ) .`` and the country code 27, also written
    ``+27 (0)82``. A number that does not fit is left out, never sent wrong.
    """
    digits = re.sub(r"[\s+().-]", "", text or "")
    digits = re.sub(r"^270?", "0", digits)
    return digits if _MOBILE.fullmatch(digits) else None


def clean_email(text: str | None) -> str | None:
    """Return the address if the gateway can take it (ASCII, 100 characters)."""
    address = (text or "").strip()
    fits = len(address) <= EMAIL_MAX and _EMAIL.fullmatch(address)
    return address if fits else None


def clean_extra(text: str | None) -> str:
    """Return free data as printable ASCII, cut to 50 characters."""
    printable = re.sub(r"[^ -~]+", " ", _ascii(text))
    return printable.strip()[:EXTRA_MAX].rstrip()


def clean_return_query(text: str | None) -> str | None:
    """Return a ready encoded query string, or None when it could break an address."""
    return text if text and _QUERY.fullmatch(text) else None


def is_guid(text: object) -> bool:
    """Tell whether ``text`` is a key: 36 characters, hexadecimal groups."""
    return isinstance(text, str) and _GUID.fullmatch(text) is not None


def is_reference(text: object) -> bool:
    """Tell whether ``text`` may be sent as p2: 1 to 25 letters, digits, hyphens."""
    return isinstance(text, str) and _REFERENCE.fullmatch(text) is not None


def _key(key: object, what: str) -> str:
    if not is_guid(key):
        raise Malformed(f"The {what} is not a key of 36 characters", code="key")
    return key


def _reference(reference: object) -> str:
    if not is_reference(reference):
        raise Malformed(
            "The reference must be 1 to 25 letters, digits or hyphens", code="reference"
        )
    return reference


def _description(text: str, reference: str) -> str:
    # The statement may show p3 instead of p2, so the reference is always part of it.
    cleaned = clean_description(text)
    if reference in cleaned.split():
        return cleaned
    room = DESCRIPTION_MAX - len(reference) - 1
    if len(cleaned) > room:
        # Whole words only; one that is too long by itself is cut all the same.
        cleaned = cleaned[: room + 1].rpartition(" ")[0] or cleaned[:room]
    return f"{cleaned} {reference}".strip()


def _amount(amount: Decimal) -> str:
    text = format_amount(amount)
    if not parse_amount(text, max_digits=6):
        raise Malformed("The amount must be more than zero", code="amount")
    return text


def _ascii(text: str | None) -> str:
    decomposed = unicodedata.normalize("NFKD", text or "")
    return "".join(c for c in decomposed if not unicodedata.combining(c))
