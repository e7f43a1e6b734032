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
