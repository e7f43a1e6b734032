"""The gateway's side of the demo's month: what it knows, and the statement it writes.

The simulator itself writes the files, here in this process while the demo is built;
the running one is given the same files when the shop starts.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from tests.simulator import actions, statement
from tests.simulator.app import Simulator
from tests.simulator.merchants import SERVICE_KEY

from .customers import CUSTOMERS
from .days import Calendar
from .month_plan import (
    FEE,
    FEE_PERCENT,
    FIRST,
    LAST,
    MISSING,
    OTHER_MOVEMENTS,
    PAYMENTS,
    PAYOUTS,
    VAT_PERCENT,
)

#: Ten in the morning in Johannesburg, in UTC.
MORNING = time(8)
LEDGERS = {"PNC": "Debtors/Sales", "PCD": "Debtors/Sales"}


def reference(serial):
    """Return the reference under which the payment of an invoice was made."""
    payment = _payment(serial)
    return f"KOS-{CUSTOMERS[payment.customer].account}-{serial + 100:06d}"


def _payment(serial):
    return next(payment for payment in PAYMENTS if payment.serial == serial)


def month_days(calendar):
    """Return the days of the month, the first and the last one included."""
    first, last = calendar.day(FIRST), calendar.day(LAST)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def month_files(calendar):
    """Return {day: text of its statement} as the simulated gateway writes it."""
    simulator = Simulator("http://127.0.0.1")
    # The fees of this shop grow with what it takes: they are lines of their own.
    simulator.statement.change({"monthly_fee": ""})
    for payment in PAYMENTS:
        _pay(simulator, calendar, payment)
    for line in (*_lines(calendar), *_fees(calendar)):
        simulator.statement.add_line({"merchant": SERVICE_KEY, **line})
    return {
        day: statement.daily_file(simulator, SERVICE_KEY, day)
        for day in month_days(calendar)
    }


def settings_of_running(today: date):
    """Return the settings with which a running simulator goes on after the month."""
    files = month_files(Calendar(today))
    closing = files[max(files)].strip().splitlines()[-1].split("\t")
    opening = closing[4] if closing[5] == "+" else f"-{closing[4]}"
    return {
        "files": {day.isoformat(): text for day, text in files.items()},
        "opening": opening,
    }


def _pay(simulator, calendar, payment):
    """Let somebody pay at the simulated gateway; nobody is told about it here."""
    name = reference(payment.serial)
    _set_clock(simulator, calendar.day(payment.day))
    asked = {
        "fields": {"p2": name, "p3": f"Invoice {payment.serial}", "m4": name}
        | {"p4": payment.amount},
        "method": payment.method,
        "trace": payment.trace,
        "announce": False,
    }
    if payment.how == "absent":
        omitted = simulator.statement["omit"]
        simulator.statement.change({"omit": [*omitted, payment.trace]})
    if not payment.started:
        actions.pay(simulator, asked)
        return
    actions.pay(simulator, {**asked, "outcome": "pending"})
    _set_clock(simulator, calendar.day(payment.paid))
    came = {"amount": payment.came} if payment.came else {}
    actions.settle(simulator, {"reference": name, "announce": False, **came})


def _set_clock(simulator, day):
    simulator.clock.set(datetime.combine(day, MORNING, UTC))


def _lines(calendar):
    """Yield what the statement shows beside payments of invoices."""
    for row in OTHER_MOVEMENTS:
        text, extra = row.text, ""
        if row.code == "PCD":
            text = f"{text} {calendar.number('INV', row.date, row.serial)}"
        elif row.serial:
            extra = reference(row.serial)
        yield {
            **_line(calendar.day(row.date), row.code, row.amount, text),
            "extra1": extra,
            "ledger": LEDGERS.get(row.code, ""),
        }
    for payout in PAYOUTS:
        day = calendar.day(payout.date)
        yield {
            **_line(day, "BTR", f"-{payout.amount}", "Bank transfer to client"),
            "ledger": "Business Bank Account",
        }


def _fees(calendar):
    """Yield fee and VAT of each first of a month, for what came in the month before."""
    missing = calendar.day(MISSING)
    for day in month_days(calendar):
        if day.day == 1:
            fee = _fee(calendar, day - timedelta(days=1))
            # The day that is missing has one payment on any date of the demo.
            day += timedelta(days=day == missing)
            vat = round(fee * VAT_PERCENT / 100, 2)
            yield {
                **_line(day, "NSF", f"-{fee}", "Service fee"),
                "ledger": "Netcash Fees (Service Fees)",
            }
            yield {
                **_line(day, "VAT", f"-{vat}", "Value added tax"),
                "ledger": "Input VAT",
            }


def _fee(calendar, last):
    """Return what is charged for the month that ends with a day, in rand."""
    received = sum(
        Decimal(payment.came or payment.amount)
        for payment in PAYMENTS
        if calendar.day(payment.paid).strftime("%Y%m") == last.strftime("%Y%m")
    )
    return round(FEE + received * Decimal(FEE_PERCENT) / 100, 2)


def _line(day, code, amount, text):
    return {
        "date": day.isoformat(),
        "code": code,
        "amount": amount.lstrip("-"),
        "effect": "-" if amount.startswith("-") else "+",
        "description": text,
    }
