"""The import of a big statement is killed twice and completes all the same."""

import base64
from datetime import datetime, timedelta

import pytest

from tools import postgres

from .paused import DIED, cut_connections, locked_row, wait_until
from .statements import SAST

# More than are booked while the person waits, so that the schedule books them: in
# pieces of 500. The first death comes in the second piece, the second in the last.
PIECE = 500
SHORT, FULL = 1600, 5000
PATIENCE = 600

STORED = """
SELECT count(*), count(DISTINCT number), count(*) FILTER (WHERE state = 'booked')
  FROM sagepay_statement_line WHERE date = '{day}'
"""
IN_THE_JOURNAL = """
SELECT count(*), round(sum(b.amount), 2), count(l.id)
  FROM account_bank_statement_line b
  JOIN account_move m ON m.id = b.move_id AND m.state = 'posted'
  LEFT JOIN sagepay_statement_line l ON l.statement_line_id = b.id
 WHERE m.date = '{day}' AND m.journal_id = (
       SELECT journal_id FROM sagepay_statement_day d
         JOIN account_payment_method_line p ON p.payment_provider_id = d.provider_id
        LIMIT 1)
"""
LINE = """
SELECT id FROM sagepay_statement_line WHERE date = '{day}'
 ORDER BY sequence, id OFFSET {number} - 1 LIMIT 1
"""
STATE = "SELECT state FROM sagepay_statement_day WHERE kind = 'day' AND date = '{day}'"


@pytest.mark.logs(*DIED)
def test_an_import_that_dies_twice_has_no_gap_and_nothing_twice(shop, seller, full):
    """C-05, S-13: the server is killed, then its database connections are cut."""
    size = FULL if full else SHORT
    day = datetime.now(SAST).date() - timedelta(days=72)
    _upload(seller, _file(day, size))
    assert _stored(shop, day) == (size, size)
    with _not_past(shop, day, PIECE + 1):
        _wait_for_booked(shop, day, at_least=1)
        shop.odoo.kill()
    first = _booked(shop, day)
    assert 0 < first < size
    assert _journal(shop, day) == (first, -first, first)
    with _not_past(shop, day, size):
        shop.odoo.start()
        _run_schedule(shop, day)
        _wait_for_booked(shop, day, at_least=first + 1)
        cut_connections(shop)
    second = _booked(shop, day)
    assert first < second < size
    wait_until(lambda: _is_imported_when_asked(shop, day), PATIENCE)
    assert _stored(shop, day) == (size, size)
    assert _journal(shop, day) == (size, -size, size)


def _file(day, size):
    """Return a day on which the gateway took ``size`` times one rand."""
    rows = [f"{day}\tOBL\t0\tOpening\t0.0000\t+\t0"]
    rows += [
        f"{day}\tNSF\t{800000 + n}\tService fee\t1.0000\t-\t0" for n in range(size)
    ]
    rows.append(f"{day}\tCBL\t0\tClosing\t{size}.0000\t-\t0")
    return "\n".join(rows).encode()


def _upload(seller, data):
    values = {"file": base64.b64encode(data).decode(), "filename": "day.txt"}
    wizard = seller.call(
        "sagepay.statement.upload", "create", {**values, "confirmed": True}
    )
    seller.call("sagepay.statement.upload", "action_upload", [wizard])


def _stored(shop, day):
    """Return how many lines of the day are stored, and how many are different."""
    lines, numbers, _booked_lines = shop.sql(STORED.format(day=day))[0]
    return int(lines), int(numbers)


def _booked(shop, day):
    return int(shop.sql(STORED.format(day=day))[0][2])


def _journal(shop, day):
    """Return (entries in the journal, their sum, those a stored line stands for)."""
    entries, total, known = shop.sql(IN_THE_JOURNAL.format(day=day))[0]
    return int(entries), float(total), int(known)


def _not_past(shop, day, number):
    """Let the piece with this line of the file not be booked within the block."""
    [[line]] = shop.sql(LINE.format(day=day, number=number))
    return locked_row(shop, "sagepay_statement_line", line)


def _wait_for_booked(shop, day, at_least):
    wait_until(lambda: _booked(shop, day) >= at_least, PATIENCE)


def _is_imported_when_asked(shop, day):
    """Let the schedule run again and tell whether the day is in the books."""
    if shop.sql(STATE.format(day=day)) == [["imported"]]:
        return True
    _run_schedule(shop, day)
    return False


def _run_schedule(shop, day):
    """Wake the schedule; if the day failed, it is tried at once, not in some hours.

    The row is left alone otherwise: the schedule may be at work on it.
    """
    shop.sql(
        "UPDATE sagepay_statement_day SET next_try_at = NULL"
        f" WHERE kind = 'day' AND date = '{day}' AND next_try_at IS NOT NULL"
    )
    shop.sql(
        "UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' WHERE id = ("
        "SELECT res_id FROM ir_model_data WHERE name = 'cron_fetch_statements')"
    )
    postgres.sql(f"NOTIFY cron_trigger, '{shop.database}'")
