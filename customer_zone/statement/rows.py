"""Rows of the line queries, read into values.

Both line queries have the same columns: currency id, journal item id, entry id,
payment id, document, date, due date, name, reference, description, amount, running
balance, residual, days overdue, instalment, number of instalments, written off, row
of the ageing.
"""

from dataclasses import dataclass
from decimal import Decimal

from .queries import Scope
from .values import Document, Line


@dataclass(frozen=True, slots=True)
class Money:
    """Reads amounts of one currency as the database writes them."""

    places: int
    zero: Decimal

    def __call__(self, text: str) -> Decimal:
        """Return the amount with the currency's decimals, or more if it has more."""
        if text == "0":
            return self.zero
        if self.places and text[-1 - self.places : -self.places] == ".":
            return Decimal(text)
        amount = Decimal(text)
        shortest = amount.normalize()
        if -shortest.as_tuple().exponent > self.places:
            return shortest
        return amount.quantize(self.zero)


def money_of(scope: Scope, currency_id: int) -> Money:
    """Return the reader of amounts in one currency."""
    places = scope.currencies[currency_id][1]
    return Money(places, Decimal(0).scaleb(-places))


def read_lines(scope: Scope, rows, openings: dict[int, Decimal]):
    """Return the lines by currency id; balances begin at the opening balances."""
    lines: dict[int, list[Line]] = {}
    for currency_id, *row in rows:
        if currency_id not in lines:
            lines[currency_id] = []
            money = money_of(scope, currency_id)
            opening = openings.get(currency_id, money.zero)
        lines[currency_id].append(_line(row, money, opening))
    return lines


def _line(row, money: Money, opening: Decimal) -> Line:
    """Return one line from the columns after the first."""
    line_id, move_id, payment_id, document, day, due = row[:6]
    name, reference, description, amount, running, residual = row[6:12]
    overdue, instalment, instalments, written_off, bucket = row[12:]
    amount, zero = money(amount), money.zero
    return Line(
        line_id,
        move_id,
        payment_id,
        Document(document),
        day,
        due,
        name or "",
        reference or "",
        description or "",
        amount if amount > 0 else zero,
        -amount if amount < 0 else zero,
        opening + money(running),
        money(residual),
        overdue or 0,
        instalment,
        instalments,
        money(written_off),
        bucket,
    )
