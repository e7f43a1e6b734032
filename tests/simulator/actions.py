"""What tests can make happen: pay, settle, contradict, notify again, forge."""

from __future__ import annotations

from . import callbacks, flow, requests_in
from .app import Simulator
from .cards import shop_fields
from .merchants import SERVICE_KEY, VENDOR_KEY
from .payments import CARD, PENDING, Attempt, Payment, meaning

TEST_CARD = {"number": "4000000000000002", "holder": "T Tester", "expiry": "12/30"}


class NotHere(ValueError):
    """No payment or trace of that name."""


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
