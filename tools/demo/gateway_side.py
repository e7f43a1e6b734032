"""What the simulated gateway has to know of the demo's earlier online payments."""

import json
import urllib.error
import urllib.request
from decimal import Decimal

from ..progress import Problem
from .month_gateway import settings_of_running
from .template import today


def call(shop, what, /, **values):
    """Call the simulator's control interface and return its answer.

    :raise Problem: with the simulator's reason, when it refuses
    """
    request = urllib.request.Request(
        f"{shop.gateway_url}/_sim/{what}",
        data=json.dumps(values).encode() if values else None,
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        text = error.read().decode()
        raise Problem(f"The gateway refuses “{what}”: {text}") from error


def let_gateway_remember(shop):
    """Let the gateway know what is on its way in the books, and its statements."""
    call(shop, "reset", everything=True)
    call(shop, "statement", settings=settings_of_running(today()))
    call(shop, "merchants", name="Karoo Office Supplies (Pty) Ltd")
    rows = shop.sql(
        "SELECT reference, amount FROM payment_transaction WHERE state = 'pending'"
    )
    for reference, amount in rows:
        call(
            shop,
            "pay",
            fields={"p2": reference, "p3": "Invoice", "p4": f"{Decimal(amount):.2f}"},
            method=2,
            outcome="pending",
            announce=False,
        )
