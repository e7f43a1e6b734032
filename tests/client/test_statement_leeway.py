"""What a statement may write in more than one way."""

import pytest
from paynow.statement import parse_statement
from recordings import fixture_bytes


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_sign_in_the_vat_column_is_not_read(sign):
    """S-10: the effect column alone says which way money went."""
    text = fixture_bytes("statement/vat_inside.txt").decode()
    (fee,) = parse_statement(text.replace("11.2500", f"{sign}11.2500")).lines
    assert (str(fee.amount), str(fee.vat)) == ("-86.2500", "11.2500")


def test_each_date_may_be_written_in_either_way():
    """S-11, S-12: also in one file; half of each in one date is none."""
    text = fixture_bytes("statement/day.txt").decode()
    mixed = text.replace("2026-03-01", "20260301", 4)
    assert mixed.count("2026-03-01") > 0
    assert parse_statement(mixed) == parse_statement(text)
