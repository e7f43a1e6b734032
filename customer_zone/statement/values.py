"""What the engine is asked and what it answers: plain values, no records.

Every amount is a ``Decimal`` in the currency of its section, exactly as the ledger
stores it and with the currency's number of decimals. Positive amounts are owed by
the customer, negative ones are the customer's credit. Dates are accounting days.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class Kind(StrEnum):
    """The two questions a statement answers."""

    ACTIVITY = "activity"  # what happened between two days
    OPEN = "open"  # what is still open on a day


class Basis(StrEnum):
    """The date an age is counted from."""

    DUE = "due"
    INVOICE = "invoice"


class Unit(StrEnum):
    """What an age is counted in."""

    DAYS = "days"
    MONTHS = "months"


class Document(StrEnum):
    """What a line is, in the customer's eyes."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"  # money from the customer
    REFUND = "refund"  # money back to the customer
    REVERSAL = "reversal"  # an entry taken back, such as a returned payment
    EXCHANGE = "exchange"  # difference of exchange rates
    ENTRY = "entry"  # any other journal entry: opening balance, write-off
    TRANSFER = "transfer"  # settled in another currency, or with another account


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted of a statement.

    ``date_to`` is the day the statement is true at (inclusive); ``date_from``
    (inclusive; none: from the first entry) bounds the activity and is not used for
    open items. ``currency_id`` limits it to one currency. ``offset`` and ``limit``
    count lines, per section. ``bucket`` limits open items to one row of the ageing:
    0 to 5, or -1 for credit. ``from_ledger``: the opening balance is added up from the
    first entry on; otherwise it is what is open less what moved in the period, which is
    the same in sound books and costs no more for a longer ledger.

    :raise ValueError: if the dates or the page make no sense
    """

    kind: Kind
    date_to: date
    date_from: date | None = None
    currency_id: int | None = None
    basis: Basis = Basis.DUE
    unit: Unit = Unit.DAYS
    offset: int = 0
    limit: int | None = None
    bucket: int | None = None
    from_ledger: bool = True

    def __post_init__(self):
        if self.date_from and self.date_from > self.date_to:
            raise ValueError("A statement cannot end before it begins.")
        if self.offset < 0 or (self.limit is not None and self.limit < 1):
            raise ValueError("A page of a statement has at least one line.")
        if self.bucket is not None and not -1 <= self.bucket <= 5:
            raise ValueError("There is no such row in the ageing.")


@dataclass(frozen=True, slots=True)
class Line:
    """One movement (activity) or one open item.

    ``balance`` is the running balance after this line. In an activity an invoice is
    one line whatever its instalments, and ``due_date`` is the last of them; among
    open items each instalment is a line of its own (``instalment`` of
    ``instalment_count``). ``charge`` and ``credit`` are the whole of the document
    (or instalment), one of them zero and none negative; ``residual`` is what was
    left of it on the statement's day. ``days_overdue`` counts calendar days after
    the due date, 0 when nothing is late. ``written_off`` is the part of a payment's
    credit no money came for, such as a settlement discount. ``bucket`` is the row
    of the ageing (open items only).
    """

    line_id: int
    move_id: int
    payment_id: int | None
    document: Document
    date: date
    due_date: date | None
    name: str
    reference: str
    description: str
    charge: Decimal
    credit: Decimal
    balance: Decimal
    residual: Decimal
    days_overdue: int
    instalment: int
    instalment_count: int
    written_off: Decimal = ZERO
    bucket: int | None = None


@dataclass(frozen=True, slots=True)
class AgeBucket:
    """One row of the ageing: ages from ``low`` to ``high``, both inclusive.

    In days or months as the ageing says; none is unbounded.
    """

    low: int | None
    high: int | None
    amount: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Ageing:
    """How old what is owed is, youngest first; credit not used yet stands apart."""

    basis: Basis
    unit: Unit
    buckets: tuple[AgeBucket, ...]
    credit: Decimal
    credit_count: int

    @property
    def charges(self) -> Decimal:
        """Return what is owed before credit is taken off."""
        return sum((bucket.amount for bucket in self.buckets), ZERO)

    @property
    def total(self) -> Decimal:
        """Return the balance the ageing adds up to."""
        return self.charges + self.credit


@dataclass(frozen=True, slots=True)
class Figures:
    """Where the customer stands in one currency on one day.

    ``available_credit`` is positive: credit notes and payments not used yet.
    ``overdue`` is what is late without any credit taken off.
    """

    currency_id: int
    currency: str
    decimal_places: int
    balance: Decimal
    overdue: Decimal
    oldest_overdue_days: int
    available_credit: Decimal
    ageing: Ageing


@dataclass(frozen=True, slots=True)
class Totals:
    """What moved in the period, by sort; together with the opening the closing.

    ``credited`` and ``paid`` are negative as a rule. ``charges`` and ``credits``
    are the sums of the two columns, both positive.
    """

    invoiced: Decimal = ZERO
    credited: Decimal = ZERO
    paid: Decimal = ZERO
    refunded: Decimal = ZERO
    other: Decimal = ZERO
    charges: Decimal = ZERO
    credits: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Section:
    """The statement in one currency.

    ``brought_forward`` and ``carried_forward`` bound the page of ``lines``;
    ``line_count`` is the number of lines on all pages. Open items begin at zero and
    have no totals. ``difference`` is the closing balance less the ageing's total:
    zero in sound books.
    """

    figures: Figures
    opening: Decimal
    closing: Decimal
    totals: Totals | None
    lines: tuple[Line, ...]
    line_count: int
    brought_forward: Decimal
    carried_forward: Decimal

    @property
    def difference(self) -> Decimal:
        """Return the closing balance less the sum of the ageing."""
        return self.closing - self.figures.ageing.total


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of account: the answer to one ``Ask``, one section per currency."""

    ask: Ask
    customer_id: int
    company_id: int
    sections: tuple[Section, ...]
