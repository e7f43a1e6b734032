"""The ledger on paper: one line per try, one per post, and what came in, as text."""

from __future__ import annotations

from decimal import Decimal

from .app import Simulator
from .payments import METHODS, Attempt, Payment
from .wire import PLAIN, Reply, Request

WIDTHS = (19, 26, 24, 20, 12, 10, 12, 24)
HEADINGS = (
    "When",
    "Reference",
    "Trace",
    "Method",
    "Amount",
    "Outcome",
    "Money in",
    "Reason",
)


def books(sim: Simulator, _request: Request) -> Reply:
    """Answer the whole ledger as plain text, oldest first."""
    with sim.ledger.lock:
        lines = list(_lines(sim))
    return Reply(("\n".join(lines) + "\n").encode(), 200, PLAIN)


def _lines(sim: Simulator):
    ledger = sim.ledger
    yield f"Simulated gateway, ledger on {sim.clock.stamp()}"
    yield ""
    yield _row(HEADINGS)
    for payment in ledger.payments:
        if not payment.attempts:
            yield _row((payment.created[:19], payment.reference, "", "", "", "open"))
        for attempt in payment.attempts:
            yield _row(_tried(payment, attempt))
    yield ""
    yield f"Received in all: R{_sum(ledger.payments)}"
    for merchant in sorted({payment.merchant for payment in ledger.payments}):
        own = [p for p in ledger.payments if p.merchant == merchant]
        yield f"  account {merchant[:8]}…: R{_sum(own)}"
    yield ""
    yield (
        f"{len(ledger.posts)} posts to the shop, {len(ledger.lookups)} look-ups by it, "
        f"{len(ledger.refusals)} requests refused, {len(ledger.services)} service calls"
    )
    for post in ledger.posts:
        answer = post["status"] or post["error"] or "under way"
        yield f"  {post['kind']:9}{post['by']:9}{post['trace'] or '':26}{answer}"


def _tried(payment: Payment, attempt: Attempt) -> tuple[str, ...]:
    return (
        attempt.at[:19],
        payment.reference,
        attempt.trace,
        METHODS.get(attempt.method, ""),
        attempt.amount,
        "paid" if attempt.accepted else attempt.outcome,
        attempt.amount if attempt.money else "-",
        attempt.reason,
    )


def _row(cells: tuple[str, ...]) -> str:
    pairs = zip(cells, WIDTHS, strict=False)
    return " ".join(f"{cell:{width}}" for cell, width in pairs).rstrip()


def _sum(payments: list[Payment]) -> str:
    total = sum((payment.received for payment in payments), Decimal(0))
    return f"{total:.2f}"
