"""The gateway's statement, live: fetched by the schedule, uploaded by several at once.

The gateway's clock is set back to a day whose statement is ready, so that the schedule
finds the payments made here on it.
"""

import xmlrpc.client
from datetime import datetime, timedelta

from .paused import wait_until
from .schedules import REPEATED
from .statements import SAST, fetch, fetch_first, now, upload
from .together import at_once

LINES = """
SELECT count(*), count(DISTINCT (date, code, number, amount))
  FROM sagepay_statement_line
"""
BANK_LINES = """
SELECT count(*) FROM account_bank_statement_line b
  JOIN sagepay_statement_line l ON l.statement_line_id = b.id
"""
DAY = """
SELECT state, is_balanced, round(closing, 2), round(books_balance, 2)
  FROM sagepay_statement_day WHERE kind = 'day' AND date = '{day}'
"""


def test_a_lost_payment_is_fetched_and_booked_by_the_schedule(
    gateway, books, new_payment, seller, shop, past_day
):
    """S-06, R-15, G-12: no notice, no return; the statement brings it."""
    started = new_payment()
    gateway.pay(started, announce=False)
    assert books.state(started) == "draft"
    gateway.call("clock", now=now())
    fetch_first(seller)
    state, _balanced, closing, _held = shop.sql(DAY.format(day=past_day))[0]
    assert state == "imported"
    assert float(closing) > 0
    assert books.state(started) == "done"
    assert books.is_paid(started)
    assert books.receipts(started) == 1
    before = shop.sql(LINES)
    fetch(seller)
    assert shop.sql(LINES) == before


def test_a_chargeback_opens_the_invoice_only_when_a_person_says_so(
    gateway, books, new_payment, seller, shop, past_day
):
    """M-15, S-02: listed with its payment when the day is fetched once more."""
    started = new_payment()
    gateway.pay(started)
    wait_until(lambda: books.is_paid(started), REPEATED)
    line = {"date": str(past_day), "code": "PND", "description": "Cardholder dispute"}
    line |= {"amount": started.amount, "effect": "-", "extra1": started.reference}
    gateway.call("statement", line=line)
    gateway.call("clock", now=now())
    fetch_first(seller)
    named = ("transaction_id.reference", "=", started.reference)
    kind = ("kind", "=", "reversal")
    wait_until(lambda: seller.search("sagepay.exception", kind, named), 90)
    rows = seller.search("sagepay.exception", kind, named)
    assert len(rows) == 1
    assert seller.read("sagepay.exception", rows[0], "activity_ids")["activity_ids"]
    assert books.is_paid(started)
    seller.call("sagepay.exception", "action_reopen_invoice", rows)
    assert not books.is_paid(started)
    assert books.receipts(started) == 1


def test_four_uploads_of_one_file_at_once_book_it_once(seller, shop):
    """S-05: one wins, the others change nothing."""
    # Before the demo's own weeks at the gateway begin.
    day = datetime.now(SAST).date() - timedelta(days=70)
    rows = [f"{day}\tOBL\t0\tOpening\t0.0000\t+\t0"]
    rows += [f"{day}\tPCD\t{n}\tjuly\t10.0000\t+\t0" for n in range(700001, 700021)]
    rows.append(f"{day}\tCBL\t0\tClosing\t200.0000\t+\t0")
    data = "\n".join(rows).encode()

    def try_upload():
        try:
            upload(seller, data)
        except xmlrpc.client.Fault as fault:
            # After its last repetition the server says so, and has changed nothing.
            assert "concurrent" in fault.faultString.lower(), fault.faultString

    at_once(*[try_upload] * 4)
    try_upload()
    lines, distinct = shop.sql(LINES)[0]
    assert lines == distinct
    assert shop.sql(DAY.format(day=day))[0][0] == "imported"
    assert _uploaded(shop) == 20
    assert int(shop.sql(BANK_LINES)[0][0]) == int(
        shop.sql(
            "SELECT count(*) FROM sagepay_statement_line WHERE booked_amount != 0"
        )[0][0]
    )


def _uploaded(shop):
    return int(
        shop.sql(
            "SELECT count(*) FROM sagepay_statement_line "
            "WHERE number BETWEEN '700001' AND '700020'"
        )[0][0]
    )
