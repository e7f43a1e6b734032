"""Bring a payment to an outcome and tell the shop: the gateway's own decisions."""

from __future__ import annotations

import threading
from collections.abc import Callable

from . import callbacks
from .app import Simulator
from .payments import APPROVE, PENDING, Attempt, Payment, meaning


def conclude(
    sim: Simulator, payment: Payment, outcome: str, method: int, **facts: object
) -> tuple[Attempt, bool]:
    """Record one attempt and return it with True, or the paid one with False.

    A paid payment is never charged again: a double click or reload is shown the
    attempt that stands. `facts` may give amount, trace, reason, money, card, payer_ip.
    """
    kept, accepted, reason = meaning(outcome, method)
    facts = {name: value for name, value in facts.items() if value not in (None, "")}
    with sim.ledger.lock:
        if payment.paid:
            return payment.paid, False
        sim.ledger.use(payment.merchant, payment.reference)
        values = {"amount": payment.amount, "reason": reason, "money": accepted}
        values = {**values, "trace": "", **facts}
        values["trace"] = values["trace"] or sim.ledger.new_trace()
        at = sim.clock.stamp()
        attempt = Attempt(
            method=method, outcome=kept, accepted=accepted, at=at, **values
        )
        payment.attempts.append(attempt)
        sim.ledger.changed()
    return attempt, True


def settle(
    sim: Simulator, payment: Payment, attempt: Attempt, changes: dict, new: bool
) -> Attempt:
    """Let a pending attempt end as `changes` say, under its own or a new trace."""
    with sim.ledger.lock:
        at = sim.clock.stamp()
        if not new:
            attempt.change(at, **changes)
            sim.ledger.changed()
            return attempt
        values = {"amount": attempt.amount, **changes}
        values.setdefault("trace", sim.ledger.new_trace())
        later = Attempt(method=attempt.method, at=at, settles=attempt.trace, **values)
        payment.attempts.append(later)
        sim.ledger.changed()
    return later


def wants_notify(attempt: Attempt, switches: dict) -> bool:
    """Tell whether this outcome is notified at all."""
    return attempt.outcome != PENDING or bool(switches["notify_pending"])


def announce_beside_browser(
    sim: Simulator, payment: Payment, attempt: Attempt, switches: dict
) -> None:
    """Send Notify before, with or after the page the payer is about to get."""
    if not wants_notify(attempt, switches):
        return

    def send() -> list[dict]:
        return callbacks.notify(sim, payment, attempt, switches)

    if switches["order"] == "notify_first":
        send()
    elif switches["order"] == "together":
        threading.Thread(target=send, daemon=True).start()
    else:
        delay = threading.Timer(float(switches["notify_delay"]), send)
        delay.daemon = True
        delay.start()


def announce(
    sim: Simulator, payment: Payment, attempt: Attempt, switches: dict, browser: bool
) -> list[dict]:
    """Send Notify and, if `browser`, the payer's return too; wait for the answers."""
    first: list[Callable[[], list[dict]]] = []
    if wants_notify(attempt, switches):
        first.append(lambda: callbacks.notify(sim, payment, attempt, switches))
    if browser and switches["browser_return"]:
        first.append(lambda: [callbacks.come_back(sim, payment, attempt, switches)])
    if switches["order"] == "accept_first":
        first.reverse()
    if switches["order"] != "together":
        return [row for send in first for row in send()]
    return callbacks.at_once(first)


def approved(attempt: Attempt) -> bool:
    """Tell whether the attempt ended in an approval."""
    return attempt.outcome == APPROVE and attempt.accepted
