"""Which days hold the lines of a page, found from the sums of each day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .values import Ask


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one currency that hold a page of its movements.

    :param position: number of movements before the first of these days
    :param running: their sum
    """

    currency_id: int
    first: date
    last: date
    position: int
    running: Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """How many movements one day has, and their sum."""

    day: date
    count: int
    amount: Decimal


def page_span(currency_id: int, days: Iterable[Day], ask: Ask) -> Span | None:
    """Return the days of the page asked for; ``None`` where it is beyond the end.

    :param days: every day with movements, oldest first
    """
    first, position, running = None, 0, Decimal(0)
    number, total = 0, Decimal(0)
    until = None if ask.limit is None else ask.offset + ask.limit
    last = None
    for one in days:
        if first is None and number + one.count > ask.offset:
            first, position, running = one.day, number, total
        if until is None or number < until:
            last = one.day
        number += one.count
        total += one.amount
    if first is None or last is None:
        return None
    return Span(currency_id, first, last, position, running)
