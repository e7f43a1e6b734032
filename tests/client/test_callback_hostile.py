"""What strangers post to do harm: nothing raises, nothing odd gets through."""

import random
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paynow.callback import FIELDS_MAX, VALUE_MAX, parse_notice, read_body

NAMES = (
    "TransactionAccepted Reason RequestTrace Reference Extra1 Amount Method "
    "ccToken type SubscriptionAccepted Reference[] reference[0]"
).split()


@pytest.mark.parametrize(
    "trace", ["1.2/..", "1.2&x=1", "1 2", "é", "1" * 65, "%00", "*"]
)
def test_what_cannot_be_a_trace_is_dropped(trace):
    """X-11"""
    notice = parse_notice([("RequestTrace", trace)])
    assert notice.trace == ""
    assert notice.malformed == ("RequestTrace: not a trace",)


@pytest.mark.parametrize("name", ["Reference", "RequestTrace", "TransactionAccepted"])
def test_unprintable_identifiers_are_not_used(name):
    """X-11: cutting the NUL out would turn one reference into another."""
    notice = parse_notice([(name, "S000\x0042-1")])
    assert (notice.reference, notice.trace, notice.accepted) == ("", "", None)
    assert f"{name}: unprintable characters" in notice.malformed


def test_free_text_stays_on_one_line():
    """X-13: line ends, escapes and direction marks cannot forge a log line."""
    notice = parse_notice([("Reason", "ok\r\nINFO paid\x1b[31m\u202egnp\u2028x")])
    assert notice.reason == "ok  INFO paid [31mgnp x"


def test_wildcards_are_plain_text():
    """X-11"""
    assert parse_notice([("Reference", "%_*")]).reference == "%_*"


def test_invalid_utf8_is_recorded():
    """X-11"""
    notice = parse_notice([(b"Reason", b"caf\xe9"), (b"Reference", b"S00042-1")])
    assert notice.reference == "S00042-1"
    assert notice.malformed == ("Reason: not valid UTF-8",)


def test_long_values_are_cut_and_many_fields_ignored():
    """X-11"""
    notice = parse_notice([("Reason", "x" * 10**6)])
    assert len(notice.reason) == VALUE_MAX
    many = [(f"f{n}", "x") for n in range(FIELDS_MAX)] + [("Reference", "S1")]
    assert parse_notice(many).reference == ""
    assert parse_notice(many).malformed == ("body: too many fields",)


@pytest.mark.parametrize(
    "items",
    [
        None,
        "text",
        b"bytes",
        5,
        [1, 2],
        [("a",)],
        [("a", "b", "c")],
        {"Reference": None},
    ]
    + [{"Reference": {"a": 1}}, [(None, None)], [("Amount", 5)], {"Method": [[]]}],
)
def test_anything_at_all_gives_a_notice(items):
    """X-11"""
    notice = parse_notice(items)
    assert (notice.reference, notice.amount, notice.method) == ("", None, None)


values = st.text() | st.binary() | st.none() | st.lists(st.text(), max_size=3)


@given(st.lists(st.tuples(st.sampled_from(NAMES) | st.text(), values), max_size=80))
def test_no_input_raises_or_leaves_unprintable_text(items):
    """X-11, X-13"""
    notice = parse_notice(items)
    for text in (notice.trace, notice.reference, notice.reason, notice.amount_text):
        assert all(c.isprintable() or not c.isascii() for c in text)
        assert "\x00" not in text
        assert len(text) <= 4 * VALUE_MAX


def test_ten_thousand_random_bodies_give_ten_thousand_notices():
    """X-11: seeded, so that a failure can be repeated."""
    dice = random.Random(20261122)
    pieces = [
        f"{n}=" for n in NAMES
    ] + "true & = %00 %FF %5B%5D ; + \x00 é 1e9 -1".split()
    notices = 0
    for _round in range(10_000):
        body = "".join(dice.choice(pieces) for _n in range(dice.randrange(12)))
        notice = parse_notice(parse_qsl(body, keep_blank_values=True))
        assert notice.accepted in (True, False, None)
        notices += 1
    assert notices == 10_000


def test_a_body_with_a_byte_that_is_not_utf_8_keeps_its_fields():
    """N-19: only the value with the byte is damaged, and said to be."""
    pairs = read_body(b"RequestTrace=1.2&Extra1=&Reason=caf\xe9&ccHolder=Andr%E9")
    assert pairs[:2] == [("RequestTrace", "1.2"), ("Extra1", "")]
    notice = parse_notice(pairs)
    assert notice.trace == "1.2"
    assert notice.malformed == ("Reason: not valid UTF-8",)


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff%%%=&&&=", b"<paid>true</paid>", b"caf\xe9=1", b'{"Reference": 1}'],
)
def test_a_body_without_a_field_of_ours_is_no_notice(body):
    """X-11"""
    assert read_body(body) == []


@given(st.binary(max_size=400))
def test_no_body_raises(body):
    """X-11"""
    parse_notice(read_body(body))
