"""Slows down whoever tries out addresses. Real links are never affected."""

import ipaddress
import logging

from odoo.http import request

_logger = logging.getLogger(__name__)

PER_HOUR = 100
HOUR = 60 * 60


def too_many_guesses():
    """Count one address nobody was ever sent; return a short refusal if too many.

    The count is kept per network address of the visitor in the database, so it holds
    for all workers together. ``None`` means: answer as usual.
    """
    # Visitors have no rights on counters; nothing but a number is kept.
    counters_sudo = request.env["customer.zone.throttle"].sudo()
    network = _network(request.httprequest.remote_addr)
    count = counters_sudo._count(f"guess-{network}", HOUR)
    if count <= PER_HOUR:
        return None
    if count == PER_HOUR + 1:
        _logger.warning("Customer Zone: somebody at %s tries out links", network)
    return request.make_response("", [("Retry-After", HOUR)], status=429)


def _network(address):
    """Return the address of one household: IPv6 hands out whole networks."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))
