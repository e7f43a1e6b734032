"""Strangers post as much as they like; the gateway and the customers hardly notice."""

import random
from functools import partial

import pytest
import requests

from .gateway import ADDRESSES, TIMEOUT, notice
from .paused import wait_until
from .payer import ASKS_AGAIN
from .schedules import REPEATED, catch_up
from .together import at_once

# As in the addon's const.py.
LOOK_UPS_PER_REFERENCE = 20


def look_ups(gateway, prefix):
    """Return the look-ups of traces that begin with a text."""
    rows = gateway.ledger()["lookups"]
    return [row for row in rows if row["trace"].startswith(prefix)]


def test_many_invented_traces_are_few_look_ups_and_pay_nothing(
    gateway, books, new_payment, full
):
    """N-02, X-10: and another customer's true payment is served meanwhile."""
    attacked, other = new_payment(), new_payment()
    gateway.show(attacked)
    prefix = f"{random.randrange(10**8, 10**9)}."
    variants = 10_000 if full else 60

    def flood(first):
        for number in range(first, variants, 4):
            answer = gateway.forge("notify", notice(attacked, f"{prefix}{number + 1}"))
            assert answer.status_code == 200

    def pay():
        gateway.pay(other)

    at_once(*[lambda first=first: flood(first) for first in range(4)], pay)
    # Its look-up may have been left to the schedule, which is fair to references.
    wait_until(lambda: books.is_paid(other), 120)
    assert books.state(attacked) == "draft"
    assert books.receipts(attacked) == 0
    # Two workers and the schedule may each have been about to ask.
    assert len(look_ups(gateway, prefix)) <= LOOK_UPS_PER_REFERENCE + 3


def test_invented_references_are_never_looked_up(gateway, books, new_payment, full):
    """X-10: from many callers, about many payments that are none."""
    other = new_payment()
    prefix = f"{random.randrange(10**8, 10**9)}."

    def flood(first):
        for number in range(first, 5000 if full else 80, 4):
            fields = notice(other, f"{prefix}{number + 1}")
            fields["Reference"] = f"KOS-{prefix[:-1]}-{number}"
            assert gateway.forge("notify", fields).status_code == 200

    at_once(
        *[lambda first=first: flood(first) for first in range(4)],
        lambda: gateway.pay(other),
    )
    wait_until(lambda: books.is_paid(other), 120)
    assert look_ups(gateway, prefix) == []


def test_one_trace_for_two_payments_at_once_pays_one(gateway, books, new_payment):
    """N-05: the database decides, whatever the gateway says of the reference."""
    one, two = new_payment(), new_payment()
    trace = gateway.pay(one, announce=False)["trace"]
    gateway.show(two)
    gateway.call(
        "faults",
        target="status",
        trace=trace,
        fault="set",
        values={"Reference": two.reference},
        times=4,
    )
    posts = [
        lambda started=started: gateway.forge("notify", notice(started, trace))
        for started in (one, two) * 4
    ]
    at_once(*posts)

    def done():
        return [books.state(one), books.state(two)].count("done")

    assert done() <= 1
    gateway.call("faults", clear=True)
    gateway.forge("notify", notice(one, trace))
    gateway.forge("notify", notice(two, trace))
    wait_until(lambda: done() == 1, 90)
    paid, unpaid = (one, two) if books.state(one) == "done" else (two, one)
    wait_until(lambda: books.is_paid(paid), 90)
    assert (books.receipts(paid), books.receipts(unpaid)) == (1, 0)
    if paid is two:
        # In this made-up case the gateway's own books say otherwise: forget them.
        gateway.call("reset", everything=True)


def test_pages_are_served_while_the_gateway_is_slow(
    shop, gateway, books, new_payment, payer, seller
):
    """G-11: fifty notices whose look-ups take nine seconds each.

    They come in lanes, one after the other in each: more connections at once than
    the server's listen backlog holds are refused by the kernel, before any of our code.
    Every page is answered meanwhile; how quickly, ``./dev bench notices`` measures.
    """
    gateway.call("faults", target="status", fault="slow", seconds=9)
    # Five notices each: too few for a reference to be put off as crowded.
    payments = [new_payment() for _number in range(10)]
    told = [(one, gateway.pay(one, announce=False)["trace"]) for one in payments]

    def tell(started, trace):
        for _copy in range(50 // len(told)):
            gateway.forge("notify", notice(started, trace))

    def look():
        for _page in range(20):
            assert payer.get(payer.zone).ok

    at_once(*[partial(tell, *one) for one in told], look)
    gateway.call("faults", clear=True)
    catch_up(shop, seller)
    for started, _trace in told:
        wait_until(lambda started=started: books.is_paid(started), 120)


@pytest.mark.logs(ASKS_AGAIN)
def test_a_hundred_questions_a_second_do_not_keep_a_notice_out(
    gateway, books, new_payment, payer
):
    """R-14: the payer's page asks and asks while the notice comes."""
    started = new_payment()
    told = gateway.pay(started, announce=False)

    def poll():
        for _number in range(25):
            payer.poll()

    def tell():
        fields = notice(started, told["trace"])
        assert gateway.forge("notify", fields).status_code == 200

    at_once(poll, poll, poll, poll, tell)
    wait_until(lambda: payer.poll().ok and books.is_paid(started), REPEATED)
    assert books.receipts(started) == 1


def test_nonsense_never_breaks_an_address(gateway, shop, full):
    """X-11: fuzzed bodies, 2xx, 303 or 4xx, never an error of ours."""
    chance = random.Random(20261123)
    names = ["TransactionAccepted", "RequestTrace", "Reference", "Amount", "Method"]
    names += ["self", "Reference[]", "%00", "\x00", "é", "Extra1", "__class__", ""]
    bits = [b"\x00", b"\xff\xfe", b"%", b"_", b"'", b'"', b"<x>", b"\r\nA: b", b"1.1"]
    session = requests.Session()
    for number in range(10_000 if full else 300):
        kind = ADDRESSES[number % 4]
        pairs = [
            (chance.choice(names), b"".join(chance.choices(bits, k=3)))
            for _pair in range(chance.randrange(1, 8))
        ]
        body = "&".join(
            f"{name}={requests.utils.quote(value)}" for name, value in pairs
        )
        answer = session.post(
            f"{shop.url}/payment/sagepay/{kind}",
            data=body.encode("utf-8", "surrogatepass"),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            allow_redirects=False,
            timeout=TIMEOUT,
        )
        assert answer.status_code in (200, 303, 400), (body, answer.status_code)
        assert answer.content in (b"", b"OK") or answer.status_code != 200
