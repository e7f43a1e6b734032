"""One base address, believed or not: what all questions to the gateway share."""

from .errors import Rejected, RetryLater
from .hosts import SERVICE_BASE, SIMULATED_HEADER, is_loopback
from .http import (
    CONNECT_TIMEOUT,
    DEADLINE,
    MAX_BYTES,
    Limits,
    Reply,
    request,
)


class Gateway:
    """The gateway's services at one base address.

    ``simulated`` says that the address was overridden: then it must be a literal
    loopback address, and only then a reply stamped as simulated is believed. Any
    other address than the gateway's own or loopback raises ``Rejected`` (override).
    Times are seconds, ``max_bytes`` is the size of an unpacked reply.
    """

    def __init__(
        self,
        service_base: str = SERVICE_BASE,
        simulated: bool = False,
        connect_timeout: float = CONNECT_TIMEOUT,
        deadline: float = DEADLINE,
        max_bytes: int = MAX_BYTES,
    ):
        local = is_loopback(service_base)
        real = service_base.rstrip("/") == SERVICE_BASE and not simulated
        if not (local or real):
            raise Rejected("Only loopback may replace the gateway", code="override")
        self._base = service_base.rstrip("/")
        self._simulated = simulated
        self._limits = Limits(connect_timeout, deadline=deadline, max_bytes=max_bytes)

    def _fetch(self, method: str, path: str, body=None, headers=None) -> Reply:
        """Return a reply with status 200 from the party we meant to ask.

        Raises ``Rejected`` (simulated) for a stamped reply without an override and
        ``RetryLater`` (http_<status>) for every other status: a gateway in trouble
        says nothing about the question.
        """
        reply = request(method, self._base + path, body, headers, self._limits)
        if SIMULATED_HEADER.lower() in reply.headers and not self._simulated:
            raise Rejected("A simulator answered", code="simulated", raw=reply.raw)
        if reply.status != 200:
            code = f"http_{reply.status}"
            message = f"The gateway answered {reply.status}"
            raise RetryLater(message, code=code, raw=reply.raw)
        return reply
