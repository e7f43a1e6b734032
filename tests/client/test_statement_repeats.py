"""Lines of a statement that say again what another one said."""

from decimal import Decimal

import pytest
from paynow.errors import Malformed
from paynow.statement import parse_statement

RECEIPT = "PNC 2 S1 349.0000 +"


def day(closing, *lines):
    """A day from nothing to ``closing``; lines written with blanks for tabs."""
    rows = ["OBL 0 Opening 0.0000 +", *lines, f"CBL 0 Closing {closing} +"]
    return "\n".join("\t".join(["20260301", *row.split(), "0"]) for row in rows)


def told(*lines, closing="349.0000"):
    """What is kept of a day, as (code, description)."""
    found = parse_statement(day(closing, *lines))
    assert sum(line.amount for line in found.lines) == Decimal(closing)
    assert len({line.key for line in found.lines}) == len(found.lines)
    return [(line.code, line.description) for line in found.lines]


def test_information_that_is_repeated_is_kept_once():
    """S-03: two lines without money never keep a receipt out of the books."""
    kept = told("PNA 1 S1 0.0000 +", "PNA 1 S1 0.0000 +", RECEIPT)
    assert kept == [("PNA", "S1"), ("PNC", "S1")]


def test_one_number_may_stand_for_several_things_that_happened():
    """S-03: told apart by their words, kept in the order of the file."""
    kept = told("PNU 1 Declined 0.0000 +", RECEIPT, "PNU 1 Expired 0.0000 +")
    assert kept == [("PNU", "Declined"), ("PNC", "S1"), ("PNU", "Expired")]


def test_information_with_an_amount_that_did_not_move_may_be_repeated():
    """S-03: the day balances without both."""
    declined = "PNU 1 S1 349.0000 +"
    assert told(declined, declined, RECEIPT) == [("PNC", "S1")]


@pytest.mark.parametrize("again", [RECEIPT, RECEIPT.replace("S1", "S2")])
@pytest.mark.parametrize("closing", ["349.0000", "698.0000"])
def test_money_that_is_written_twice_is_refused(again, closing):
    """S-03, S-10: whether the day balances with it or not, whatever its words."""
    with pytest.raises(Malformed) as refusal:
        parse_statement(day(closing, RECEIPT, again))
    assert str(refusal.value) == "Line 3: the same transaction twice"


def test_information_that_moved_money_twice_is_refused():
    """S-03, S-10"""
    with pytest.raises(Malformed) as refusal:
        parse_statement(day("698.0000", *["PNA 1 S1 349.0000 +"] * 2))
    assert str(refusal.value) == "Line 3: the same transaction twice"
