"""The merchant statement file: bytes in, checked lines out, all or nothing.

Tab-separated text without a header, first line OBL, last line CBL, rands with four
decimals (https://api.netcash.co.za/standard-integration/netcash-statement/; column
details observed in public integrations). No matching, no database.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from .errors import Malformed
from .money import STATEMENT_PLACES, parse_amount
from .statement_codes import Kind, kind_of
from .text import is_printable, printable, without_marks

MAX_LINES = 200_000
COLUMNS_MIN = 7

_DATE = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})")
_CODE = re.compile(r"[A-Z]{3}")
_ID = re.compile(r"[0-9]{1,40}")
_RETURN_CODE = re.compile(r"-\s?Code:\s?([0-9A-Za-z]{1,4})$")
# Description and extras: what a payer or the merchant wrote.
_FREE_TEXT = {3, 7, 8, 9, 10}
_BALANCES = (Kind.OPENING, Kind.CLOSING)

LineKey = tuple[datetime.date, str, str, Decimal, str]


def line_key(
    date: datetime.date, code: str, line_id: str, amount: Decimal, description: str
) -> LineKey:
    """Return what makes a line unique within one account.

    A movement is known by date, code, id and amount: other words for it do not make
    it another one. What carries no money is told apart by its description, too,
    since one id may stand for several things that happened.
    """
    return date, code, line_id, amount, "" if amount else description


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line. ``amount`` is signed: what it adds to the balance, in rands.

    ``date`` is the gateway's posting day in Africa/Johannesburg. ``id`` is text
    without leading zeros. ``vat`` (rands, four decimals, without a sign) is
    informational and already inside ``amount``. ``extras`` are columns 8 to 10,
    ``ledger`` is column 11.
    """

    number: int
    date: datetime.date
    code: str
    id: str
    description: str
    amount: Decimal
    kind: Kind
    vat: Decimal = Decimal("0.0000")
    extras: tuple[str, str, str] = ("", "", "")
    ledger: str = ""
    has_point: bool = field(default=True, repr=False, compare=False)

    @property
    def key(self) -> LineKey:
        """What makes the line unique within one account; see ``line_key``."""
        return line_key(self.date, self.code, self.id, self.amount, self.description)

    @property
    def return_code(self) -> str:
        """The bank's reason at the end of an unpaid or returned line, else ""."""
        found = _RETURN_CODE.search(self.description)
        return found.group(1) if found else ""


def without_return_code(description: str) -> str:
    """Return a description without the bank's reason at its end."""
    return _RETURN_CODE.sub("", description)


@dataclass(frozen=True)
class Statement:
    """A statement that adds up: opening + every line's amount = closing."""

    date: datetime.date
    opening: Decimal
    closing: Decimal
    lines: tuple[StatementLine, ...]


def parse_statement(data: bytes | str) -> Statement:
    """Return the whole statement; raises ``Malformed`` with the line number.

    Information lines (authorised, declined) that carry an amount although the day
    balances without them are left out of ``lines``, and so is what carries no money
    and was said before; every other line is in it, each key once.
    """
    everything = list(iter_lines(data))
    if len(everything) < 2 or everything[0].kind is not Kind.OPENING:
        raise _malformed(1, "the file must begin with its opening balance")
    first, *lines, last = everything
    if last.kind is not Kind.CLOSING:
        raise _malformed(last.number, "the file must end with its closing balance")
    _check_lines(lines)
    _check_rands(everything)
    counted = _balanced(first.amount, lines, last)
    _check_movements_once(counted)
    return Statement(
        date=last.date,
        opening=first.amount,
        closing=last.amount,
        # The first of each key, in the order of the file.
        lines=tuple({line.key: line for line in reversed(counted)}.values())[::-1],
    )


def iter_lines(data: bytes | str) -> Iterator[StatementLine]:
    """Yield each line, balances included, checked by itself only."""
    text = _decode(data)
    number, start, begun = 0, 0, False
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        raw, start, number = text[start:end], end + 1, number + 1
        if number > MAX_LINES:
            raise _malformed(number, "the file has too many lines")
        if not raw.strip():
            if not begun:
                continue
            if not text[start:].strip():
                return
        begun = True
        yield _line(number, raw.removesuffix("\r"))


