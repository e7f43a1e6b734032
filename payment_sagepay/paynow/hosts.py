"""Where the gateway lives, and the one permitted way to point elsewhere.

Addresses: https://api.netcash.co.za/inbound-payments/pay-now/pay-now-ecommerce
(payment page); the status address is observed in public integrations since
2019-10. Recorded November 2026.
"""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from .errors import Rejected

PAGE_BASE = "https://paynow.netcash.co.za"
SERVICE_BASE = "https://ws.netcash.co.za"

PAGE_PATH = "/site/paynow.aspx"
STATUS_PATH = "/PayNow/TransactionStatus/Check"
PARTNER_PATH = "/NIWS/niws_partner.svc"
NIF_PATH = "/NIWS/NIWS_NIF.svc"

SIMULATOR_VARIABLE = "SAGEPAY_SIMULATOR_URL"
SIMULATED_HEADER = "X-Pay-Now-Simulated"

_LOOPBACK_4 = ipaddress.IPv4Network("127.0.0.0/8")
_LOOPBACK_6 = ipaddress.IPv6Address("::1")


def simulator_base(environ: Mapping[str, str]) -> str | None:
    """Return the simulator's base address, or None when no override is set.

    The base replaces both ``PAGE_BASE`` and ``SERVICE_BASE``. Raises ``Rejected``
    when the variable is set to anything but ``http(s)://<literal loopback
    address>[:port]``: a wrong override must be loud, never fall back to real money.
    The caller decides whether an override is allowed at all (test state only).
    """
    url = environ.get(SIMULATOR_VARIABLE, "").strip()
    if not url:
        return None
    if not is_loopback(url):
        raise Rejected("The simulator is not on a loopback address", code="override")
    return url.rstrip("/")


def is_loopback(url: str) -> bool:
    """Tell whether ``url`` is a bare http(s) base on 127.0.0.0/8 or ::1.

    Names, ``localhost`` included, are resolved by others and therefore not trusted;
    credentials, paths, queries and unusual spellings of the address are refused.
    """
    try:
        parts = urlsplit(url)
        host = ipaddress.ip_address(parts.hostname or "")
        port = parts.port
    except ValueError:
        return False
    literal = f"[{host}]" if host.version == 6 else str(host)
    bare = literal if port is None else f"{literal}:{port}"
    inside = host in _LOOPBACK_4 if host.version == 4 else host == _LOOPBACK_6
    return (
        inside
        and parts.scheme in ("http", "https")
        and url.rstrip("/") == f"{parts.scheme}://{bare}"
    )
