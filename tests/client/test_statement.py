"""The statement file: every variant read exactly, every fault named by its line."""

import datetime
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paynow.errors import Malformed
from paynow.statement import iter_lines, parse_statement
from paynow.statement_codes import Kind, kind_of
from paynow.trace import statement_id
from recordings import FIXTURES, fixture_bytes

DAY = datetime.date(2026, 3, 1)
BAD = sorted(path.stem for path in (FIXTURES / "statement").glob("bad_*.txt"))


@pytest.fixture
def statement(recorded):
    return lambda name: parse_statement(recorded(f"statement/{name}"))


def kinds(found):
    return [(line.kind, str(line.amount)) for line in found.lines]


def test_a_whole_day_is_read(statement):
    found = statement("day")
    assert (found.date, found.opening, found.closing) == (
        DAY,
        Decimal("1000.0000"),
        Decimal("930.2500"),
    )
    assert kinds(found) == [
        (Kind.INFORMATION, "0.0000"),
        (Kind.RECEIPT, "349.0000"),
        (Kind.RECEIPT, "517.5000"),
        (Kind.RECEIPT, "1250.0000"),
        (Kind.REVERSAL, "-100.0000"),
        (Kind.FEE, "-75.0000"),
        (Kind.VAT, "-11.2500"),
        (Kind.PAYOUT, "-2000.0000"),
    ]
    card = found.lines[1]
    assert (card.number, card.code, card.id) == (3, "PNC", "40001231")
    assert card.description == "S00042-1"
    assert card.extras == ("S00042-1", "", "")
    assert card.ledger == "Debtors/Sales"
    assert card.key == (DAY, "PNC", "40001231", Decimal("349.0000"), "")


@pytest.mark.parametrize("name", ["compact_dates", "crlf", "bom", "twelve_columns"])
def test_variants_of_the_file_read_the_same(statement, name):
    """S-12"""
    assert statement(name) == statement("day")


def test_trailing_columns_may_be_missing(statement):
    found = statement("seven_columns")
    assert kinds(found) == kinds(statement("day"))
    assert found.lines[1].extras == ("", "", "")


@pytest.mark.parametrize(
    ("name", "opening", "closing"),
    [
        ("negative_closing", "70.0000", "-5.1250"),
        ("negative_opening_effect", "-5.1250", "0.0000"),
        ("empty_day", "930.2500", "930.2500"),
    ],
)
def test_balances_may_be_negative_or_unmoved(statement, name, opening, closing):
    found = statement(name)
    assert (str(found.opening), str(found.closing)) == (opening, closing)


def test_an_empty_day_has_no_lines(statement):
    assert statement("empty_day").lines == ()


def test_vat_in_its_column_is_not_added(statement):
    (fee,) = statement("vat_inside").lines
    assert (str(fee.amount), str(fee.vat)) == ("-86.2500", "11.2500")


@pytest.mark.parametrize(
    ("name", "amount"), [("unknown_code", "10.0000"), ("unusual_sign", "-10.0000")]
)
def test_what_is_unexpected_is_kept_unclassified(statement, name, amount):
    """S-09: by its own sign, so that the day still adds up."""
    assert kinds(statement(name)) == [(Kind.UNCLASSIFIED, amount)]


def test_return_codes_are_found(statement):
    """S-09"""
    codes = [line.return_code for line in statement("return_code").lines]
    assert codes == ["05", "12"]
    assert statement("day").lines[0].return_code == ""


def test_a_deposit_without_reference_is_a_receipt(statement):
    (line,) = statement("client_deposit").lines
    assert line.kind is Kind.RECEIPT
    assert line.description == 'FNB OB PMT "J, Canary"'
    assert line.extras[0] == "july"


def test_information_counts_only_when_the_day_says_so(statement):
    without = statement("information_amount")
    assert kinds(without) == [(Kind.RECEIPT, "349.0000")]
    assert kinds(statement("information_counts")) == [(Kind.INFORMATION, "349.0000")]


def test_days_are_calendar_days_and_ids_lose_their_zeros(statement):
    """S-11"""
    found = statement("leap_day")
    assert found.date == datetime.date(2028, 2, 29)
    assert found.lines[0].id == "123"


def test_odd_characters_of_a_payer_and_blank_lines_around_are_no_fault():
    """S-12: text typed into a bank's form must not keep a day out of the books."""
    text = fixture_bytes("statement/day.txt").decode()
    named = text.replace("\tS00042-1\t349.0000", "\tO\x92Brien\x0b\t349.0000")
    found = parse_statement(f"\r\n \n{named}\n\n")
    assert found.lines[1].description == "O Brien"
    assert found.lines[1].number == 5
    with pytest.raises(Malformed):
        parse_statement(text.replace("\tPNC\t", "\tPN\x92\t"))


