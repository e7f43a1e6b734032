"""GET /PayNow/TransactionStatus/Check: what the gateway says about one trace."""

from __future__ import annotations

import json
from decimal import Decimal

from .app import Simulator
from .faults import WIRE, Rule
from .wire import JSON, Reply, Request, spoil

UNKNOWN = {
    "RequestTrace": "0.0",
    "Reference": "",
    "Amount": "0.00",
    "TransactionAccepted": False,
    "Reason": "",
}


def check(sim: Simulator, request: Request) -> Reply:
    """Answer one look-up: always 200 with JSON, unless a fault is planned."""
    named = {name.lower(): value for name, value in request.query_pairs()}
    trace = named.get("requesttrace", "")
    row = sim.ledger.add_row("lookups", _row(sim, request, trace))
    rule = sim.faults.take("status", trace)
    data = answer(sim, trace)
    sim.ledger.finish_row(row, fault=rule.fault if rule else "", answer=data)
    if rule and rule.fault not in WIRE:
        data = twist(data, rule)
    reply = Reply(json.dumps(data).encode(), 200, JSON)
    if rule and rule.fault in WIRE:
        reply = spoil(reply, rule, sim.stopping)
    return reply


def _row(sim: Simulator, request: Request, trace: str) -> dict:
    return {
        "at": sim.clock.stamp(),
        "trace": trace,
        "query": request.query,
        "referer": request.header("Referer"),
        "headers": request.headers,
        "fault": "",
    }


def answer(sim: Simulator, trace: str) -> dict:
    """Return the true answer for `trace`; no account and no currency in it."""
    with sim.ledger.lock:
        found = sim.ledger.by_trace(trace)
        if not found:
            return dict(UNKNOWN)
        payment, attempt = found
        return {
            "RequestTrace": attempt.trace,
            "Reference": payment.reference,
            "Amount": attempt.amount,
            "TransactionAccepted": attempt.accepted,
            "Reason": attempt.reason,
        }


def twist(data: dict, rule: Rule) -> dict:
    """Return the answer changed as a fault of meaning says."""
    value = rule.params.get("value")
    if rule.fault == "unknown_trace":
        return dict(UNKNOWN)
    if rule.fault == "string_boolean":
        accepted = value or str(data["TransactionAccepted"]).lower()
        return {**data, "TransactionAccepted": accepted}
    if rule.fault == "numeric_amount":
        # A float is what a JSON number is; only this reply is made from it.
        return {**data, "Amount": float(Decimal(data["Amount"]))}
    if rule.fault == "comma_amount":
        return {**data, "Amount": data["Amount"].replace(".", ",")}
    if rule.fault == "wrong_trace":
        return {**data, "RequestTrace": value or "11111.222222222"}
    if rule.fault == "wrong_amount":
        return {**data, "Amount": value or f"{Decimal(data['Amount']) + 1:.2f}"}
    if rule.fault == "wrong_reference":
        return {**data, "Reference": value or "SOMEONE-ELSE-1"}
    if rule.fault == "remove":
        gone = rule.params.get("names", [])
        return {name: data[name] for name in data if name not in gone}
    return {**data, **rule.params.get("values", {})}
