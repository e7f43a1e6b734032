"""What the simulated gateway has to know of the demo's earlier online payments."""

import json
import urllib.request
from decimal import Decimal


def call(shop, what, /, **values):
    """Call the simulator's control interface and return its answer."""
    request = urllib.request.Request(
        f"{shop.gateway_url}/_sim/{what}",
        data=json.dumps(values).encode() if values else None,
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def let_gateway_remember(shop):
    """Let the gateway know its payments that are still on their way in the books."""
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
