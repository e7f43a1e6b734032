"""What follows from a payment happens once, however many asked for it at once."""

import time

import pytest

from .gateway import notice
from .paused import locked, wait_until
from .payer import ASKS_AGAIN
from .schedules import REPEATED
from .test_crashes import in_background


@pytest.mark.logs(ASKS_AGAIN)
def test_two_polls_behind_a_slow_side_effect_have_it_once(
    shop, gateway, books, new_payment, payer
):
    """R-08: the payment is done, and polls come while its receipt cannot be written."""
    started = new_payment()
    told = gateway.pay(started, announce=False)
    with locked(shop, "account_payment"):
        news = notice(started, told["trace"])
        work = [in_background(gateway.forge, "notify", news)]
        wait_until(lambda: books.state(started) == "done", 60)
        work += [in_background(payer.poll), in_background(payer.poll)]
        time.sleep(2)
    for one in work:
        one.join()
    wait_until(lambda: payer.poll().ok and books.is_paid(started), REPEATED)
    assert books.receipts(started) == 1
    assert books.confirmations(started) == 1
