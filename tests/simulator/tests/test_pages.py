"""The payer's walk through the pages, as a browser makes it."""

import re
from html import unescape

import pytest

from .conftest import CARD


def way_back(text):
    """Return action and fields of the self-submitting form."""
    action = re.search(r'id="return-form" action="([^"]*)"', text)[1]
    hidden = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', text)
    return unescape(action), {unescape(n): unescape(v) for n, v in hidden}


def test_card_leads_over_terms_to_the_form_and_an_accept(gateway, shop):
    visit = gateway.visit(m10="next=1&x=2", m5="five", m6="six")
    terms = gateway.ask("GET", f"{visit}/method/1").text
    assert 'id="terms"' in terms and 'id="terms-pay"' in terms
    form = gateway.ask("GET", f"{visit}/card").text
    for name in "number holder expiry cvv budget submit".split():
        assert f'id="card-{name}"' in form
    result = gateway.post(f"{visit}/card", CARD).text
    assert 'data-outcome="approve"' in result
    assert "submit()" in result and 'id="return-continue"' in result
    action, fields = way_back(result)
    assert action == f"{shop.address}/payment/sagepay/accept?next=1&x=2"
    trace = fields["RequestTrace"]
    assert re.fullmatch(r"\d{5}\.\d+", trace)
    assert fields == {
        "TransactionAccepted": "true",
        "Reason": "Success",
        "CardHolderIpAddr": "127.0.0.1",
        "RequestTrace": trace,
        "Reference": "S00042-1",
        "Extra1": "S00042-1",
        "Extra2": "five",
        "Extra3": "six",
        "Amount": "349.00",
        "Method": "1",
    }
    (notify,) = shop.hits
    assert notify.path == "/payment/sagepay/notify" and notify.query == ""
    assert notify.fields == fields
    kind = notify.headers["Content-Type"]
    assert kind == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("4000 0000 0000 0010", "Declined"),
        ("4000000000009995", "Insufficient funds"),
        ("4000000000000003", "Invalid card number"),
    ],
)
def test_a_declined_card_may_be_tried_again_under_the_same_reference(
    gateway, shop, number, reason
):
    visit = gateway.visit(m10="next=1")
    first = gateway.post(f"{visit}/card", {**CARD, "number": number}).text
    assert 'id="retry"' in first and "submit()" not in first
    action, fields = way_back(first)
    assert action.endswith("/payment/sagepay/decline?next=1")
    assert fields["Reason"] == reason
    again = gateway.post(f"{visit}/card", CARD).text
    assert 'data-outcome="approve"' in again
    assert [h.fields["TransactionAccepted"] for h in shop.hits] == ["false", "true"]
    assert shop.hits[0].fields["Reference"] == shop.hits[1].fields["Reference"]
    traces = {hit.fields["RequestTrace"] for hit in shop.hits}
    assert len(traces) == 2
    assert gateway.ledger()["totals"]["received"] == "349.00"


def test_decline_goes_back_by_itself_when_switched(gateway):
    gateway.control("switches", decline_returns=True)
    card = {**CARD, "number": "4000000000000010"}
    result = gateway.post(f"{gateway.visit()}/card", card).text
    assert "submit()" in result and 'id="retry"' not in result


def test_submitting_the_card_twice_charges_once(gateway, shop):
    visit = gateway.visit()
    first = way_back(gateway.post(f"{visit}/card", CARD).text)
    assert way_back(gateway.post(f"{visit}/card", CARD).text) == first
    assert len(shop.hits) == 1
    assert gateway.ledger()["totals"]["received"] == "349.00"


@pytest.mark.parametrize("path", ["", "/method/1", "/method/4", "/card"])
def test_a_paid_visit_shows_only_its_result(gateway, path):
    visit = gateway.visit()
    gateway.post(f"{visit}/card", CARD)
    assert 'data-outcome="approve"' in gateway.ask("GET", visit + path).text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"number": ""}, "card number"),
        ({"holder": " "}, "name on the card"),
        ({"expiry": "13/30"}, "MM/YY"),
        ({"expiry": "01/20"}, "expired"),
        ({"cvv": "12"}, "three digits"),
    ],
)
def test_an_incomplete_card_form_is_shown_again_without_an_attempt(
    gateway, shop, typed, error
):
    reply = gateway.post(f"{gateway.visit()}/card", {**CARD, **typed}).text
    assert 'id="card-error"' in reply and error in reply
    assert CARD["number"] not in reply
    assert shop.hits == [] and gateway.ledger()["payments"][0]["attempts"] == []


