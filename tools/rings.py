"""`./dev test`: the rings in order, the first red one ends the run."""

import os
import time

from . import ring_core, ring_odoo, ring_plain
from .progress import Problem, say

RINGS = {
    "client": ring_plain.without_odoo,
    "simulator": ring_plain.without_odoo,
    "zone": ring_odoo.run,
    "gateway": ring_odoo.run,
    "both": ring_odoo.run,
    "seam": ring_plain.with_environment,
    "browser": ring_plain.with_environment,
    "e2e": ring_plain.with_environment,
    "core": ring_core.run,
}
# Run when they are named, or with `--full`.
ONLY_FULL = {"core"}


# What `--full` makes longer: random ledgers of the statement's property test, the
# payments of the simulated month at the gateway.
FULL = {
    "RING_FULL": "1",
    "CUSTOMER_ZONE_STATEMENT_HISTORIES": "300",
    "SAGEPAY_MONTH_PAYMENTS": "500",
}
FULL_PATIENCE = "--timeout=7200"  # seconds, for one test


def _parse(arguments):
    """Split ``[--full] [ring ...] [-- pytest arguments]``."""
    if "--" in arguments:
        split = arguments.index("--")
        arguments, extra = arguments[:split], arguments[split + 1 :]
    else:
        extra = []
    full = "--full" in arguments
    if full:
        arguments = [name for name in arguments if name != "--full"]
        os.environ.update(FULL)
        extra = [FULL_PATIENCE, *extra]
    unknown = [name for name in arguments if name not in RINGS]
    if unknown:
        raise Problem(
            f"No such ring: {' '.join(unknown)}. There are: {' '.join(RINGS)}."
        )
    every = [name for name in RINGS if full or name not in ONLY_FULL]
    return [name for name in RINGS if name in arguments] or every, extra


def main(arguments):
    """Run rings, print one plain closing line, return 0 when all are green."""
    rings, extra = _parse(arguments)
    total = {"passed": 0, "failed": 0, "skipped": 0}
    green = True
    for ring in rings:
        started = time.monotonic()
        say(f"== ring {ring}")
        try:
            counts = RINGS[ring](ring, extra)
        except Problem as problem:
            say(str(problem))
            counts = {"failed": 1, "ok": False}
        green = counts.pop("ok")
        for key, count in counts.items():
            total[key] += count
        word = "green" if green else "RED"
        say(f"== ring {ring}: {word}, {time.monotonic() - started:.0f} s")
        if not green:
            break
    if not green and not total["failed"]:
        total["failed"] = 1
    line = f"{total['passed']} passed, {total['failed']} failed"
    say(line + (f", {total['skipped']} skipped" if total["skipped"] else ""))
    return 0 if green else 1
