"""Days and amounts of the statement, as the books need them.

A statement covers a calendar day in Africa/Johannesburg and is available from 08h30
on the next (https://api.netcash.co.za/standard-integration/netcash-statement/).
"""

import datetime
from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal
from zoneinfo import ZoneInfo

GATEWAY_ZONE = ZoneInfo("Africa/Johannesburg")
READY_AT = datetime.time(8, 30)

_CENT = Decimal("0.01")
_HALF = Decimal("0.005")
# Put in front of a number where the whole trace is not known.
_STATEMENT = "statement."

# How a receipt was paid, by its transaction code.
METHODS = {
    "PNC": "card",
    "PVC": "card",
    "PNE": "eft",
    "PIS": "instant_eft",
    "PNP": "cash",
    "PNM": "scan",
    "PQR": "scan",
    "PCD": "deposit",
}
# The same in the numbers the gateway posts (see ``codes.METHOD_NAMES``).
METHOD_NUMBERS = {
    "PNC": 1,
    "PNE": 2,
    "PNP": 3,
    "PIS": 4,
    "PVC": 6,
    "PNM": 7,
    "PQR": 7,
}


def gateway_day(moment: datetime.datetime) -> datetime.date:
    """Return the gateway's calendar day of an aware moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return moment.astimezone(GATEWAY_ZONE).date()


def last_ready_day(moment: datetime.datetime) -> datetime.date:
    """Return the newest day whose statement can be asked for at an aware moment."""
    local = moment.astimezone(GATEWAY_ZONE)
    days = 1 if local.time() >= READY_AT else 2
    return gateway_day(moment) - datetime.timedelta(days=days)


def to_cents(amount: Decimal) -> Decimal:
    """Return rands with two decimals, half a cent upwards.

    Adding whole cents before or after gives the same, whatever the sign.
    """
    return (amount + _HALF).quantize(_CENT, rounding=ROUND_FLOOR)


def booked_amounts(opening: Decimal, amounts: Iterable[Decimal]) -> list[Decimal]:
    """Return what to book for each movement so that cents never drift.

    The statement has four decimals and the books have two. Each movement is booked as
    the step between two rounded balances: whole cents are booked as they stand, and
    the sum is always the rounded closing balance.
    """
    booked, balance = [], opening
    before = to_cents(balance)
    for amount in amounts:
        balance += amount
        after = to_cents(balance)
        booked.append(after - before)
        before = after
    return booked


def method_of(code: str) -> str:
    """Return how a receipt was paid; "other" for a code that is not known."""
    return METHODS.get(code, "other")


def statement_trace(number: str) -> str:
    """Return what stands for the trace of a payment only the statement told us of.

    The statement gives the part after the dot, and the whole trace is not known.
    """
    return f"{_STATEMENT}{number}"


def is_statement_trace(trace: str) -> bool:
    """Tell whether ``trace`` stands for one that only the statement told us of."""
    return trace.startswith(_STATEMENT)
