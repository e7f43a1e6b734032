"""Why a payment was not accepted, read from the gateway's words.

The words are free text and never complete: unknown ones are OTHER. They explain a
result; they never decide one (see ``outcome``). Texts: observed in official plugins
(netcash/paynow-php) and usual answers of South African banks.
"""

from enum import Enum


class Cause(Enum):
    """What the payer can be told; the value is a plain name."""

    FUNDS = "funds"
    CARD_NUMBER = "card_number"
    EXPIRED = "expired"
    LIMIT = "limit"
    SECURITY = "security"
    TIMEOUT = "timeout"
    LOST = "lost"
    OTHER = "other"


# In this order: the first word that occurs decides.
_WORDS = (
    (Cause.FUNDS, ("insufficient", "not sufficient", "no funds")),
    (Cause.EXPIRED, ("expired card", "card expired", "expiry")),
    (Cause.CARD_NUMBER, ("invalid card", "card number", "no such card", "cvv", "cvc")),
    (Cause.LIMIT, ("limit",)),
    (Cause.SECURITY, ("3d", "3-d", "authentic", "otp", "pin ")),
    (Cause.LOST, ("stolen", "lost card", "hotcard", "pick up", "restricted")),
    (Cause.TIMEOUT, ("timeout", "timed out", "time out", "session")),
)


def read_cause(reason: str) -> Cause:
    """Return the plain cause behind a reason; OTHER when the words are not known."""
    text = f"{reason.lower()} "
    for cause, words in _WORDS:
        if any(word in text for word in words):
            return cause
    return Cause.OTHER
