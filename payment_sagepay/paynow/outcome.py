"""What a result means: read from the accepted field, never from words alone.

Rule observed in official plugins (netcash/paynow-php Response.php, PayNow-CSCart4);
fields: https://api.netcash.co.za/inbound-payments/pay-now/accept-response/.
"""

from enum import Enum

from .codes import CANCELLED_WORDS, DECLINED_WORDS, OFFLINE_METHODS, PENDING_WORDS


class Outcome(Enum):
    """The six things a result can say."""

    PAID = "paid"
    PENDING = "pending"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    CONTRADICTORY = "contradictory"
    NOTHING = "nothing"


def read_outcome(
    accepted: bool | None,
    reason: str = "",
    method: int | None = None,
    posted_reason: str = "",
) -> Outcome:
    """Return the meaning of one result.

    Only ``accepted is True`` can be PAID, and a reason that says otherwise turns that
    into CONTRADICTORY. ``reason`` merely tells pending, cancelled and declined apart
    when the payment was not accepted; an offline method without a telling reason is
    still pending. So is a ``posted_reason`` that says pending, which is somebody's
    claim and counts for nothing else. ``accepted`` None (no result at all) is NOTHING.
    An Instant EFT cancel arrives as DECLINED: the gateway does not tell the two apart.
    """
    if accepted is None:
        return Outcome.NOTHING
    told = _told_by(reason)
    if accepted is True:
        return Outcome.CONTRADICTORY if told else Outcome.PAID
    if told:
        return told
    to_come = method in OFFLINE_METHODS or _told_by(posted_reason) is Outcome.PENDING
    return Outcome.PENDING if to_come else Outcome.DECLINED


def read_accepted(value: object) -> bool | None:
    """Return True or False for the word (any case) or JSON boolean, else None.

    One rule for callbacks and status replies: ``1``, ``yes`` and every other text
    are not an answer, because a non-empty string is not a yes.
    """
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    return {"true": True, "false": False}.get(value.strip().lower())


def _told_by(reason: str) -> Outcome | None:
    text = reason.lower()
    for words, outcome in (
        (PENDING_WORDS, Outcome.PENDING),
        (CANCELLED_WORDS, Outcome.CANCELLED),
        (DECLINED_WORDS, Outcome.DECLINED),
    ):
        if any(word in text for word in words):
            return outcome
    return None
