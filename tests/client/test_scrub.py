"""Before and after: what is stored or logged holds no card and no key."""

from hypothesis import given
from hypothesis import strategies as st
from paynow.scrub import (
    CARD_MASK,
    EVIDENCE_CHARS,
    KEY_MASK,
    evidence,
    has_card_number,
    scrub_fields,
    scrub_pairs,
    scrub_text,
)

KEY = "11111111-2222-4333-8444-555555555555"


def luhn_number(digits):
    """Complete digits with their check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 - place % 2)
        total += number - 9 if number > 9 else number
    return digits + str(-total % 10)


cards = st.text("0123456789", min_size=12, max_size=18).map(luhn_number)
cards = cards.filter(lambda card: len(set(card)) > 1)


def test_card_fields_go_and_keys_are_masked(posted):
    """O-01, O-03"""
    fields = {**dict(posted("card_fields")), "m1": KEY, "ServiceKey": "secret"}
    assert scrub_fields(fields) == {
        "TransactionAccepted": "true",
        "Reason": "Success",
        "RequestTrace": "57830.123098573",
        "Reference": "S00042-1",
        "Amount": "349.00",
        "Method": "1",
        "m1": KEY_MASK,
        "ServiceKey": KEY_MASK,
    }


def test_card_fields_go_in_any_spelling():
    """O-01"""
    names = "CCTOKEN cc_holder ccMasked[] cctoken[0] card-number CVV M15 PAN".split()
    assert scrub_fields(dict.fromkeys(names, "CANARY")) == {}


def test_duplicates_are_all_scrubbed():
    """O-01"""
    pairs = [
        ("ccToken", "CANARY"),
        ("Reason", "one"),
        ("ccToken", "x"),
        ("Reason", "2"),
    ]
    assert scrub_pairs(pairs) == [("Reason", "one"), ("Reason", "2")]


def test_a_card_number_used_as_a_name_is_masked():
    """O-01"""
    assert scrub_fields({"4111111111111111": "x"}) == {CARD_MASK: "x"}


def test_identifiers_that_look_like_cards_by_chance_stay():
    """The trace and our own references with a time stamp are needed as they are."""
    stamped = "tx-" + luhn_number("2026112223465")
    trace = "4." + luhn_number("411111111111111")
    fields = {"Reference": stamped, "RequestTrace": trace}
    assert scrub_fields(fields) == fields
    assert scrub_fields({"Reference": "4111111111111111"}) == {}
    assert scrub_fields({"RequestTrace": "4111111111111111"}) == {}


@given(cards, st.text(" abcXYZ.,/", max_size=8), st.text(" abcXYZ.,/", max_size=8))
def test_card_numbers_never_survive_in_text(card, before, after):
    """O-01"""
    scrubbed = scrub_text(f"{before}{card}{after}")
    assert card not in scrubbed
    assert scrubbed == f"{before}{CARD_MASK}{after}"
    assert scrub_fields({"Extra1": f"{before}{card}{after}"}) == {}


@given(cards, st.sampled_from(" -+"), st.sampled_from([3, 4, 5, 6]))
def test_grouped_card_numbers_never_survive(card, separator, size):
    """O-01"""
    groups = [card[i : i + size] for i in range(0, len(card), size)]
    assert has_card_number(separator.join(groups))
    assert card[-7:] not in scrub_text(separator.join(groups)).replace(separator, "")


def test_a_number_before_the_card_does_not_hide_it():
    """O-01"""
    assert scrub_text("order 7 4111 1111 1111 1111 12/31") == (
        f"order 7 {CARD_MASK} 12/31"
    )


def test_ordinary_numbers_stay():
    text = "R349.00 on 2026-11-22, trace 57830.123098573, phone 0821234567"
    assert scrub_text(text) == text
    assert not has_card_number("4111111111111112")
    assert not has_card_number("0000000000000000")


def test_a_transcript_is_clean_afterwards():
    """O-01, O-03: the recorded forms in which such data appears."""
    transcript = (
        f"m1={KEY}&ccToken=123456789&ccHolder=J+M+CANARY&ccMasked=4111+XXXX+XXXX+1111\n"
        f'{{"ccHolder": "J M \\"CANARY", "ccExpiry":122031, "Reason":"Success"}}\n'
        f"<ServiceKey>{KEY}</ServiceKey><ccHolder>J M CANARY</ccHolder>\n"
        f"{KEY.replace('-', '')} masked 411111******1111 and 4111111111111111"
    )
    scrubbed = scrub_text(transcript)
    for secret in (KEY, "11111111", "CANARY", "123456789", "4111", "122031"):
        assert secret not in scrubbed, secret
    assert '"Reason":"Success"' in scrubbed


def test_evidence_is_short_readable_and_scrubbed():
    """G-04, O-03"""
    kept = evidence(f"<html>\xff\x00 {KEY} ".encode("latin-1") + b"x" * 10**6)
    assert len(kept) == EVIDENCE_CHARS
    assert kept.startswith("<html>")
    assert KEY not in kept
    assert "\x00" not in kept


def test_a_card_number_across_the_cut_is_still_found():
    """O-01"""
    kept = evidence(b"." * (EVIDENCE_CHARS - 8) + b" 4111111111111111 ")
    assert "4111" not in kept


@given(st.dictionaries(st.text(), st.text() | st.none() | st.integers()))
def test_scrubbing_never_raises(fields):
    """X-11"""
    assert len(scrub_fields(fields)) <= len(fields)
