"""The control API under /_sim/: JSON in, JSON out, for tests and the demo."""

from __future__ import annotations

import json
from datetime import datetime

from .actions import NotHere, contradict, notify, pay, settle
from .app import Simulator
from .merchants import SERVICE_KEY
from .requests_in import Refusal
from .wire import Reply, Request, json_reply


def handle(sim: Simulator, request: Request, name: str) -> Reply:
    """Answer one control call; 400 for bad input, 404 for an unknown payment."""
    function = HANDLERS.get((request.method, name.lower()))
    if not function:
        return json_reply({"error": f"no {request.method} /_sim/{name}"}, 404)
    try:
        data = request.json() if request.method == "POST" else {}
        return json_reply(function(sim, data))
    except Refusal as refusal:
        return json_reply({"refused": True, "errors": list(refusal.errors)}, 422)
    except NotHere as error:
        return json_reply({"error": str(error)}, 404)
    except (ValueError, TypeError, KeyError, json.JSONDecodeError) as error:
        return json_reply({"error": f"{type(error).__name__}: {error}"}, 400)


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


def statement(sim: Simulator, data: dict) -> dict:
    """Change the statement's form ("settings") or add one "line" to a day."""
    if "settings" in data:
        sim.statement.change(data["settings"])
    if "line" in data:
        sim.statement.add_line({"merchant": SERVICE_KEY, **data["line"]})
    return sim.statement.snapshot()


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
    ("GET", "statement"): statement,
    **{("POST", f.__name__): f for f in (
        pay, settle, contradict, notify, faults, switches, merchants, clock, statement,
        reset
    )},
}  # fmt: skip
