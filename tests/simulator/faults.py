"""Faults of the gateway's own services, for K calls or until cleared."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field

TARGETS = ("status", "partner", "statement")
# Faults of the wire: they hit any service.
WIRE = {
    "http", "html", "empty", "truncated", "bom", "charset", "slow", "trickle",
    "redirect", "reset", "false_length", "huge", "gzip_bomb", "raw",
}  # fmt: skip
# Faults of meaning: a well-formed reply that says something else.
MEANING = {
    "unknown_trace", "string_boolean", "numeric_amount", "comma_amount",
    "wrong_trace", "wrong_amount", "wrong_reference", "set", "remove",
}  # fmt: skip
SHORTHAND = {f"http_{code}": code for code in (400, 404, 429, 500, 502, 503)}


@dataclass
class Rule:
    """One planned fault; `times` None means until cleared."""

    fault: str
    target: str = "status"
    trace: str | None = None
    times: int | None = None
    params: dict = field(default_factory=dict)


def rule_from(values: dict) -> Rule:
    """Build a rule from a control request; raise ValueError on unknown names."""
    values = dict(values)
    fault = str(values.pop("fault", ""))
    if fault in SHORTHAND:
        values.setdefault("status", SHORTHAND[fault])
        fault = "http"
    target = values.pop("target", "status")
    known = WIRE | MEANING if target == "status" else WIRE
    if fault not in known:
        raise ValueError(f"unknown fault: {fault}")
    if target not in TARGETS:
        raise ValueError(f"unknown target: {target}")
    times = values.pop("times", None)
    if times is not None and (not isinstance(times, int) or times < 1):
        raise ValueError("times must be a whole number above 0, or absent")
    return Rule(fault, target, values.pop("trace", None), times, values)


class Faults:
    """The planned faults; one for a single trace goes before a general one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: list[Rule] = []

    def plan(self, values: dict) -> Rule:
        """Add one fault and return it."""
        rule = rule_from(values)
        with self._lock:
            self._rules.append(rule)
        return rule

    def clear(self, target: str | None = None, trace: str | None = None) -> int:
        """Drop matching faults (all by default) and return how many."""
        with self._lock:
            keep = [
                rule
                for rule in self._rules
                if (target and rule.target != target) or (trace and rule.trace != trace)
            ]
            dropped = len(self._rules) - len(keep)
            self._rules = keep
        return dropped

    def take(self, target: str, trace: str = "") -> Rule | None:
        """Return the fault that hits this call, counting it as used, or None."""
        with self._lock:
            mine = [r for r in self._rules if r.target == target]
            hits = [r for r in mine if r.trace and r.trace == trace]
            hits += [r for r in mine if not r.trace]
            if not hits:
                return None
            rule = hits[0]
            if rule.times is not None:
                rule.times -= 1
                if not rule.times:
                    self._rules.remove(rule)
            return rule

    def snapshot(self) -> list[dict]:
        """Return the faults still planned."""
        with self._lock:
            return [asdict(rule) for rule in self._rules]
