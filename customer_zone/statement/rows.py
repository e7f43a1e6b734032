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

    def __call__(self, text: str | int) -> Decimal:
        """Return the amount with the currency's decimals, or more if it has more."""
        amount = Decimal(text)
        if -amount.as_tuple().exponent > self.places:
            amount = amount.normalize()
        if -amount.as_tuple().exponent < self.places:
            amount = amount.quantize(Decimal(1).scaleb(-self.places))
        return amount + 0  # no negative zero


def money_of(scope: Scope, currency_id: int) -> Money:
    """Return the reader of amounts in one currency."""
    return Money(scope.currencies[currency_id][1])


def read_lines(scope: Scope, rows, openings: dict[int, Decimal]):
    """Return the lines by currency id; balances begin at the opening balances."""
    lines: dict[int, list[Line]] = {}
    for currency_id, *row in rows:
        if currency_id not in lines:
            lines[currency_id] = []
            money = money_of(scope, currency_id)
            opening = openings.get(currency_id, money(0))
        lines[currency_id].append(_line(row, money, opening))
    return lines


def _line(row, money: Money, opening: Decimal) -> Line:
    """Return one line from the columns after the first."""
    line_id, move_id, payment_id, document, day, due = row[:6]
    name, reference, description, amount, running, residual = row[6:12]
    overdue, instalment, instalments, written_off, bucket = row[12:]
    amount, zero = money(amount), money(0)
    return Line(
        line_id=line_id,
        move_id=move_id,
        payment_id=payment_id,
        document=Document(document),
        date=day,
        due_date=due,
        name=name or "",
        reference=reference or "",
        description=description or "",
        charge=max(amount, zero),
        credit=max(-amount, zero),
        balance=opening + money(running),
        residual=money(residual),
        days_overdue=overdue or 0,
        instalment=instalment,
        instalment_count=instalments,
        written_off=money(written_off),
        bucket=bucket,
    )
