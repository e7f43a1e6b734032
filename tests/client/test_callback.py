"""What strangers post: read what can be read, name what is odd, never fail."""

from decimal import Decimal

import pytest
from paynow.callback import Notice, parse_notice
from paynow.outcome import Outcome, read_outcome


def outcome_of(notice):
    return read_outcome(notice.accepted, notice.reason, notice.method)


def test_the_documented_notify_is_read(posted):
    assert parse_notice(posted("sample_notify")) == Notice(
        trace="57830.123098573",
        reference="1017275",
        accepted=True,
        reason="Success",
        amount=Decimal("689.78"),
        amount_text="689.78",
        method=1,
        extras=("1017275", "", ""),
        malformed=(),
    )


def test_a_missing_reason_is_no_fault(posted):
    """N-18"""
    notice = parse_notice(posted("no_reason"))
    assert notice.reason == ""
    assert notice.malformed == ()
    assert outcome_of(notice) is Outcome.PAID


def test_the_type_field_decides_nothing(posted):
    notice = parse_notice(posted("deposit_receipt"))
    assert notice.accepted is False
    assert outcome_of(notice) is Outcome.DECLINED


def test_a_chosen_bank_eft_is_pending(posted):
    notice = parse_notice(posted("pending_eft"))
    assert outcome_of(notice) is Outcome.PENDING


def test_field_names_count_in_any_case(posted):
    """G-09"""
    notice = parse_notice(posted("other_case"))
    assert (notice.reference, notice.accepted, notice.method) == ("S00042-1", True, 10)
    assert notice.amount == Decimal("349.00")
    assert notice.malformed == ()


def test_lists_are_not_values(posted):
    """N-19, X-11"""
    notice = parse_notice(posted("list_reference"))
    assert (notice.reference, notice.accepted) == ("", None)
    assert notice.malformed == (
        "TransactionAccepted: sent as a list",
        "Reference: sent as a list",
    )


def test_of_duplicates_the_first_wins_and_the_rest_is_recorded(posted):
    """N-19, X-11"""
    notice = parse_notice(posted("twice"))
    assert (notice.accepted, notice.reference) == (False, "S00042-1")
    assert notice.malformed == (
        "TransactionAccepted: sent more than once",
        "Reference: sent more than once",
    )


def test_a_mapping_of_lists_is_read_like_duplicates():
    """X-11"""
    notice = parse_notice({"Reference": ["S00042-1", "S00043-1"], "Method": "4"})
    assert (notice.reference, notice.method) == ("S00042-1", 4)
    assert notice.malformed == ("Reference: sent more than once",)


def test_no_card_data_reaches_the_notice(posted):
    """O-01"""
    notice = repr(parse_notice(posted("card_fields")))
    for secret in ("4111", "6ba7b810", "CANARY", "122031"):
        assert secret not in notice
    assert "57830.123098573" in notice


@pytest.mark.parametrize("field", ["RequestTrace", "Reference"])
def test_a_card_number_is_neither_trace_nor_reference(field):
    """O-01"""
    notice = parse_notice([(field, "4111111111111111")])
    assert "4111" not in repr(notice)
    assert len(notice.malformed) == 1


def test_the_placeholder_is_not_a_trace(posted):
    """N-20"""
    notice = parse_notice(posted("placeholder"))
    assert notice.trace == ""
    assert notice.malformed


def test_an_empty_post_says_nothing(posted):
    notice = parse_notice(posted("empty"))
    assert notice == Notice()
    assert notice.is_empty
    assert outcome_of(notice) is Outcome.NOTHING
    assert not parse_notice([("Reference", "S1")]).is_empty


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("true", True),
        ("TRUE", True),
        ("True", True),
        ("true ", True),
        ("false", False),
        ("FALSE", False),
        ("1", None),
        ("0", None),
        ("yes", None),
        ("on", None),
        ("truetrue", None),
        ("t", None),
        ("ｔｒｕｅ", None),
        ("true\x00", None),
        ("['true']", None),
    ],
)
def test_only_the_word_true_is_true(text, accepted):
    """N-19"""
    notice = parse_notice([("TransactionAccepted", text)])
    assert notice.accepted is accepted
    assert bool(notice.malformed) is (accepted is None)


def test_an_absent_answer_is_no_answer():
    """N-19"""
    for pairs in ([], [("TransactionAccepted", "")], [("TransactionAccepted", " ")]):
        assert parse_notice(pairs).accepted is None
        assert parse_notice(pairs).malformed == ()


def test_traces_stay_text():
    """N-23: numbers that would be equal are different traces."""
    traces = ["114.2288", "114.22880", "0114.2288", "1" * 30 + ".1", "1" * 30 + ".10"]
    read = [parse_notice([("RequestTrace", t)]).trace for t in traces]
    assert read == traces
    assert len(set(read)) == len(traces)


@pytest.mark.parametrize("amount", ["1e2", "-100", "100,00", "１００", "NaN", "1" * 16])
def test_an_odd_amount_is_kept_as_text_only(amount):
    """G-10"""
    notice = parse_notice([("Amount", amount)])
    assert notice.amount is None
    assert notice.malformed == ("Amount: not a plain amount",)


@pytest.mark.parametrize("method", ["-1", "1.0", "x", "99999", "١", "[1]"])
def test_an_odd_method_is_none(method):
    notice = parse_notice([("Method", method)])
    assert notice.method is None
    assert notice.malformed == ("Method: not a number",)


def test_an_unknown_method_is_accepted():
    assert parse_notice([("Method", "11")]).method == 11
