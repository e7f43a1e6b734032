"""The grammar of a status reply: what is read, and what is refused."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paynow.client import read_status
from paynow.errors import Malformed, PayNowError, Rejected

TRACE = "57830.123098573"
GOOD = {
    "RequestTrace": TRACE,
    "Reference": "S00042-1",
    "Amount": "349.00",
    "TransactionAccepted": True,
    "Reason": "Success",
}


def status_of(trace=TRACE, **changes):
    """The reading of a good reply with some values changed."""
    return read_status(trace, json.dumps({**GOOD, **changes}).encode())


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [("114.2288", "114.22880"), ("1.1", "01.1"), ("1.1", "1.1a"), ("a.1", "A.1")],
)
def test_traces_are_compared_as_text(asked, echoed):
    """N-23"""
    with pytest.raises(Rejected) as refusal:
        status_of(asked, RequestTrace=echoed)
    assert refusal.value.code == "other_trace"


@pytest.mark.parametrize(
    ("value", "accepted"),
    [(True, True), ("true", True), ("TRUE", True), (False, False), ("False", False)],
)
def test_accepted_is_the_word_or_the_boolean(value, accepted):
    """N-19"""
    assert status_of(TransactionAccepted=value).accepted is accepted


@pytest.mark.parametrize(
    "value", [1, 0, "1", "yes", "", None, [], ["true"], {"true": True}, 1.0, "truthy"]
)
def test_any_other_accepted_is_malformed(value):
    """N-19"""
    with pytest.raises(Malformed):
        status_of(TransactionAccepted=value)


@pytest.mark.parametrize(
    "amount",
    ["1e2", "1_00", "1,000", "1,000.00", "１００", "NaN", "Infinity", "-100", "", None]
    + ["100.001", "R100", 10**15, -1, 1e22, [], "100.00.00", True],
)
def test_an_accepted_reply_without_a_plain_amount_is_malformed(amount):
    """G-10"""
    with pytest.raises(Malformed):
        status_of(Amount=amount)


@pytest.mark.parametrize("body_amount", ["1e2", "1E2", "100e0"])
def test_a_json_exponent_is_not_a_plain_amount(body_amount):
    """G-10"""
    body = json.dumps({**GOOD, "Amount": 0}).replace(": 0", f": {body_amount}")
    with pytest.raises(Malformed):
        read_status(TRACE, body.encode())


@pytest.mark.parametrize("amount", ["", None, "n/a"])
def test_a_declined_reply_needs_no_amount(amount):
    status = status_of(TransactionAccepted=False, Amount=amount)
    assert (status.accepted, status.amount) == (False, None)


def test_a_wrong_sum_is_reported_as_it_is():
    """N-06: comparing is for the caller, hiding is for nobody."""
    assert status_of(Amount="100.00").amount == Decimal("100.00")
    assert status_of(Amount="0").amount == Decimal("0.00")


@pytest.mark.parametrize("body_amount", ['"349.0000"', "349.0000", '"349,00"', "349"])
def test_an_amount_may_be_written_as_on_statements(body_amount):
    """N-11: whole cents, however many places are written."""
    body = json.dumps({"RequestTrace": TRACE, "TransactionAccepted": True})
    body = body[:-1] + f', "Amount": {body_amount}}}'
    assert str(read_status(TRACE, body.encode()).amount) == "349.00"


def test_the_reference_is_reported_as_it_is():
    """N-03: trimmed, otherwise exact, so that another order's stays another's."""
    assert status_of(Reference=" S00042-1 ").reference == "S00042-1"
    assert status_of(Reference="s00042-1").reference == "s00042-1"
    assert status_of(Reference="S00042-10").reference == "S00042-10"


@pytest.mark.parametrize("field", ["RequestTrace", "Reference", "Amount", "Reason"])
@pytest.mark.parametrize("around", ["{}\n", "\r\n{}", "\t {} \r\n", "{}" + " " * 300])
def test_white_space_around_a_value_says_nothing(field, around):
    """G-09: a true payment is not doubted for a line break at the end."""
    assert status_of(**{field: around.format(GOOD[field])}) == status_of()


@pytest.mark.parametrize(
    "inside", ["S00042\n-1", "S00042\x00-1", "S00042-1\u202e", "S" * 256]
)
def test_a_strange_reference_is_refused(inside):
    """X-11: only what stands around it is trimmed."""
    with pytest.raises(Malformed):
        status_of(Reference=inside)


@pytest.mark.parametrize("reason", [None, 5, 1.5, True, {}, {"a": "b"}, ["declined"]])
def test_a_reason_that_is_no_text_is_none(reason):
    """G-09, N-18"""
    status = status_of(Reason=reason)
    assert (status.accepted, status.reason) == (True, "")


def test_a_long_reason_is_cut():
    """G-09: cut after cleaning, so that no half card number is left. (O-01)"""
    assert status_of(Reason="Success " * 100).reason == ("Success " * 32)[:255]
    at_the_cut = status_of(Reason="x" * 245 + " 4111111111111111").reason
    assert at_the_cut == "x" * 245 + " [card rem"


def test_control_characters_in_a_reason_are_blanks():
    """G-09, X-13"""
    assert status_of(Reason="\nall\x00is\x1bwell\u2028\r\n").reason == "all is well"


def test_a_reason_is_one_scrubbed_line():
    """O-01, X-13"""
    status = status_of(Reason="card 4111111111111111\r\nrefused")
    assert status.reason == "card [card removed]  refused"


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 60_000,
        b'{"a":' * 12_000,
        b'{"Amount":' + b"9" * 60_000 + b"}",
        b"null",
        b'"text"',
        b"5",
        b"{}",
    ],
    ids=["lists", "objects", "digits", "null", "text", "number", "nothing"],
)
def test_hostile_json_is_malformed(body):
    """G-04"""
    with pytest.raises(Malformed):
        read_status(TRACE, body)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
replies = st.fixed_dictionaries(
    {}, optional={name: st.just(value) | json_values for name, value in GOOD.items()}
)


@given(replies.map(json.dumps).map(str.encode) | st.binary())
def test_any_body_gives_a_status_or_one_of_our_errors(body):
    """G-04, G-10"""
    try:
        status = read_status(TRACE, body)
    except PayNowError as error:
        assert isinstance(error, (Rejected, Malformed))
    else:
        assert status.trace == TRACE
        assert not status.accepted or status.amount is not None
