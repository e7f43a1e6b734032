"""What both SOAP services do around an answer: a row in the ledger, and faults."""

from __future__ import annotations

from collections.abc import Callable

from .app import Simulator
from .wire import Reply, Request, spoil


def serve(
    sim: Simulator,
    request: Request,
    service: str,
    answer: Callable[[Simulator, Request, dict], Reply],
) -> Reply:
    """Return the answer to one call, spoilt where a fault was ordered for it.

    :param service: ``statement`` or ``partner``, as faults and the ledger name it
    :param answer: writes what was asked into the row of the ledger it is given
    """
    row = {"at": sim.clock.stamp(), "service": service, "fault": ""}
    row = sim.ledger.add_row("services", row)
    rule = sim.faults.take(service)
    reply = answer(sim, request, row)
    if rule:
        sim.ledger.finish_row(row, fault=rule.fault)
        reply = spoil(reply, rule, sim.stopping)
    return reply
