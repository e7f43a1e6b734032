"""The table of results: only the accepted field can make anything paid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paynow.outcome import Outcome, read_accepted, read_outcome

REASONS = "|Success|Pending payment|CANCELLED|Canceled|Declined by bank|Invalid".split(
    "|"
)


@pytest.mark.parametrize(
    ("accepted", "reason", "method", "outcome"),
    [
        (True, "Success", 1, Outcome.PAID),
        (True, "", 1, Outcome.PAID),
        (True, "", None, Outcome.PAID),
        (True, "Approved", 2, Outcome.PAID),
        (True, "Pending payment", 2, Outcome.CONTRADICTORY),
        (True, "declined", 4, Outcome.CONTRADICTORY),
        (True, "Cancelled by user", 1, Outcome.CONTRADICTORY),
        (False, "PENDING payment", 2, Outcome.PENDING),
        (False, "Pending payment", 1, Outcome.PENDING),
        (False, "Cancelled", 4, Outcome.CANCELLED),
        (False, "Canceled", 4, Outcome.CANCELLED),
        (False, "Cancelled", 2, Outcome.CANCELLED),
        (False, "Declined", 4, Outcome.DECLINED),
        (False, "Declined", 3, Outcome.DECLINED),
        (False, "", 2, Outcome.PENDING),
        (False, "something", 3, Outcome.PENDING),
        (False, "Invalid card number", 1, Outcome.DECLINED),
        (False, "", None, Outcome.DECLINED),
        (False, "", 11, Outcome.DECLINED),
        (False, "Success", 1, Outcome.DECLINED),
        (False, "Success", 2, Outcome.PENDING),
        (None, "", None, Outcome.NOTHING),
        (None, "Success", 1, Outcome.NOTHING),
        (None, "Pending", 2, Outcome.NOTHING),
    ],
)
def test_results_are_read_as_the_table_says(accepted, reason, method, outcome):
    """N-18"""
    assert read_outcome(accepted, reason, method) is outcome


@pytest.mark.parametrize(
    ("accepted", "reason", "posted", "outcome"),
    [
        (False, "", "Pending payment", Outcome.PENDING),
        (False, "Invalid card number", "PENDING", Outcome.PENDING),
        (False, "Declined", "Pending payment", Outcome.DECLINED),
        (False, "Cancelled", "Pending payment", Outcome.CANCELLED),
        (False, "", "Cancelled", Outcome.DECLINED),
        (False, "", "Success", Outcome.DECLINED),
        (True, "", "Pending payment", Outcome.PAID),
        (None, "", "Pending payment", Outcome.NOTHING),
    ],
)
def test_a_posted_reason_only_tells_what_is_to_come(accepted, reason, posted, outcome):
    """N-18"""
    assert read_outcome(accepted, reason, 1, posted) is outcome


@given(
    st.sampled_from([True, False, None, "true", "false", 1, 0, "yes"]),
    st.sampled_from(REASONS) | st.text(),
    st.none() | st.integers(-5, 20),
    st.sampled_from(REASONS) | st.text(),
)
def test_nothing_but_accepted_true_is_paid(accepted, reason, method, posted):
    """N-18: whatever the words, and even for values that merely look true."""
    outcome = read_outcome(accepted, reason, method, posted)
    assert outcome is not Outcome.PAID or accepted is True


@pytest.mark.parametrize("value", [True, "true", "TRUE", " True\t"])
def test_the_word_and_the_boolean_are_true(value):
    """N-19"""
    assert read_accepted(value) is True


@pytest.mark.parametrize("value", [False, "false", "False "])
def test_the_word_and_the_boolean_are_false(value):
    """N-19"""
    assert read_accepted(value) is False


@pytest.mark.parametrize(
    "value", [None, "", "1", "yes", 1, 0, 1.0, ["true"], ("true",), {}, b"true", "ﬁ"]
)
def test_everything_else_is_no_answer(value):
    """N-19"""
    assert read_accepted(value) is None