def _decode(data: bytes | str) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise _malformed(number, "not UTF-8 text") from error


def _line(number: int, raw: str) -> StatementLine:
    columns = [
        printable(column).strip()
        if place in _FREE_TEXT
        else without_marks(column).strip()
        for place, column in enumerate(raw.split("\t"))
    ]
    if "\0" in raw or not all(map(is_printable, columns)):
        raise _malformed(number, "unprintable characters")
    if len(columns) < COLUMNS_MIN:
        raise _malformed(number, f"fewer than {COLUMNS_MIN} columns")
    date, code, line_id, description, amount, effect, vat, *rest = columns
    if not _CODE.fullmatch(code) or not _ID.fullmatch(line_id):
        raise _malformed(number, "no transaction code or id")
    kind = kind_of(code, effect)
    rest += [""] * 4
    return StatementLine(
        number=number,
        date=_date(number, date),
        code=code,
        id=line_id.lstrip("0") or "0",
        description=description,
        amount=_amount(number, amount, effect, may_be_negative=kind in _BALANCES),
        kind=kind,
        # Information about the amount: which way it went says the effect alone.
        vat=abs(_rands(number, vat or "0")),
        extras=(rest[0], rest[1], rest[2]),
        ledger=rest[3],
        has_point="." in amount,
    )


def _date(number: int, text: str) -> datetime.date:
    found = _DATE.fullmatch(text)
    try:
        return datetime.date(*(int(found.group(part)) for part in (1, 3, 4)))
    except (AttributeError, ValueError) as error:
        raise _malformed(number, "the date is not a date") from error


def _amount(number: int, text: str, effect: str, may_be_negative: bool) -> Decimal:
    """Return the signed amount; a minus is allowed on a balance with ``+`` only."""
    if effect not in ("+", "-"):
        raise _malformed(number, "the effect is neither + nor -")
    if text.startswith("-") and not (may_be_negative and effect == "+"):
        raise _malformed(number, "the sign of the amount contradicts its effect")
    amount = _rands(number, text)
    return -amount if effect == "-" else amount


def _rands(number: int, text: str) -> Decimal:
    try:
        amount = parse_amount(text.removeprefix("-"), STATEMENT_PLACES, max_digits=12)
    except Malformed as error:
        raise _malformed(number, "the amount is not a plain amount") from error
    return -amount if text.startswith("-") and amount else amount


def _check_lines(lines: list[StatementLine]) -> None:
    for line in lines:
        if line.kind in _BALANCES:
            raise _malformed(line.number, "a balance in the middle of the file")
    # Whether information moved money is not known yet.
    _check_movements_once(x for x in lines if x.kind is not Kind.INFORMATION)


def _check_movements_once(lines: Iterable[StatementLine]) -> None:
    """Refuse money that is written twice: nobody can tell whether it moved twice."""
    seen = set()
    for line in lines:
        if line.amount and line.key in seen:
            raise _malformed(line.number, "the same transaction twice")
        seen.add(line.key)


def _check_rands(lines: list[StatementLine]) -> None:
    # One published description of a related file says cents. Rather than guess, refuse
    # a file in which not one amount shows a decimal point.
    amounts = [line for line in lines if line.amount]
    if amounts and not any(line.has_point for line in amounts):
        raise _malformed(amounts[0].number, "no amount has decimals: cents or rands?")


def _balanced(
    opening: Decimal, lines: list[StatementLine], last: StatementLine
) -> tuple[StatementLine, ...]:
    difference = opening + sum(line.amount for line in lines) - last.amount
    if not difference:
        return tuple(lines)
    doubtful = [line for line in lines if line.kind is Kind.INFORMATION]
    if difference == sum(line.amount for line in doubtful):
        # Lines without money are kept: they tell what happened.
        return tuple(x for x in lines if not x.amount or x.kind != Kind.INFORMATION)
    raise _malformed(last.number, f"the day does not balance: off by {difference}")


def _malformed(number: int, what: str) -> Malformed:
    return Malformed(f"Line {number}: {what}", code="statement")
