"""The gateway's statement, live: fetched by the schedule, uploaded by several at once.

The gateway's clock is set back to a day whose statement is ready, so that the schedule
finds the payments made here on it.
"""

import base64
import xmlrpc.client
from datetime import datetime, timedelta, timezone

import pytest

from .paused import wait_until
from .together import at_once

ACCOUNT_KEY = "55555555-6666-4777-8888-999999999999"
SAST = timezone(timedelta(hours=2))
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


@pytest.fixture
def past_day(gateway):
    """Let the gateway live at noon of the newest day with a statement; return it."""
    now = datetime.now(SAST)
    # The statement of a day is there from half past eight on the next.
    back = 1 if (now.hour, now.minute) >= (8, 30) else 2
    noon = (now - timedelta(days=back)).replace(hour=12, minute=0, second=0)
    gateway.call("clock", now=noon.isoformat())
    yield noon.date()
    gateway.call("clock", now=datetime.now(SAST).isoformat())


def test_a_lost_payment_is_fetched_and_booked_by_the_schedule(
    gateway, books, new_payment, seller, shop, past_day
):
    """S-06, R-15, G-12: no notice, no return; the statement brings it."""
    started = new_payment()
    gateway.pay(started, announce=False)
    assert books.state(started) == "draft"
    gateway.call("clock", now=datetime.now(SAST).isoformat())
    _catch_up_one_day(seller)
    _fetch(seller)
    state, _balanced, closing, _held = shop.sql(DAY.format(day=past_day))[0]
    assert state == "imported"
    assert float(closing) > 0
    assert books.state(started) == "done"
    assert books.is_paid(started)
    assert books.receipts(started) == 1
    before = shop.sql(LINES)
    _fetch(seller)
    assert shop.sql(LINES) == before


def test_a_chargeback_opens_the_invoice_only_when_a_person_says_so(
    gateway, books, new_payment, seller, shop, past_day
):
    """M-15, S-02: listed with its payment when the day is fetched once more."""
    started = new_payment()
    gateway.pay(started)
    wait_until(lambda: books.is_paid(started), 60)
    line = {"date": str(past_day), "code": "PND", "description": "Cardholder dispute"}
    line |= {"amount": started.amount, "effect": "-", "extra1": started.reference}
    gateway.call("statement", line=line)
    gateway.call("clock", now=datetime.now(SAST).isoformat())
    _catch_up_one_day(seller)
    days = seller.search(
        "sagepay.statement.day", ("kind", "=", "day"), ("date", "=", str(past_day))
    )
    if days:
        seller.call("sagepay.statement.day", "action_fetch_again", days)
    else:
        _fetch(seller)
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
    file = base64.b64encode("\n".join(rows).encode()).decode()

    def upload():
        wizard = seller.call(
            "sagepay.statement.upload",
            "create",
            {"file": file, "filename": "day.txt", "confirmed": True},
        )
        try:
            seller.call("sagepay.statement.upload", "action_upload", [wizard])
        except xmlrpc.client.Fault as fault:
            # After its last repetition the server says so, and has changed nothing.
            assert "concurrent" in fault.faultString.lower(), fault.faultString

    at_once(*[upload] * 4)
    upload()
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


def _catch_up_one_day(seller):
    """Let the schedule fetch the newest day only."""
    provider = seller.search("payment.provider", ("code", "=", "sagepay"), limit=1)
    values = {"sagepay_account_key": ACCOUNT_KEY, "sagepay_catch_up_days": 1}
    seller.call("payment.provider", "write", provider, values)


def _fetch(seller):
    """Run the schedule, until it is nobody else who is running it."""
    cron = seller.xmlid("payment_sagepay", "cron_fetch_statements")
    seller.call("ir.cron", "method_direct_trigger", [cron])
