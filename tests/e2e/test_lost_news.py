"""News that is late, lost or unsaid ends in the books all the same."""

from .gateway import notice
from .schedules import catch_up


def check_now(seller, trace):
    """Press Check now as the bookkeeper does; return the answer of the button."""
    wizard = seller.call("sagepay.check", "create", {"trace": trace})
    return seller.call("sagepay.check", "action_check", [wizard])


def test_a_lost_notice_is_repaired_by_check_now(gateway, books, new_payment, seller):
    """R-15: nobody told us; a person finds the trace in the merchant portal."""
    started = new_payment()
    trace = gateway.pay(started, announce=False)["trace"]
    assert books.state(started) == "draft"
    action = check_now(seller, trace)
    assert action["res_model"] == "sagepay.notice"
    assert books.is_paid(started)
    assert books.receipts(started) == 1
    check_now(seller, trace)
    assert books.receipts(started) == 1


def test_a_gateway_that_is_down_is_asked_again_until_it_answers(
    shop, gateway, books, new_payment, seller
):
    """G-01, G-02: refused connections first, then errors, then the truth."""
    started = new_payment()
    trace = gateway.pay(started, announce=False)["trace"]
    fields = notice(started, trace)
    shop.gateway.stop()
    assert gateway.forge("notify", fields).status_code == 200
    assert books.state(started) == "draft"
    shop.gateway.start()
    for fault in ("http_500", "http_429", "html", "truncated"):
        gateway.call("faults", target="status", fault=fault, trace=trace, times=1)
        catch_up(shop, seller)
        assert books.state(started) == "draft"
    catch_up(shop, seller)
    assert books.is_paid(started)
    assert books.receipts(started) == 1


def test_a_bank_transfer_that_settles_later_is_booked(gateway, books, new_payment):
    """R-13: pending first, paid with another trace later."""
    started = new_payment()
    gateway.pay(started, method=2, outcome="pending")
    assert books.state(started) == "pending"
    gateway.call("settle", reference=started.reference, trace_mode="new")
    assert books.is_paid(started)
    assert books.receipts(started) == 1


def test_a_decline_and_a_retry_on_the_gateways_page_end_paid(
    gateway, books, new_payment
):
    """R-04: several traces, one reference."""
    started = new_payment()
    gateway.pay(started, outcome="insufficient")
    assert books.state(started) == "error"
    gateway.call("pay", reference=started.reference, outcome="cancel")
    gateway.call("pay", reference=started.reference)
    assert books.is_paid(started)
    assert books.receipts(started) == 1


def test_success_then_declined_is_flagged_and_not_undone(gateway, books, new_payment):
    """R-05"""
    started = new_payment()
    gateway.pay(started)
    gateway.call(
        "contradict", reference=started.reference, trace_mode="new", money=True
    )
    assert books.is_paid(started)
    assert books.receipts(started) == 1
    assert ("late_decline", True) in books.outcomes(started)


def test_a_genuine_payment_to_another_merchant_is_shown_as_what_it_is(
    gateway, books, new_payment, shop
):
    """N-04: it cannot be told apart now, so the evidence must stand for later."""
    started = new_payment()
    gateway.show(started)
    stranger = gateway.call(
        "pay",
        fields={
            "m1": "99999999-8888-4777-8666-555555555555",
            "p2": started.reference,
            "p4": started.amount,
        },
        announce=False,
    )
    answer = gateway.forge("notify", notice(started, stranger["trace"]))
    assert answer.status_code == 200
    rows = shop.sql(
        "SELECT reply_accepted, trace FROM sagepay_notice"
        f" WHERE reference = '{started.reference}'"
    )
    assert rows == [["t", stranger["trace"]]]
    assert books.receipts(started) == 1
