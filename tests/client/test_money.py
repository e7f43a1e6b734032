"""Rand amounts: the one grammar in, the one format out."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paynow.errors import Malformed
from paynow.money import format_amount, parse_amount

PLAIN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("349.00", "349.00"),
        ("349.5", "349.50"),
        ("349", "349.00"),
        ("0.01", "0.01"),
        ("000349.00", "349.00"),
        ("999999999.99", "999999999.99"),
        (349, "349.00"),
        (Decimal("349.5"), "349.50"),
        (Decimal("349"), "349.00"),
    ],
)
def test_plain_amounts_are_read_exactly(text, amount):
    """G-10"""
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    "text",
    "1e2|1E2|1_00|100,00|１００|١٠٠|NaN|nan|Infinity|-Infinity|-100|+100|-0||.5|5.|"
    "100.001|1 000.00|1,000.00|R100|100.00 | 100|100\n|0x10|1.0.0|--1|1000000000000000|"
    "1000000000|100.00\x00|\ufeff100|²".split("|"),
)
def test_everything_else_is_malformed(text):
    """G-10"""
    with pytest.raises(Malformed):
        parse_amount(text)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        False,
        1.5,
        b"100.00",
        ["100.00"],
        -1,
        10**40,
        pytest.param(10**10000, id="ten thousand digits"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("-1"),
        Decimal("1E+2"),
        Decimal("1.001"),
    ],
)
def test_other_types_and_values_are_malformed(value):
    """G-10"""
    with pytest.raises(Malformed):
        parse_amount(value)


@given(st.text(alphabet="0123456789.,-+eE_ NaInf１٣", max_size=24) | st.text())
def test_any_text_is_a_plain_amount_or_malformed(text):
    """G-10: never an exception of another type, never another reading."""
    if PLAIN.fullmatch(text) and text.isascii():
        assert parse_amount(text) == Decimal(text)
    else:
        with pytest.raises(Malformed):
            parse_amount(text)


@given(st.integers(0, 10**11 - 1))
def test_cents_survive_the_round_trip(cents):
    """N-11"""
    amount = Decimal(cents) / 100
    text = format_amount(amount)
    assert re.fullmatch(r"[0-9]+\.[0-9]{2}", text)
    assert parse_amount(text) == amount


@pytest.mark.parametrize("near", ["99.99", "100.01", "99.995", "100.005", "100.004"])
def test_a_near_amount_is_never_the_same_amount(near):
    """N-11: off by a cent differs; off by less is not an amount at all."""
    try:
        assert parse_amount(near) != parse_amount("100.00")
    except Malformed:
        assert len(near.partition(".")[2]) == 3


def test_a_comma_counts_only_where_it_is_allowed():
    """N-11, G-10"""
    assert parse_amount("349,50", decimal_comma=True) == Decimal("349.50")
    assert parse_amount("18,5", decimal_comma=True) == Decimal("18.50")
    with pytest.raises(Malformed):
        parse_amount("349,50")
    for text in ("1,000", "1,000.00", "1.000,00", "1,00,00", ",50", "-1,00"):
        with pytest.raises(Malformed):
            parse_amount(text, decimal_comma=True)


def test_statement_amounts_have_four_places():
    assert str(parse_amount("11.2500", places=4)) == "11.2500"
    with pytest.raises(Malformed):
        parse_amount("11.25000", places=4)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("5"), "5.00"),
        (Decimal("5.000"), "5.00"),
        (Decimal("0"), "0.00"),
        (Decimal("-0"), "0.00"),
        (Decimal("1E+2"), "100.00"),
        (7, "7.00"),
        (Decimal("999999999.99"), "999999999.99"),
    ],
)
def test_amounts_go_out_with_dot_and_two_decimals(amount, text):
    assert format_amount(amount) == text


@pytest.mark.parametrize(
    "amount",
    [
        Decimal("0.005"),
        Decimal("-1"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1E+9"),
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        5.0,
        "5.00",
        True,
        None,
    ],
)
def test_nothing_is_rounded_on_the_way_out(amount):
    """N-11"""
    with pytest.raises(Malformed):
        format_amount(amount)
