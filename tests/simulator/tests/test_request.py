"""The posted request: what opens a payment and what is refused."""

import pytest

from ..merchants import FOREIGN_SERVICE_KEY

PAGE = "/site/paynow.aspx"


def test_a_good_request_shows_amount_description_and_all_ways_to_pay(gateway):
    reply = gateway.post(PAGE, gateway.order())
    assert "R\u00a0349.00" in reply.text
    assert "Karoo Office Supplies S00042-1" in reply.text
    first, last = reply.text.index("method-card"), reply.text.index("method-1voucher")
    others = "instant-eft bank-eft retail scan masterpass visa mobicred payflex"
    for name in others.split():
        assert first < reply.text.index(f'id="method-{name}"') < last
    assert "Master &amp; Visa Card" in reply.text


def test_field_names_are_read_in_any_case(gateway):
    fields = {name.swapcase(): value for name, value in gateway.order().items()}
    assert 'id="method-card"' in gateway.post(PAGE, fields).text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"m1": None}, "m1 is missing"),
        ({"m2": None}, "m2 is missing"),
        ({"p2": None}, "p2 is missing"),
        ({"p2": "  "}, "p2 is missing"),
        ({"p3": None}, "p3 is missing"),
        ({"p4": None}, "p4 is missing"),
        ({"m1": "not-a-guid"}, "m1 is not a GUID"),
        ({"m2": "24ade73c"}, "m2 is not a GUID"),
        ({"m1": "11111111-2222-4333-8444-555555555556"}, "m1 is no active"),
        ({"m2": "11111111-2222-4333-8444-555555555555"}, "m2 is no active"),
        ({"p2": "X" * 26}, "p2 is longer than 25"),
        ({"p2": "INV/2026/00042"}, "p2 has characters"),
        ({"p3": "a | b"}, "p3 has a refused character"),
        ({"p3": "x" * 51}, "p3 is longer than 50"),
        ({"m11": "+27821234567"}, "m11 is not"),
        *(
            ({"p4": amount}, "p4 is")
            for amount in ("5", "5.0", "5,00", "0.00", "1234567.00", "1e2", "-5.00")
        ),
        ({"p4": "５.00"}, "p4 is not an amount"),
        ({"p4": "5.00\n"}, "p4 is not an amount"),
    ],
)
def test_a_bad_request_is_refused_and_the_shop_hears_nothing(
    gateway, shop, changes, error
):
    reply = gateway.post(PAGE, gateway.order(**changes))
    assert 'id="cannot-process"' in reply.text
    assert error in reply.text
    assert error in gateway.ledger()["refusals"][0]["errors"][0]
    assert gateway.ledger()["payments"] == []
    assert shop.hits == []


def test_25_characters_and_the_largest_amount_are_taken(gateway):
    reply = gateway.post(PAGE, gateway.order("X" * 25, p3="Ltd", p4="999999.99"))
    assert "R\u00a0999\u00a0999.99" in reply.text


def test_a_reference_is_refused_the_second_time_even_if_never_paid(gateway):
    gateway.visit()
    reply = gateway.post(PAGE, gateway.order())
    assert "p2 was used before" in reply.text


def test_another_account_may_use_the_same_reference(gateway):
    gateway.visit()
    reply = gateway.post(PAGE, gateway.order(m1=FOREIGN_SERVICE_KEY))
    assert "Another Merchant" in reply.text


def test_a_reference_may_be_shown_again_if_only_attempts_use_it_up(gateway):
    gateway.control("switches", reference_once_shown=False)
    gateway.visit()
    gateway.visit()
    gateway.control("pay", reference="S00042-1", outcome="decline")
    assert "p2 was used before" in gateway.post(PAGE, gateway.order()).text


def test_a_field_sent_twice_is_not_taken_as_one(gateway):
    pairs = [*gateway.order().items(), ("P4", "1.00")]
    assert "p4 is not an amount" in gateway.post(PAGE, pairs).text


def test_card_is_hidden_above_the_limit_only(gateway):
    gateway.control("merchants", card_limit="348.99")
    reply = gateway.post(PAGE, gateway.order())
    assert 'id="method-card"' not in reply.text
    assert "Card payment is not available" in reply.text
    gateway.control("merchants", card_limit="349.00")
    assert 'id="method-card"' in gateway.post(PAGE, gateway.order("S2")).text


def test_referer_and_fields_are_kept(gateway):
    kind = {"Referer": "http://shop/zone/pay?token=x"}
    kind["Content-Type"] = "application/x-www-form-urlencoded"
    body = "&".join(f"{k}={v}" for k, v in gateway.order(p3="Karoo").items())
    gateway.ask("POST", PAGE, body, kind)
    payment = gateway.ledger()["payments"][0]
    assert payment["referer"] == "http://shop/zone/pay?token=x"
    assert payment["fields"]["budget"] == "Y"
    assert payment["fields"]["p4"] == "349.00"


def test_hostile_text_is_shown_as_text(gateway):
    gateway.control("switches", strict_text=False)
    bad = "<script>alert(1)</script>\"'&"
    reply = gateway.post(PAGE, gateway.order(p3=bad))
    assert "<script>alert" not in reply.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;" in reply.text
