"""What happens after the payer left: settling, contradicting, repeating, forging."""

import json

import pytest

FIELDS = {"p2": "S00042-1", "p4": "349.00"}


@pytest.fixture
def pending(gateway, shop):
    """Return the trace of a pending bank EFT."""
    data = {"fields": FIELDS, "outcome": "pending", "method": 2}
    trace = gateway.control("pay", **data)["trace"]
    shop.hits.clear()
    return trace


def test_settling_sends_a_second_notify_with_the_same_trace(gateway, shop, pending):
    assert '"TransactionAccepted": false' in gateway.status(pending).text
    gateway.control("settle", reference="S00042-1")
    (hit,) = shop.hits
    assert hit.fields["TransactionAccepted"] == "true"
    assert hit.fields["RequestTrace"] == pending
    assert '"TransactionAccepted": true' in gateway.status(pending).text
    assert gateway.ledger()["totals"]["received"] == "349.00"


def test_settling_may_come_with_a_new_trace_and_another_amount(gateway, shop, pending):
    data = {"trace": pending, "trace_mode": "new", "amount": "300.00"}
    answer = gateway.control("settle", **data)
    assert answer["trace"] != pending
    assert shop.hits[0].fields["RequestTrace"] == answer["trace"]
    assert shop.hits[0].fields["Amount"] == "300.00"
    old = json.loads(gateway.status(pending).text)
    new = json.loads(gateway.status(answer["trace"]).text)
    assert (old["TransactionAccepted"], new["TransactionAccepted"]) == (False, True)
    assert (old["Reference"], new["Amount"]) == ("S00042-1", "300.00")
    assert gateway.ledger()["payments"][0]["attempts"][1]["settles"] == pending
    assert gateway.ledger()["totals"]["received"] == "300.00"


def test_settling_may_be_silent_and_keeps_the_history(gateway, shop, pending):
    gateway.control("settle", trace=pending, announce=False)
    assert shop.hits == []
    (attempt,) = gateway.ledger()["payments"][0]["attempts"]
    assert attempt["history"][0]["reason"] == "Pending payment"


def test_only_a_pending_payment_can_be_settled(gateway):
    gateway.control("pay", fields=FIELDS)
    assert "no pending" in gateway.control("settle", 404, reference="S00042-1")["error"]


@pytest.mark.parametrize("mode", ["same", "new"])
def test_success_may_be_followed_by_declined(gateway, shop, mode):
    """R-05: the shop hears yes, then no, and the money never came."""
    first = gateway.control("pay", fields=FIELDS, method=4)["trace"]
    answer = gateway.control("contradict", reference="S00042-1", trace_mode=mode)
    told = [(h.fields["TransactionAccepted"], h.fields["Reason"]) for h in shop.hits]
    assert told == [("true", "Success"), ("false", "Declined")]
    assert (answer["trace"] == first) == (mode == "same")
    kept = json.loads(gateway.status(first).text)["TransactionAccepted"]
    assert kept == (mode == "new")
    assert gateway.ledger()["totals"]["received"] == "0.00"


def test_a_new_declined_trace_may_withdraw_the_first(gateway):
    first = gateway.control("pay", fields=FIELDS)["trace"]
    data = {"trace": first, "trace_mode": "new", "withdraw": True}
    gateway.control("contradict", **data)
    assert not json.loads(gateway.status(first).text)["TransactionAccepted"]


def test_decline_then_success_keeps_both_traces(gateway):
    """R-04."""
    no = gateway.control("pay", fields=FIELDS, outcome="decline")["trace"]
    yes = gateway.control("pay", reference="S00042-1")["trace"]
    assert no != yes
    assert not json.loads(gateway.status(no).text)["TransactionAccepted"]
    assert json.loads(gateway.status(yes).text)["TransactionAccepted"]


def test_notify_again_repeats_the_same_bytes(gateway, shop):
    trace = gateway.control("pay", fields=FIELDS)["trace"]
    data = {"trace": trace, "copies": 8, "parallel": True}
    posts = gateway.control("notify", **data)["posts"]
    assert [post["status"] for post in posts] == [200] * 8
    assert len(shop.hits) == 9
    assert all(hit.pairs == shop.hits[0].pairs for hit in shop.hits)


def test_notify_again_may_lie_about_single_fields(gateway, shop):
    trace = gateway.control("pay", fields=FIELDS)["trace"]
    lie = {"Amount": "1.00", "Reason": None, "Extra9": "x"}
    gateway.control("notify", trace=trace, to="accept", overrides=lie)
    fields = shop.hits[1].fields
    assert shop.hits[1].path.endswith("/accept")
    assert fields["Amount"] == "1.00" and fields["Extra9"] == "x"
    assert "Reason" not in fields
    assert '"Amount": "349.00"' in gateway.status(trace).text


def test_a_forged_post_changes_nothing_here(gateway, shop):
    """N-01, N-19: any pairs, also repeated ones."""
    pairs = [("TransactionAccepted", "true"), ("TransactionAccepted", "false")]
    gateway.control("notify", forge=[*pairs, ("RequestTrace", "1.2")])
    assert shop.hits[0].pairs == [*pairs, ("RequestTrace", "1.2")]
    assert gateway.ledger()["payments"] == []
    assert gateway.ledger()["posts"][0]["by"] == "forger"
    assert '"0.0"' in gateway.status("1.2").text


def test_a_raw_body_is_sent_as_it_is(gateway, shop):
    gateway.control("notify", raw="%00=%ff&Reference[]=x", to="decline")
    assert shop.hits[0].path.endswith("/decline")
    assert shop.hits[0].fields["Reference[]"] == "x"


def test_posts_never_leave_this_machine(gateway):
    data = {"forge": {"a": "b"}, "url": "http://192.0.2.1/x"}
    post = gateway.control("notify", **data)["posts"][0]
    assert "loopback" in post["error"]
    bad = {"notify": "http://example.com/"}
    assert "loopback" in gateway.control("merchants", 400, callbacks=bad)["error"]


def test_the_human_page_settles_and_notifies(gateway, shop, pending):
    page = gateway.ask("GET", "/_sim/").text
    assert pending in page and ">Settle<" in page and ">Notify again<" in page
    reply = gateway.post("/_sim/do", {"action": "settle", "trace": pending})
    assert reply.status == 303 and reply.headers["Location"] == "/_sim/"
    gateway.post("/_sim/do", {"action": "notify", "trace": pending})
    told = [hit.fields["TransactionAccepted"] for hit in shop.hits]
    assert told == ["true", "true"]
    assert ">paid<" in gateway.ask("GET", "/_sim/").text
