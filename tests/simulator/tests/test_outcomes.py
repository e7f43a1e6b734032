"""How outcomes are told: order, copies, and the shapes of a post."""

import threading
import time
from functools import partial

import pytest

from ..merchants import FOREIGN_SERVICE_KEY
from .conftest import CARD

FIELDS = {"p2": "S00042-1", "p4": "349.00", "m4": "one", "m10": "a=1"}


@pytest.mark.parametrize(
    ("order", "kinds"),
    [("notify_first", ["notify", "accept"]), ("accept_first", ["accept", "notify"])],
)
def test_pay_sends_both_posts_in_the_order_asked_for(gateway, shop, order, kinds):
    data = {"fields": FIELDS, "browser": "send", "switches": {"order": order}}
    answer = gateway.control("pay", **data)
    assert shop.kinds() == kinds
    assert [post["status"] for post in answer["posts"]] == [200, 200]
    assert answer["posts"][0]["body"] == "OK"
    accept = next(hit for hit in shop.hits if hit.path.endswith("accept"))
    assert accept.query == "a=1" and "Cookie" not in accept.headers


def test_together_means_both_are_under_way_at_once(gateway, shop):
    gate = threading.Barrier(2, timeout=5)
    keep = shop.finish_request

    def meet(request, address):
        gate.wait()
        keep(request, address)

    shop.finish_request = meet
    switches = {"order": "together"}
    gateway.control("pay", fields=FIELDS, browser="send", switches=switches)
    assert sorted(shop.kinds()) == ["accept", "notify"]


def test_beside_a_real_browser_accept_first_delays_the_notify(gateway, shop):
    gateway.control("switches", order="accept_first", notify_delay=0.3)
    gateway.post(f"{gateway.visit()}/card", CARD)
    assert shop.hits == []
    time.sleep(0.6)
    assert shop.kinds() == ["notify"]


@pytest.mark.parametrize("copies", [0, 2, 5])
def test_notify_is_lost_or_repeated(gateway, shop, copies):
    switches = {"notify_copies": copies, "notify_parallel": copies == 5}
    gateway.control("pay", fields=FIELDS, switches=switches)
    assert shop.kinds() == ["notify"] * copies
    assert len({hit.fields["RequestTrace"] for hit in shop.hits}) <= 1
    assert gateway.ledger()["totals"]["received"] == "349.00"


def test_notify_may_lack_the_reason_while_the_browser_keeps_it(gateway, shop):
    switches = {"notify_reason": False}
    gateway.control("pay", fields=FIELDS, browser="send", switches=switches)
    assert "Reason" not in shop.hits[0].fields
    assert shop.hits[1].fields["Reason"] == "Success"


def test_fields_come_in_the_documented_order(gateway, shop):
    switches = {"card_fields": True, "deposit_receipt": True}
    gateway.control("pay", fields=FIELDS, switches=switches)
    assert [name for name, _ in shop.hits[0].pairs] == (
        "TransactionAccepted Reason CardHolderIpAddr RequestTrace Reference Extra1 "
        "Extra2 Extra3 Amount Method ccToken ccHolder ccMasked ccExpiry type"
    ).split()
    fields = shop.hits[0].fields
    assert fields["type"] == "DEPOSITRECEIPT"
    assert fields["ccMasked"] == "4000 XXXX XXXX 0002"
    assert fields["ccExpiry"] == "122030"


def test_card_fields_come_for_m14_on_card_only(gateway, shop):
    gateway.control("pay", fields={**FIELDS, "m14": "1"})
    gateway.control("pay", fields={**FIELDS, "p2": "B", "m14": "1"}, method=4)
    assert "ccToken" in shop.hits[0].fields
    assert "ccToken" not in shop.hits[1].fields


def test_redirect_may_be_empty(gateway, shop):
    data = {"fields": FIELDS, "outcome": "pending", "method": 3, "browser": "send"}
    gateway.control("pay", **data, switches={"redirect_empty": True})
    assert shop.kinds() == ["notify", "redirect"]
    assert shop.hits[1].pairs == [] and shop.hits[1].query == ""


