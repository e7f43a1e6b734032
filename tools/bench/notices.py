"""Notices per second beside a plain redirect provider, and pages meanwhile.

The other provider does what core's own do with a message: find the payment, move it,
book it. Ours stores the message first, asks the gateway, compares, and books. Each
notice is counted when its receipt is posted.
"""

import time

from .. import live
from ..demo.gateway_side import call
from ..progress import say
from .load import all_at, beside, p95, post
from .payments import make

# The other provider lives among the addons for tests, which need the zone.
ADDONS = ("customer_zone", "payment_sagepay", "fake_redirect_provider")
THREADS = 8
PLAIN, QUICK, SLOW_200, HUNG = 60, 60, 40, 50
BOOKED = """
SELECT count(*) FROM account_payment p
  JOIN payment_transaction t ON t.id = p.payment_transaction_id
 WHERE p.state IN ('in_process', 'paid') AND t.reference IN ({})
"""
NO_MAILS = """
UPDATE ir_cron SET active = FALSE WHERE id IN (
    SELECT res_id FROM ir_model_data
     WHERE module = 'payment_sagepay' AND name = 'cron_send_mails')
"""


def run():
    """Measure and print."""
    with live.stack("bench", addons=ADDONS, workers=2, cron=2) as shop:
        made = make(shop, {"fake_redirect": PLAIN, "sagepay": QUICK + SLOW_200 + HUNG})
        plain, ours = made["fake_redirect"], made["sagepay"]
        traces = [_accepted(shop, *payment) for payment in ours]
        told = list(zip(ours, traces, strict=True))
        # What is measured is money; letters are written later by a job of their own.
        shop.sql(NO_MAILS)
        _warm_up(shop)
        core = _rate(shop, plain, lambda one: _tell_plain(shop, *one))
        say("notices per second, 2 workers, each booked:")
        say(f"  plain redirect provider          {core:6.1f}")
        quick, rest = told[:QUICK], told[QUICK:]
        zero = _rate(shop, quick, lambda one: _tell(shop, *one))
        verdict = "met" if zero >= 0.8 * core else "MISSED"
        say(f"  Sage Pay, look-up in 0 ms        {zero:6.1f}")
        say(f"  that is {zero / core:.2f} x plain; aim, 0.80 x: {verdict}")
        call(shop, "faults", target="status", fault="slow", seconds=0.2)
        middle = _rate(shop, rest[:SLOW_200], lambda one: _tell(shop, *one))
        call(shop, "faults", clear=True)
        say(f"  Sage Pay, look-up in 200 ms      {middle:6.1f}")
        _pages(shop, rest[SLOW_200:])


def _accepted(shop, reference, amount):
    """Let the gateway have the money of one payment; return its trace."""
    fields = {"p2": reference, "p3": reference, "p4": amount}
    return call(shop, "pay", fields=fields, announce=False)["trace"]


def _tell(shop, payment, trace):
    """Post the gateway's notice; return what came back."""
    reference, amount = payment
    return post(
        f"{shop.url}/payment/sagepay/notify",
        {
            "TransactionAccepted": "true",
            "Reason": "Success",
            "RequestTrace": trace,
            "Reference": reference,
            "Amount": amount,
            "Method": "1",
        },
    )


def _tell_plain(shop, reference, amount):
    """Post the other gateway's message; return what came back."""
    cents = amount.replace(".", "")
    fields = {"reference": reference, "cents": cents, "currency": "ZAR"}
    return post(f"{shop.url}/payment/fake_redirect/webhook", fields)


def _warm_up(shop):
    """Let both workers have loaded everything."""
    all_at(8, [lambda: post(f"{shop.url}/payment/sagepay/notify", {"x": "1"})] * 16)


def _rate(shop, payments, tell):
    """Return notices per second, from the first post to the last receipt."""
    references = [one[0] if isinstance(one[0], str) else one[0][0] for one in payments]
    names = ", ".join(f"'{reference}'" for reference in references)
    began = time.monotonic()
    all_at(THREADS, [lambda one=one: tell(one) for one in payments])
    while int(shop.sql(BOOKED.format(names))[0][0]) < len(payments):
        time.sleep(0.05)
        if time.monotonic() - began > 600:
            raise AssertionError("Not all receipts were booked within ten minutes.")
    return len(payments) / (time.monotonic() - began)


def _pages(shop, told):
    """Print how long another page takes, idle and while fifty look-ups hang."""
    page = f"{shop.url}/web/login"
    idle = beside(lambda: time.sleep(8), page)
    call(shop, "faults", target="status", fault="slow", seconds=9)

    def flood():
        all_at(len(told), [lambda one=one: _tell(shop, *one) for one in told])
        time.sleep(3)

    busy = beside(flood, page)
    call(shop, "faults", clear=True)
    say("another page, p95 in milliseconds:")
    for name, seconds in (("idle", idle), (f"with {len(told)} slow look-ups", busy)):
        say(f"  {name:32} {p95(seconds) * 1000:6.0f}   {len(seconds)} pages")
    verdict = "met" if p95(busy) < 2 * p95(idle) else "MISSED"
    say(f"  aim, under twice the idle value: {verdict}")
