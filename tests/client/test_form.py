"""The redirect form: refuse what the gateway would refuse."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paynow.codes import DEFAULT_VENDOR_KEY
from paynow.errors import Malformed
from paynow.form import (
    Order,
    build_fields,
    clean_description,
    clean_email,
    clean_mobile,
    clean_reference_prefix,
    clean_return_query,
)

KEY = "11111111-2222-4333-8444-555555555555"
ORDER = Order("S00042-1", "Invoice INV/2026/00042", Decimal("349.00"))
FREE_FIELDS = "description email mobile extra1 extra2 extra3 return_query".split()


def test_the_form_carries_exactly_the_documented_fields():
    order = Order(
        reference="S00042-1",
        description="ACME S00042-1",
        amount=Decimal("349"),
        email="thandi@example.com",
        mobile="082 123 4567",
        extra2="two",
        extra3="three",
        return_query="db=shop",
    )
    assert list(build_fields(order, KEY).items()) == [
        ("m1", KEY),
        ("m2", DEFAULT_VENDOR_KEY),
        ("p2", "S00042-1"),
        ("p3", "ACME S00042-1"),
        ("p4", "349.00"),
        ("Budget", "Y"),
        ("m4", "S00042-1"),
        ("m5", "two"),
        ("m6", "three"),
        ("m9", "thandi@example.com"),
        ("m10", "db=shop"),
        ("m11", "0821234567"),
    ]


def test_optional_fields_without_a_value_are_left_out():
    assert list(build_fields(ORDER, KEY)) == "m1 m2 p2 p3 p4 Budget m4".split()


@pytest.mark.parametrize(
    "key", ["", None, KEY[:-1], KEY + "\n", f" {KEY}", "{" + KEY + "}", KEY + "1", 5]
)
def test_a_wrong_key_is_refused_without_repeating_it(key):
    """O-03"""
    for keys in ((key, DEFAULT_VENDOR_KEY), (KEY, key)):
        with pytest.raises(Malformed) as refusal:
            build_fields(ORDER, *keys)
        assert "11111111" not in str(refusal.value)


@pytest.mark.parametrize(
    "reference",
    [
        "",
        None,
        "S" * 26,
        "INV/2026/1",
        "S 42",
        "S_42",
        "S42\n",
        "S42\x00",
        "Š42",
        "S%42",
    ],
)
def test_a_reference_outside_the_safe_set_is_refused(reference):
    """X-07"""
    with pytest.raises(Malformed):
        build_fields(replace(ORDER, reference=reference), KEY)


@pytest.mark.parametrize(
    "amount",
    ["0", "-1", "0.001", "349.005", "1000000", "1000000.00", "NaN", "Infinity", "1E+6"],
)
def test_an_amount_the_gateway_cannot_take_is_refused(amount):
    with pytest.raises(Malformed):
        build_fields(replace(ORDER, amount=Decimal(amount)), KEY)


@pytest.mark.parametrize("amount", ["0.01", "999999.99", "5"])
def test_an_amount_has_six_digits_a_dot_and_two_decimals(amount):
    field = build_fields(replace(ORDER, amount=Decimal(amount)), KEY)["p4"]
    assert re.fullmatch(r"\d{1,6}\.\d{2}", field)
    assert Decimal(field) == Decimal(amount)


def test_the_description_always_ends_with_the_reference():
    long_name = replace(ORDER, description="Ümlaut & Söhne | " * 9)
    description = build_fields(long_name, KEY)["p3"]
    assert description.startswith("Umlaut Sohne Umlaut")
    assert description.endswith(" S00042-1")
    assert len(description) <= 50
    assert build_fields(replace(ORDER, description=None), KEY)["p3"] == "S00042-1"


@given(st.fixed_dictionaries(dict.fromkeys(FREE_FIELDS, st.none() | st.text())))
def test_any_customer_data_gives_a_valid_form(data):
    """X-06: quotes, emoji, line ends, 10 kB or nothing; one value per field."""
    fields = build_fields(replace(ORDER, **data), KEY)
    assert re.fullmatch(r"[A-Za-z0-9 .,-]{1,50}", fields["p3"])
    assert "S00042-1" in fields["p3"].split()
    limits = {"m4": 50, "m5": 50, "m6": 50, "m9": 100, "m10": 255, "m11": 10}
    for name in limits.keys() & fields.keys():
        assert re.fullmatch(r"[ -~]+", fields[name])
        assert len(fields[name]) <= limits[name]
    assert all(fields.values())


def test_ten_kilobytes_of_name_are_cut():
    """X-06"""
    assert len(clean_description("Thandi\u202e " * 2000)) <= 50


@pytest.mark.parametrize(
    ("number", "prefix"),
    [
        ("INV/2026/00042", "INV-2026-00042"),
        ("S00042", "S00042"),
        ("#42 %7 ä", "42-7-a"),
        ("INV/2026/00001,INV/2026/00002", "INV-2026-00002"),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "IJKLMNOPQRSTUVWXYZ"),
        ("/////", ""),
        ("発票", ""),
        (None, ""),
    ],
)
def test_document_numbers_become_safe_prefixes(number, prefix):
    """X-07"""
    assert clean_reference_prefix(number) == prefix


@given(st.text())
def test_a_prefix_with_a_suffix_is_always_a_valid_reference(text):
    """X-07"""
    reference = f"{clean_reference_prefix(text) or 'tx'}-123456"
    assert build_fields(replace(ORDER, reference=reference), KEY)["p2"] == reference


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("0821234567", "0821234567"),
        ("+27 82 123-4567", "0821234567"),
        ("27821234567", "0821234567"),
        ("+27 (0)82 123 4567", "0821234567"),
        ("(082) 123 4567", "0821234567"),
        ("082123456", None),
        ("08212345678", None),
        ("+44 7911 123456", None),
        ("0001234567", None),
        ("٠٨٢١٢٣٤٥٦٧", None),
        ("082 123 4567 x9", None),
        ("", None),
        (None, None),
    ],
)
def test_mobile_numbers_are_south_african_or_absent(typed, sent):
    assert clean_mobile(typed) == sent


@pytest.mark.parametrize(
    "address",
    ["", None, "nobody", "a@b", "a b@c.co", "a@b.co\nBcc: x@y.z", "é@b.co", "a@b..co"]
    + ["a" * 95 + "@b.co.za"],
)
def test_an_address_the_gateway_cannot_take_is_left_out(address):
    assert clean_email(address) is None


def test_an_address_of_a_hundred_characters_is_sent():
    address = "a" * 92 + "@b.co.za"
    assert len(address) == 100
    assert clean_email(f" {address} ") == address


@pytest.mark.parametrize("query", ["a=1&b=%20x", "db=shop"])
def test_an_encoded_return_query_is_sent(query):
    assert clean_return_query(query) == query


@pytest.mark.parametrize(
    "query", ["", None, "a=1\r\nX: y", "a=<b>", "?a=1", "a=1#b", "//x", "a" * 256]
)
def test_a_return_query_that_could_break_an_address_is_left_out(query):
    assert clean_return_query(query) is None
