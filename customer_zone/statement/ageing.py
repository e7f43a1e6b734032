"""Ageing: which row an open item falls in, and the rows as values.

In days an item is not late on its due date itself; a day later it is one day old.
In calendar months an item belongs to the month of its date: everything of the
statement's own month (or later) is current, everything of the month before is one
month old, and so on, whatever the day.
"""

from datetime import date
from decimal import Decimal

from odoo.tools import SQL

from .values import AgeBucket, Ageing, Basis, Unit

CREDIT = -1  # the row of what is owed to the customer
LOWS = {Unit.DAYS: (1, 31, 61, 91, 121), Unit.MONTHS: (1, 2, 3, 4, 5)}


def bucket_sql(as_at: date, basis: Basis, unit: Unit) -> SQL:
    """Return the row of the ageing for an open item, over the table ``item``.

    -1 for credit, else 0 (current) to 5 (oldest).
    """
    since = SQL("item.invoiced") if basis is Basis.INVOICE else SQL("item.due")
    if unit is Unit.MONTHS:
        age = SQL(
            "(%s - EXTRACT(YEAR FROM %s)::int * 12 - EXTRACT(MONTH FROM %s)::int)",
            as_at.year * 12 + as_at.month,
            since,
            since,
        )
    else:
        age = SQL("(%s::date - %s)", as_at, since)
    return SQL(
        "CASE WHEN item.residual < 0 THEN %s ELSE width_bucket(%s, %s) END",
        CREDIT,
        age,
        list(LOWS[unit]),
    )


def ageing_of(
    rows: dict[int, tuple[Decimal, int]], zero: Decimal, basis: Basis, unit: Unit
) -> Ageing:
    """Return the ageing made of ``rows``: sum and count of items by row number.

    Rows that are missing are ``zero``.
    """
    lows = LOWS[unit]
    buckets = []
    for number in range(len(lows) + 1):
        amount, count = rows.get(number, (zero, 0))
        low = lows[number - 1] if number else None
        high = lows[number] - 1 if number < len(lows) else None
        buckets.append(AgeBucket(low, high, amount, count))
    credit, credit_count = rows.get(CREDIT, (zero, 0))
    return Ageing(basis, unit, tuple(buckets), credit, credit_count)
