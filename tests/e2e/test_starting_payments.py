"""How a payment may not begin: with odd amounts, or with a stand-in for real money."""

import pytest
import requests

from .conftest import EMAIL
from .gateway import TIMEOUT, notice
from .statements import provider_of

COUNT = "SELECT count(*) FROM payment_transaction"
AMOUNTS = (-1, 0, None, "NaN", "Infinity", 1e12, 0.001, "1e2", "１００", [], {}, True)


def ask(payer, path, **params):
    """Call one of the routes that scripts call; return its answer."""
    return payer.session.post(
        f"{payer.shop.url}{path}",
        json={"jsonrpc": "2.0", "method": "call", "params": params},
        timeout=TIMEOUT,
    )


@pytest.mark.logs(r"odoo\.http: (This way of paying|The access token)")
def test_no_odd_amount_starts_a_payment(shop, payer, seller):
    """X-14: neither through the zone nor through Odoo's own address."""
    invoice = seller.new_invoice(EMAIL, (("Monitor arm", 1),))
    provider = provider_of(seller)
    method = seller.read("payment.provider", provider, "payment_method_ids")
    before = shop.sql(COUNT)
    # As core's own script sends them.
    common = {
        "provider_id": provider,
        "payment_method_id": method["payment_method_ids"][0],
        "flow": "redirect",
        "tokenization_requested": False,
        "landing_route": "//evil.example",
    }
    zone = payer.zone.removeprefix(shop.url)
    for amount in AMOUNTS:
        for path in (
            f"{zone}/pay/transaction/invoice-{invoice}/part-{amount}",
            f"{zone}/pay/transaction/{invoice}/part-{amount}",
            f"/invoice/transaction/{invoice}",
        ):
            answer = ask(payer, path, **common, amount=amount, access_token="x")
            assert answer.status_code < 500, path
            refused = answer.status_code == 404 or "error" in answer.json()
            assert refused, (path, amount, answer.text)
    assert shop.sql(COUNT) == before


@pytest.mark.logs(r"Sage Pay cannot start|simulator|ValidationError")
def test_a_simulator_is_no_way_to_pay_a_live_shop(
    shop, gateway, payer, seller, new_payment, books
):
    """O-05: the override of the server is for test mode; live payments are refused."""
    under_way = new_payment()
    gateway.show(under_way)
    provider = provider_of(seller)
    seller.call("payment.provider", "write", [provider], {"state": "enabled"})
    try:
        shown = len(gateway.ledger()["payments"])
        with pytest.raises((AssertionError, requests.HTTPError)):
            new_payment()
        assert len(gateway.ledger()["payments"]) == shown
        (words,) = seller.call(
            "payment.provider", "read", [provider], ["sagepay_findings"]
        )
        assert "SAGEPAY_SIMULATOR_URL" in words["sagepay_findings"]
        # Nor does it answer for what was begun before.
        told = gateway.call("pay", reference=under_way.reference)
        assert books.state(under_way) == "draft"
    finally:
        seller.call("payment.provider", "write", [provider], {"state": "test"})
    gateway.forge("notify", notice(under_way, told["trace"]))
    assert books.is_paid(under_way)