@pytest.mark.parametrize("name", BAD)
def test_a_faulty_file_is_refused_with_its_line(statement, name):
    """S-10, S-12: the file name ends in the number of the line."""
    with pytest.raises(Malformed) as refusal:
        statement(name)
    number = name.rpartition("_L")[2]
    assert str(refusal.value).startswith(f"Line {number}: ")
    assert refusal.value.code == "statement"


def test_there_are_files_for_the_faults():
    assert len(BAD) > 20


def test_every_known_code_has_one_kind():
    """S-09"""
    assert kind_of("PNC", "+") is Kind.RECEIPT
    assert kind_of("PNC", "-") is Kind.UNCLASSIFIED
    assert kind_of("BTR", "-") is Kind.PAYOUT
    assert kind_of("ABR", "-") is kind_of("ABR", "+") is Kind.OTHER
    assert kind_of("ZZZ", "+") is Kind.UNCLASSIFIED


@pytest.mark.parametrize(
    ("trace", "number"),
    [
        ("20417.40001231", "40001231"),
        ("20417.00040001231", "40001231"),
        ("40001231", ""),
        ("1.", ""),
        ("1.2.3", ""),
        ("1.x", ""),
        ("", ""),
    ],
)
def test_a_trace_names_its_statement_line(trace, number):
    """S-04: compared whole; an ending in common is not a match."""
    assert statement_id(trace) == number
    assert statement_id("9.551234") != "1234"


def build(opening, movements):
    """Return the text of a day that adds up; amounts in ten-thousandths."""

    def line(code, number, amount, effect=None):
        effect = effect or ("-" if amount < 0 else "+")
        text = f"{abs(amount) // 10000}.{abs(amount) % 10000:04d}"
        return "\t".join(["20260301", code, str(number), "text", text, effect, "0"])

    lines = [line("OBL", 0, opening)]
    lines += [line("ZZZ", n, amount) for n, amount in enumerate(movements, start=1)]
    return "\n".join([*lines, line("CBL", 0, opening + sum(movements))])


amounts = st.integers(-(10**12), 10**12)


@given(amounts, st.lists(amounts, max_size=20))
def test_every_day_that_adds_up_is_read_to_the_last_digit(opening, movements):
    """S-10"""
    found = parse_statement(build(opening, movements))
    assert [line.amount * 10000 for line in found.lines] == movements
    assert found.opening + sum(line.amount for line in found.lines) == found.closing


@given(amounts, st.lists(amounts, min_size=1, max_size=9), st.data())
def test_a_changed_digit_is_always_noticed(opening, movements, data):
    """S-10"""
    text = build(opening, movements)
    places = [m.start() for m in re.finditer(r"\d(?=\d{0,3}\t[+-])", text)]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    with pytest.raises(Malformed):
        parse_statement(text[:place] + other + text[place + 1 :])


@given(st.binary() | st.text("0123456789.-+\t\nOBLCA \r"))
def test_any_bytes_are_a_statement_or_malformed(data):
    """S-10"""
    try:
        assert parse_statement(data).date
    except Malformed as refusal:
        assert re.match(r"Line [0-9]+: ", str(refusal))


@given(st.integers(0, 668))
def test_a_file_cut_anywhere_is_refused(place):
    """S-10"""
    whole = fixture_bytes("statement/day.txt")
    assert len(whole) == 670
    with pytest.raises(Malformed):
        parse_statement(whole[:place])


def test_a_hundred_thousand_lines_are_read_in_seconds():
    """S-13: of our own work; what else the machine does is not counted."""
    text = build(0, range(1, 100_001))
    start = time.process_time()
    assert len(parse_statement(text.encode()).lines) == 100_000
    assert time.process_time() - start < 60


def test_lines_are_streamed():
    """S-13: the first line is there before the last is looked at."""
    text = build(0, [1]) + "\nnonsense"
    assert next(iter_lines(text)).kind is Kind.OPENING


def test_an_endless_file_is_refused(monkeypatch):
    """S-14"""
    monkeypatch.setattr("paynow.statement.MAX_LINES", 100)
    assert len(parse_statement(build(0, range(1, 99))).lines) == 98
    with pytest.raises(Malformed) as refusal:
        parse_statement(build(0, range(1, 100)))
    assert "Line 101: " in str(refusal.value)
