"""Every case that zone and settlement have to withstand is named by a test."""

import pytest

from tools.trust import table

NUMBERS = {
    "A": range(1, 20),
    "L": range(1, 12),
    "R": (6, 7, 11, 15),
    "M": (1, 2, 3, 4, 5, 6, 12, 14, 15),
    "X": (3, 4, 5, 8, 14),
    "S": range(1, 17),
    "C": (5, 10),
    "G": (6, 12),
    "N": (4,),
}
FOUND = table()
CASES = [f"{kind}-{number:02}" for kind, some in NUMBERS.items() for number in some]


@pytest.mark.parametrize("case", CASES)
def test_case_is_named_by_a_test(case):
    """The docstring of a test says which case it proves; see `./dev trust`."""
    assert FOUND.get(case), f"No test names {case}"
