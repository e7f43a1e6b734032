"""The control API under /_sim/: JSON in, JSON out, for tests and the demo."""

from __future__ import annotations

import json
from datetime import datetime

from . import callbacks, flow, requests_in
from .app import Simulator
from .cards import shop_fields
from .merchants import SERVICE_KEY, VENDOR_KEY
from .payments import CARD, PENDING, Attempt, Payment, meaning
from .wire import Reply, Request, json_reply

TEST_CARD = {"number": "4000000000000002", "holder": "T Tester", "expiry": "12/30"}


class NotHere(ValueError):
    """No payment or trace of that name."""


def handle(sim: Simulator, request: Request, name: str) -> Reply:
    """Answer one control call; 400 for bad input, 404 for an unknown payment."""
    function = HANDLERS.get((request.method, name.lower()))
    if not function:
        return json_reply({"error": f"no {request.method} /_sim/{name}"}, 404)
    try:
        data = request.json() if request.method == "POST" else {}
        return json_reply(function(sim, data))
    except requests_in.Refusal as refusal:
        return json_reply({"refused": True, "errors": list(refusal.errors)}, 422)
    except NotHere as error:
        return json_reply({"error": str(error)}, 404)
    except (ValueError, TypeError, KeyError, json.JSONDecodeError) as error:
        return json_reply({"error": f"{type(error).__name__}: {error}"}, 400)


def find(sim: Simulator, data: dict) -> tuple[Payment, Attempt | None]:
    """Return the payment named by trace, or by reference (and m1), with its attempt."""
    if data.get("trace"):
        found = sim.ledger.by_trace(str(data["trace"]))
        if not found:
            raise NotHere(f"no trace {data['trace']}")
        return found
    payment = sim.ledger.by_reference(str(data.get("reference")), data.get("m1", ""))
    if not payment:
        raise NotHere(f"no payment {data.get('reference')}")
    return payment, payment.last


def _find_attempt(
    sim: Simulator, data: dict, outcome: str = ""
) -> tuple[Payment, Attempt]:
    payment, attempt = find(sim, data)
    if outcome and not data.get("trace"):
        mine = [a for a in payment.attempts if a.outcome == outcome]
        attempt = mine[-1] if mine else None
    if not attempt:
        raise NotHere(
            f"no {outcome} attempt for {payment.reference}".replace("  ", " ")
        )
    return payment, attempt


def _told(sim: Simulator, payment: Payment, attempt: Attempt, data: dict) -> dict:
    switches = sim.switches.effective(payment.reference, data.get("switches"))
    answers: list[dict] = []
    if data.get("announce", True):
        browser = data.get("browser", "none") == "send"
        answers = flow.announce(sim, payment, attempt, switches, browser)
    return {
        "reference": payment.reference,
        "state": payment.state,
        "trace": attempt.trace,
        "amount": attempt.amount,
        "accepted": attempt.accepted,
        "reason": attempt.reason,
        "browser": callbacks.return_target(sim, payment, attempt, switches),
        "posts": answers,
    }


def pay(sim: Simulator, data: dict) -> dict:
    """Bring a new payment (fields) or a known one (reference) to an outcome."""
    if "fields" in data:
        defaults = {"m1": SERVICE_KEY, "m2": VENDOR_KEY, "p3": "Simulated payment"}
        given = requests_in.canonical(list(data["fields"].items()))
        payment = requests_in.accept(sim, list({**defaults, **given}.items()))
    else:
        payment, _ = find(sim, {**data, "trace": None})
    method = int(data.get("method", CARD))
    names = ("amount", "trace", "reason", "money")
    facts = {name: data[name] for name in names if name in data}
    if method == CARD:
        facts["card"] = shop_fields({**TEST_CARD, **data.get("card", {})})
    if data.get("outcome") == "none":
        return {"reference": payment.reference, "session": payment.session}
    outcome = data.get("outcome", "approve")
    attempt, fresh = flow.conclude(sim, payment, outcome, method, **facts)
    if not fresh:
        raise ValueError(f"{payment.reference} is paid already: {attempt.trace}")
    return _told(sim, payment, attempt, data)


def settle(sim: Simulator, data: dict) -> dict:
    """Let a pending attempt end: accepted by default, same or new trace, any amount."""
    payment, attempt = _find_attempt(sim, data, PENDING)
    chosen = data.get("outcome", "approve")
    kept, accepted, reason = meaning(chosen, attempt.method)
    changes = {"outcome": kept, "accepted": accepted, "money": accepted}
    changes["reason"] = data.get("reason", reason)
    return _changed(sim, payment, attempt, data, changes)


def contradict(sim: Simulator, data: dict) -> dict:
    """Follow a success with Declined; by default the money never arrived."""
    payment, attempt = _find_attempt(sim, data, "approve")
    money = bool(data.get("money", False))
    changes = {"outcome": "decline", "accepted": False, "money": money}
    changes["reason"] = data.get("reason", "Declined")
    if data.get("trace_mode") == "new":
        with sim.ledger.lock:
            # The first trace keeps its word at the look-up unless told to withdraw.
            attempt.change(sim.clock.stamp(), money=money)
            if data.get("withdraw"):
                attempt.change(sim.clock.stamp(), accepted=False)
        changes["money"] = False
    return _changed(sim, payment, attempt, data, changes)


