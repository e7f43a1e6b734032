"""Many visitors and two hundred notices a minute: all are answered, all is booked.

What it takes on the clock is measured by ``./dev bench visitors``.
"""

import pytest

from tools.bench import visitors

# The catalogue's numbers, and short ones that leave the other lane of a run its half of
# the computer: minutes, customers of 200 invoice lines each, visitors.
LONG, SHORT = (10, 5000, 100), (0.5, 500, 20)

pytestmark = pytest.mark.own_shop


@pytest.mark.timeout(900)
def test_visitors_and_notices_are_all_served(full):
    """P-03, P-04: no page and no notice refused, no backlog, the invariants hold."""
    minutes, customers, guests = LONG if full else SHORT
    load = visitors.hold(minutes, customers, guests)
    assert load.lines >= customers * 200
    # How many pages are asked for depends on how quickly they come; none is refused.
    assert len(load.pages) >= guests
    assert len(load.notices) == minutes * visitors.NOTICES_A_MINUTE
    assert visitors.refused(load.pages) == []
    assert visitors.refused(load.notices) == []