def test_a_pending_choice_may_go_without_notify(gateway, shop):
    data = {"fields": FIELDS, "outcome": "pending", "method": 2, "browser": "send"}
    gateway.control("pay", **data, switches={"notify_pending": False})
    assert shop.kinds() == ["redirect"]


def test_posts_may_come_as_get(gateway, shop):
    switches = {"return_method": "GET", "notify_method": "GET"}
    gateway.control("pay", fields=FIELDS, browser="send", switches=switches)
    assert [hit.method for hit in shop.hits] == ["GET", "GET"]
    assert shop.hits[1].query.startswith("a=1&TransactionAccepted=true&")


def test_one_address_may_take_all_kinds(gateway, shop):
    one = f"{shop.address}/one"
    kinds = ("accept", "decline", "redirect", "notify")
    gateway.control("merchants", callbacks=dict.fromkeys(kinds, one))
    gateway.control("pay", fields=FIELDS, browser="send")
    assert shop.kinds() == ["one", "one"]


def test_switches_may_hold_for_one_reference_only(gateway, shop):
    gateway.control("switches", reference="S00042-1", notify_copies=0)
    gateway.control("pay", fields=FIELDS)
    gateway.control("pay", fields={**FIELDS, "p2": "OTHER"})
    assert [hit.fields["Reference"] for hit in shop.hits] == ["OTHER"]


@pytest.mark.parametrize(
    "bad",
    [{"nothing": 1}, {"order": "x"}, {"notify_reason": 1}, {"notify_copies": True}],
)
def test_a_switch_that_does_not_exist_is_an_error(gateway, bad):
    assert "error" in gateway.control("switches", 400, **bad)


def test_a_shop_that_fails_is_written_down(gateway, shop):
    shop.status = 503
    post = gateway.control("pay", fields=FIELDS)["posts"][0]
    assert post["status"] == 503 and dict(post["headers"])["Content-Length"] == "2"
    shop.shutdown()
    shop.server_close()
    fields = {**FIELDS, "p2": "B"}
    post = gateway.control("pay", fields=fields)["posts"][0]
    assert post["status"] is None and "refused" in post["error"].lower()


def test_a_strangers_payment_is_genuine_but_the_shop_hears_nothing(gateway, shop):
    """N-04: same reference and amount, another account."""
    fields = {**FIELDS, "m1": FOREIGN_SERVICE_KEY}
    trace = gateway.control("pay", fields=fields)["trace"]
    assert shop.hits == []
    status = gateway.status(trace).text
    assert '"TransactionAccepted": true' in status and "S00042-1" in status
    totals = gateway.ledger()["totals"]["by_merchant"]
    assert totals == {FOREIGN_SERVICE_KEY: "349.00"}


def test_pay_refuses_what_the_page_refuses_and_never_charges_twice(gateway):
    gateway.control("pay", fields=FIELDS)
    assert gateway.control("pay", 422, fields=FIELDS)["refused"]
    assert "paid already" in gateway.control("pay", 400, reference="S00042-1")["error"]
    assert "no payment" in gateway.control("pay", 404, reference="X")["error"]


def test_accepted_without_money_is_not_counted(gateway):
    gateway.control("pay", fields=FIELDS, money=False)
    assert gateway.ledger()["totals"]["received"] == "0.00"


def test_a_trace_and_an_amount_may_be_forced(gateway, shop):
    gateway.control("pay", fields=FIELDS, trace="114.22880", amount="100.00")
    assert shop.hits[0].fields["RequestTrace"] == "114.22880"
    assert shop.hits[0].fields["Amount"] == "100.00"
    assert '"Amount": "100.00"' in gateway.status("114.22880").text
    assert '"0.0"' in gateway.status("114.2288").text


def test_eight_clicks_at_once_charge_once(gateway, shop):
    visit = gateway.visit()
    click = partial(gateway.post, f"{visit}/card", CARD)
    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shop.kinds() == ["notify"]
    assert gateway.ledger()["totals"]["received"] == "349.00"