def test_budget_period_is_offered_unless_refused(gateway):
    assert 'id="card-budget"' in gateway.ask("GET", gateway.visit("A1") + "/card").text
    visit = gateway.visit("A2", Budget=None)
    assert 'id="card-budget"' in gateway.ask("GET", visit + "/card").text
    visit = gateway.visit("A3", Budget="N")
    assert 'id="card-budget"' not in gateway.ask("GET", visit + "/card").text


@pytest.mark.parametrize(("method", "mark"), [(2, "Branch code"), (3, "till")])
def test_offline_methods_show_how_to_pay_and_redirect_as_pending(
    gateway, shop, method, mark
):
    visit = gateway.visit(m10="next=1")
    page = gateway.ask("GET", f"{visit}/method/{method}").text
    assert mark in page and 'id="pay-code"' in page
    action, fields = way_back(gateway.post(f"{visit}/offline", {"method": method}).text)
    assert action == f"{shop.address}/payment/sagepay/redirect"
    assert fields["TransactionAccepted"] == "false"
    assert fields["Reason"] == "Pending payment"
    assert fields["Method"] == str(method)
    assert gateway.ledger()["totals"]["received"] == "0.00"


@pytest.mark.parametrize("method", [4, 5, 6, 7, 8, 9, 10])
@pytest.mark.parametrize(
    ("outcome", "address", "reason"),
    [
        ("approve", "accept", "Success"),
        ("decline", "decline", "Declined"),
        ("cancel", "decline", "Cancelled"),
    ],
)
def test_other_methods_do_what_the_tester_chooses(
    gateway, method, outcome, address, reason
):
    visit = gateway.visit()
    assert (
        f'id="outcome-{outcome}"' in gateway.ask("GET", f"{visit}/method/{method}").text
    )
    chosen = {"method": method, "outcome": outcome}
    action, fields = way_back(gateway.post(f"{visit}/outcome", chosen).text)
    if outcome == "cancel" and method == 4:
        reason = "Declined"
    assert action.endswith(address)
    assert fields["Reason"] == reason and fields["Method"] == str(method)


def test_every_step_can_be_cancelled(gateway, shop):
    visit = gateway.visit()
    for step in ("", "/method/1", "/card", "/method/2", "/method/3", "/method/4"):
        assert 'id="cancel"' in gateway.ask("GET", visit + step).text
    action, fields = way_back(gateway.post(f"{visit}/cancel", {}).text)
    assert action.endswith("/payment/sagepay/decline")
    assert fields["Reason"] == "Cancelled"
    assert shop.hits[0].fields["Reason"] == "Cancelled"


def test_a_payer_who_closes_the_browser_gets_no_way_back(gateway, shop):
    gateway.control("switches", browser_return=False)
    result = gateway.post(f"{gateway.visit()}/card", CARD).text
    assert 'data-outcome="approve"' in result and "return-form" not in result
    assert shop.kinds() == ["notify"]


def test_a_return_by_get_keeps_the_return_string(gateway):
    gateway.control("switches", return_method="GET")
    result = gateway.post(f"{gateway.visit(m10='next=1')}/card", CARD).text
    action, fields = way_back(result)
    assert 'method="get"' in result
    assert "?" not in action and fields["next"] == "1" and fields["Method"] == "1"


def test_every_page_says_simulator_and_uses_nothing_from_elsewhere(gateway):
    visit = gateway.visit()
    pages = [gateway.ask("GET", visit + s).text for s in ("", "/method/1", "/card")]
    pages.append(gateway.post("/site/paynow.aspx", {}).text)
    pages.append(gateway.post(f"{visit}/card", CARD).text)
    pages.append(gateway.ask("GET", "/_sim/").text)
    for page in pages:
        assert 'id="simulator-banner"' in page
        outside = re.findall(r"(?:src|href)=[\"']?(https?:)?//", page)
        assert outside == [] and "@import" not in page


def test_the_cvv_and_the_whole_number_are_kept_nowhere(gateway):
    gateway.post(f"{gateway.visit()}/card", {**CARD, "cvv": "7391"})
    text = gateway.ask("GET", "/_sim/ledger").text
    assert CARD["number"] not in text and "7391" not in text.replace("RequestTrace", "")
