"""The ledger can be printed, and says what the JSON ledger says."""

from ..merchants import FOREIGN_SERVICE_KEY


def test_the_printed_ledger_names_every_try_and_all_the_money(gateway, shop):
    gateway.control("pay", fields={"p2": "S1-1", "p4": "10.00"}, outcome="decline")
    gateway.control("pay", reference="S1-1")
    gateway.control(
        "pay", fields={"p2": "S2-1", "p4": "5.50", "m1": FOREIGN_SERVICE_KEY}
    )
    printed = gateway.ask("GET", "/_sim/books")
    assert printed.headers["Content-Type"].startswith("text/plain")
    assert printed.headers["X-Pay-Now-Simulated"]
    lines = printed.text.splitlines()
    tries = [line for line in lines if " S1-1 " in line or " S2-1 " in line]
    assert len(tries) == 3
    for attempt in (a for p in gateway.ledger()["payments"] for a in p["attempts"]):
        assert attempt["trace"] in printed.text
    assert "Received in all: R15.50" in lines
    assert sum(line.startswith("  account ") for line in lines) == 2
    assert any("decline" in line and " - " in line for line in tries)


def test_a_payment_that_was_only_opened_is_printed_as_open(gateway):
    gateway.visit("S3-1")
    lines = gateway.ask("GET", "/_sim/books").text.splitlines()
    assert any("S3-1" in line and line.endswith("open") for line in lines)
