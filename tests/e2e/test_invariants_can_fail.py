"""The invariant checker finds what it is there for: each lie is seen, then undone."""

import pytest

from tests.ledger import InvariantBroken, assert_invariants

LIES = {
    "I1: not exactly one receipt": (
        "UPDATE account_payment SET payment_transaction_id = NULL"
        " WHERE payment_transaction_id IS NOT NULL"
    ),
    "I2: done without proof": (
        "UPDATE sagepay_notice SET reply_amount = reply_amount + 1 WHERE reply_accepted"
    ),
    "I3: proven, but not done any more": (
        "UPDATE payment_transaction SET state = 'cancel' WHERE state = 'done'"
    ),
    "I3: booked before it was proven": (
        "UPDATE sagepay_notice SET verified_at = verified_at + interval '1 hour'"
    ),
    "I4: received, but neither booked nor listed": (
        "UPDATE account_payment SET state = 'canceled'"
        " WHERE payment_transaction_id IS NOT NULL"
    ),
}


@pytest.mark.parametrize("complaint", LIES)
def test_a_lie_in_the_books_is_found(shop, gateway, new_payment, complaint):
    """I1 to I4"""
    gateway.pay(new_payment())

    def in_a_world_with_the_lie(statement):
        return shop.sql(f"BEGIN; {LIES[complaint]}; {statement}; ROLLBACK")

    with pytest.raises(InvariantBroken, match=complaint):
        assert_invariants(in_a_world_with_the_lie, gateway.ledger())