def _changed(
    sim: Simulator, payment: Payment, attempt: Attempt, data: dict, changes: dict
) -> dict:
    mode = data.get("trace_mode", "same")
    if mode not in ("same", "new"):
        raise ValueError("trace_mode must be same or new")
    if "amount" in data:
        changes["amount"] = str(data["amount"])
    if data.get("new_trace"):
        changes["trace"] = str(data["new_trace"])
    attempt = flow.settle(sim, payment, attempt, changes, mode == "new")
    return _told(sim, payment, attempt, data)


def notify(sim: Simulator, data: dict) -> dict:
    """Send a known outcome again, or forge a post; wait for the answers."""
    kind = data.get("to", "notify")
    if "forge" in data or "raw" in data:
        pairs = _pairs(data.get("forge", {}))
        about = {"by": "forger", "trace": "", "reference": ""}
        merchant = sim.merchants.find(data.get("m1", SERVICE_KEY))
        url = data.get("url") or (merchant.callbacks[kind] if merchant else "")
    else:
        payment, attempt = _find_attempt(sim, data)
        switches = sim.switches.effective(payment.reference, data.get("switches"))
        pairs = callbacks.notice_fields(payment, attempt, switches, kind)
        pairs = _overridden(pairs, data.get("overrides", {}))
        about = {"by": "server", "trace": attempt.trace}
        about["reference"] = payment.reference
        merchant = sim.merchants.find(payment.merchant)
        url = data.get("url") or (merchant.callbacks[kind] if merchant else "")
    raw = data["raw"].encode() if "raw" in data else None
    method, headers = data.get("method", "POST"), data.get("headers", {})

    def send() -> list[dict]:
        options = {"headers": headers, "about": about, "raw": raw}
        return [callbacks.deliver(sim, kind, url, method, pairs, **options)]

    jobs = [send] * int(data.get("copies", 1))
    if data.get("parallel"):
        return {"posts": callbacks.at_once(jobs)}
    return {"posts": [row for job in jobs for row in job()]}


def _pairs(fields: dict | list) -> list[tuple[str, str]]:
    items = fields.items() if isinstance(fields, dict) else fields
    return [(str(name), str(value)) for name, value in items]


def _overridden(pairs: list[tuple[str, str]], changes: dict) -> list[tuple[str, str]]:
    kept = [
        (n, str(changes.get(n, v))) for n, v in pairs if changes.get(n, v) is not None
    ]
    present = {name for name, _ in pairs}
    new = [
        (n, str(v)) for n, v in changes.items() if n not in present and v is not None
    ]
    return kept + new


def faults(sim: Simulator, data: dict) -> dict:
    """Plan a fault, or clear with {"clear": true} (and target, trace)."""
    if data.get("clear"):
        sim.faults.clear(data.get("target"), data.get("trace"))
    elif data:
        sim.faults.plan(data)
    return {"faults": sim.faults.snapshot()}


def switches(sim: Simulator, data: dict) -> dict:
    """Change switches for all, or for one "reference"; {"clear": true} resets."""
    data = dict(data)
    if data.pop("clear", False):
        sim.switches.clear()
    sim.switches.change({k: v for k, v in data.items() if k != "reference"},
                        data.get("reference"))  # fmt: skip
    return {"switches": sim.switches.snapshot()}


def merchants(sim: Simulator, data: dict) -> dict:
    """Add or change an account; without a body, list them."""
    if data:
        sim.merchants.change(data)
    return {"merchants": sim.merchants.all()}


def clock(sim: Simulator, data: dict) -> dict:
    """Move the gateway's clock: {"now": ISO time} or {"advance": seconds}."""
    if "now" in data:
        sim.clock.set(datetime.fromisoformat(data["now"]))
    sim.clock.advance(data.get("advance", 0))
    return {"now": sim.clock.stamp()}


def ledger(sim: Simulator, _data: dict) -> dict:
    """Return everything the simulator knows."""
    return {**sim.ledger.snapshot(), "now": sim.clock.stamp()}


def reset(sim: Simulator, _data: dict) -> dict:
    """Forget payments, posts, look-ups, switches, faults and added accounts."""
    sim.restore()
    sim.clock.set(datetime.now().astimezone())
    sim.ledger.reset()
    return {"reset": True}


HANDLERS = {
    ("GET", "ledger"): ledger,
    ("GET", "faults"): faults,
    ("GET", "switches"): switches,
    ("GET", "merchants"): merchants,
    ("GET", "clock"): clock,
    **{("POST", f.__name__): f for f in (
        pay, settle, contradict, notify, faults, switches, merchants, clock, reset
    )},
}  # fmt: skip
