"""The human page /_sim/: what was paid, and buttons to settle or notify again."""

from __future__ import annotations

from . import actions, pages
from .app import Simulator
from .pages import Raw
from .payments import METHODS, PENDING, Attempt, Payment
from .wire import Reply, Request

ACTIONS = {
    "settle": ("Settle", actions.settle),
    "notify": ("Notify again", actions.notify),
    "contradict": ("Decline after all", actions.contradict),
}


def index(sim: Simulator, request: Request) -> Reply:
    """List every attempt, newest first."""
    with sim.ledger.lock:
        rows = [_row(sim, payment, attempt) for payment, attempt in _lines(sim)]
        received = sim.ledger.snapshot()["totals"]["received"]
        counts = f"{len(sim.ledger.posts)} posts to the shop, "
        counts += f"{len(sim.ledger.lookups)} look-ups by it"
    content = pages.fill(
        "sim.html",
        rows=Raw("".join(rows)),
        received=pages.rands(received),
        counts=counts,
        empty="" if rows else "No payment yet.",
    )
    return Reply(pages.page("Simulator", content, wide="wide"))


def _lines(sim: Simulator) -> list[tuple[Payment, Attempt | None]]:
    lines: list[tuple[Payment, Attempt | None]] = []
    for payment in reversed(sim.ledger.payments):
        lines += [(payment, attempt) for attempt in reversed(payment.attempts)]
        if not payment.attempts:
            lines.append((payment, None))
    return lines


def _row(sim: Simulator, payment: Payment, attempt: Attempt | None) -> Raw:
    names = []
    if attempt:
        names = ["notify"]
        if attempt.outcome == PENDING:
            names.insert(0, "settle")
        elif attempt.accepted:
            names.append("contradict")
    buttons = [
        pages.fill(
            "sim_button.html", action=n, trace=attempt.trace, label=ACTIONS[n][0]
        )
        for n in names
    ]
    posts = [p for p in sim.ledger.posts if attempt and p["trace"] == attempt.trace]
    told = ", ".join(f"{p['kind']} {_answered(p)}" for p in posts)
    outcome = "paid" if attempt and attempt.accepted else ""
    outcome = outcome or (attempt.outcome if attempt else "open")
    return pages.fill(
        "sim_row.html",
        when=(attempt.at if attempt else payment.created)[11:19],
        reference=payment.reference,
        trace=attempt.trace if attempt else "",
        method=METHODS.get(attempt.method, "") if attempt else "",
        amount=pages.rands(attempt.amount if attempt else payment.amount),
        outcome=outcome,
        told=told,
        buttons=Raw("".join(buttons)),
    )


def _answered(post: dict) -> str:
    if post["status"]:
        return str(post["status"])
    return "not reached" if post["error"] else "under way"


def act(sim: Simulator, request: Request) -> Reply:
    """Do what a button says and show the list again."""
    form = dict(request.form())
    _label, function = ACTIONS[form.get("action", "")]
    function(sim, {"trace": form.get("trace", "")})
    return Reply(b"", 303, headers={"Location": "/_sim/"})
