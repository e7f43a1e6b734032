"""Notices that are not true never pay anything, however often they are repeated."""

import pytest

from .gateway import ADDRESSES, notice


def test_an_invented_trace_pays_nothing_at_any_address(gateway, books, new_payment):
    """N-01"""
    started = new_payment()
    gateway.show(started)
    for number, kind in enumerate(ADDRESSES):
        answer = gateway.forge(kind, notice(started, f"11111.22222222{number}"))
        assert answer.status_code == (200 if kind == "notify" else 303)
    assert books.state(started) == "draft"
    assert books.receipts(started) == 0
    assert not books.is_paid(started)
    outcomes = [outcome for outcome, _attention in books.outcomes(started)]
    assert len(outcomes) == len(ADDRESSES)
    assert set(outcomes) <= {"waiting", "unknown_trace"}


def test_the_trace_of_one_invoice_does_not_pay_another_of_the_same_amount(
    gateway, books, new_payment
):
    """N-03"""
    paid, other = new_payment(), new_payment()
    assert paid.amount == other.amount
    trace = gateway.pay(paid)["trace"]
    gateway.show(other)
    for kind in ("notify", "accept"):
        gateway.forge(kind, notice(other, trace))
    assert books.is_paid(paid)
    assert books.state(other) == "draft"
    assert books.receipts(other) == 0
    assert not books.is_paid(other)
    assert books.outcomes(other) == [("reference_differs", True)] * 2


@pytest.mark.parametrize("times", [2, 3, 100])
def test_a_wrong_amount_never_pays_however_often_it_is_told(
    gateway, books, new_payment, times
):
    """N-07"""
    started = new_payment()
    gateway.pay(started, amount="1.00")
    gateway.notify_again(started, copies=times - 1)
    assert books.state(started) != "done"
    assert books.receipts(started) == 0
    assert not books.is_paid(started)
    assert books.outcomes(started)[0] == ("amount_differs", True)
