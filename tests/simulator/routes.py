"""Which function answers which address; paths are compared in lower case."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import control, hosted, human, nif, partner, printed, status
from .app import Simulator
from .wire import PLAIN, Reply, Request

SESSION = r"/site/pay/([\w-]+)"
# A session is case-sensitive, therefore patterns ignore case instead of the path.
ROUTES: list[tuple[str, str, Callable[..., Reply]]] = [
    ("GET POST", r"/site/paynow\.aspx", hosted.open_page),
    ("GET", SESSION, hosted.choose),
    ("GET", SESSION + r"/method/([0-9]{1,2})", hosted.method_page),
    ("GET", SESSION + r"/card", hosted.card_form),
    ("POST", SESSION + r"/card", hosted.card_submit),
    ("POST", SESSION + r"/offline", hosted.offline),
    ("POST", SESSION + r"/outcome", hosted.outcome),
    ("POST", SESSION + r"/cancel", hosted.cancel),
    ("GET", r"/PayNow/TransactionStatus/Check", status.check),
    ("POST", r"/NIWS/niws_partner\.svc", partner.handle),
    ("POST", r"/NIWS/NIWS_NIF\.svc", nif.handle),
    ("GET", r"/_sim/?", human.index),
    ("POST", r"/_sim/do", human.act),
    ("GET", r"/_sim/books", printed.books),
    ("GET POST", r"/_sim/([a-z]+)", control.handle),
]
COMPILED = [(set(m.split()), re.compile(p, re.I), f) for m, p, f in ROUTES]


def dispatch(sim: Simulator, request: Request) -> Reply:
    """Answer one request; 404 for no such address, 405 for a wrong method."""
    known = False
    for methods, pattern, function in COMPILED:
        match = pattern.fullmatch(request.path)
        if match and request.method in methods:
            return function(sim, request, *match.groups())
        known = known or bool(match)
    return Reply(b"no such page", 405 if known else 404, PLAIN)
