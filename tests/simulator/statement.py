"""The merchant statement, built from the simulated payments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .app import Simulator
from .payments import Attempt, Payment

# Method -> (receipt, authorised, declined). No code is public for 8, 9 and 10.
CODES = {
    1: ("PNC", "PNA", "PNU"),
    2: ("PNE", "", ""),
    3: ("PNP", "", ""),
    4: ("PIS", "PIA", "PIF"),
    5: ("PNM", "", "PNW"),
    6: ("PVC", "", "PVU"),
    7: ("PQR", "", ""),
}
UNKNOWN_CODE = ("PFX", "", "")
SALES, FEES, TAX, BANK = (
    "Debtors/Sales",
    "Netcash Fees (Service Fees)",
    "Input VAT",
    "Business Bank Account",
)


@dataclass(frozen=True)
class Movement:
    """One line; `amount` is unsigned rands, `effect` its sign."""

    day: date
    code: str
    number: str
    description: str
    amount: Decimal
    effect: str = "+"
    vat: str = "0"
    extras: tuple[str, str, str] = ("", "", "")
    ledger: str = ""

    @property
    def signed(self) -> Decimal:
        """Return the movement's effect on the balance."""
        return self.amount if self.effect == "+" else -self.amount


def _day(stamp: str) -> date:
    return date.fromisoformat(stamp[:10])


def _suffix(trace: str, step: int = 0) -> str:
    digits = trace.partition(".")[2] or trace
    return f"{int(digits) + step:0{len(digits)}d}" if step else digits


def _of_attempt(
    sim: Simulator, payment: Payment, attempt: Attempt
) -> Iterator[Movement]:
    receipt, authorised, declined = CODES.get(attempt.method, UNKNOWN_CODE)
    text = payment.fields.get(str(sim.statement["description"]), payment.reference)
    extras = tuple(payment.fields.get(name, "") for name in ("m4", "m5", "m6"))
    if not sim.statement["extras"]:
        extras = ("", "", "")
    if attempt.outcome == "decline" and declined and sim.statement["info_lines"]:
        number, day = _suffix(attempt.trace), _day(attempt.at)
        yield Movement(day, declined, number, text, Decimal(0), extras=extras)
    if not attempt.money or attempt.trace in list(sim.statement["omit"]):
        return
    day = _day(attempt.money_at)
    if authorised and sim.statement["info_lines"]:
        number = _suffix(attempt.trace, -1)
        yield Movement(day, authorised, number, text, Decimal(0), extras=extras)
    number, amount = _suffix(attempt.trace), Decimal(attempt.amount)
    yield Movement(day, receipt, number, text, amount, extras=extras, ledger=SALES)


def _added(line: dict) -> Movement:
    return Movement(
        date.fromisoformat(line["date"]),
        line["code"],
        str(line["id"]),
        line.get("description", ""),
        Decimal(line["amount"]),
        line["effect"],
        str(line.get("vat", "0")),
        tuple(line.get(f"extra{number}", "") for number in (1, 2, 3)),
        line.get("ledger", ""),
    )


def _fees(sim: Simulator, first: date, last: date) -> Iterator[Movement]:
    fee = str(sim.statement["monthly_fee"])
    vat = str(sim.statement["monthly_vat"] or "0")
    month = (first.year * 12 + first.month - 1) + 1
    while fee and date(month // 12, month % 12 + 1, 1) <= last:
        day = date(month // 12, month % 12 + 1, 1)
        number = f"{day:%Y%m}00"
        if sim.statement["vat_line"]:
            yield Movement(day, "NSF", number, "Service fee", Decimal(fee), "-",
                           ledger=FEES)  # fmt: skip
            yield Movement(day, "VAT", f"{day:%Y%m}01", "Value added tax",
                           Decimal(vat), "-", ledger=TAX)  # fmt: skip
        else:
            total = Decimal(fee) + Decimal(vat)
            yield Movement(day, "NSF", number, "Service fee", total, "-", vat,
                           ledger=FEES)  # fmt: skip
        month += 1


def movements(sim: Simulator, merchant: str, last: date) -> list[Movement]:
    """Return the account's lines up to and including `last`, by day."""
    with sim.ledger.lock, sim.statement.lock:
        found = [
            movement
            for payment in sim.ledger.payments
            if payment.merchant == merchant
            for attempt in payment.attempts
            for movement in _of_attempt(sim, payment, attempt)
        ]
        lines = [ln for ln in sim.statement.lines if ln["merchant"] == merchant]
        found += [_added(line) for line in lines]
    if found:
        found += _fees(sim, min(move.day for move in found), last)
    found = sorted((m for m in found if m.day <= last), key=lambda m: m.day)
    return _paid_out(sim, found) if sim.statement["payout"] else found


def _paid_out(sim: Simulator, found: list[Movement]) -> list[Movement]:
    balance = Decimal(str(sim.statement["opening"]))
    lines: list[Movement] = []
    for index, move in enumerate(found):
        lines.append(move)
        balance += move.signed
        ends = index + 1 == len(found) or found[index + 1].day != move.day
        if ends and balance > 0:
            number = f"{move.day:%Y%m%d}99"
            text = "Bank transfer to client"
            out = Movement(move.day, "BTR", number, text, balance, "-", ledger=BANK)
            lines.append(out)
            balance = Decimal(0)
    return lines


def daily_file(sim: Simulator, merchant: str, day: date) -> str:
    """Return the file of one day, with its opening and closing balance."""
    ready = dict(sim.statement["files"]).get(day.isoformat())
    if ready is not None:
        return str(ready)
    lines = movements(sim, merchant, day)
    opening = Decimal(str(sim.statement["opening"]))
    opening += sum((m.signed for m in lines if m.day < day), Decimal(0))
    return render(sim, day, opening, [move for move in lines if move.day == day])


def render(sim: Simulator, day: date, opening: Decimal, lines: list[Movement]) -> str:
    """Return tab-delimited text: opening line, movements, closing line."""
    closing = opening + sum((move.signed for move in lines), Decimal(0))
    closing += Decimal(str(sim.statement["unbalanced"]))
    first = Movement(day, "OBL", "0", "Opening Balance", opening)
    last = Movement(day, "CBL", "0", "Closing Balance", closing)
    end = "\r\n" if sim.statement["crlf"] else "\n"
    start = "\ufeff" if sim.statement["bom"] else ""
    rows = ["\t".join(_columns(sim, move)) for move in (first, *lines, last)]
    return start + end.join(rows) + end


def _columns(sim: Simulator, move: Movement) -> list[str]:
    compact = sim.statement["date_format"] == "compact"
    day = f"{move.day:%Y%m%d}" if compact else move.day.isoformat()
    text = move.description.replace("\t", " ")
    row = [day, move.code, move.number, text, f"{move.amount:.4f}", move.effect]
    row += [move.vat, *move.extras, move.ledger]
    row = row[: int(str(sim.statement["columns"]))]
    while len(row) > 7 and not row[-1]:
        row.pop()
    return row
