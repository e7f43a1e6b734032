"""Days of the statement are Johannesburg's, wherever the server stands."""

import datetime
import os
import time

import pytest
from paynow.statement_day import gateway_day, last_ready_day

UTC = datetime.UTC
# Both nights on which the clocks change in London and in New York, a leap day, and the
# end of a year.
NIGHTS = [
    datetime.date(2026, 3, 8),
    datetime.date(2026, 3, 29),
    datetime.date(2026, 10, 25),
    datetime.date(2026, 11, 1),
    datetime.date(2028, 2, 29),
    datetime.date(2026, 12, 31),
    datetime.date(2027, 1, 1),
]
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture(params=["Europe/London", "America/New_York", "Africa/Johannesburg"])
def server(request, monkeypatch):
    """Let the server's own clock stand somewhere else."""
    monkeypatch.setitem(os.environ, "TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def johannesburg(day, hour, minute):
    """Return a moment of a day there, as the server has it: aware, in UTC."""
    there = datetime.timezone(datetime.timedelta(hours=2))
    at = datetime.time(hour, minute, tzinfo=there)
    return datetime.datetime.combine(day, at).astimezone(UTC)


@pytest.mark.parametrize("day", NIGHTS)
def test_a_day_begins_and_ends_at_midnight_in_johannesburg(server, day):
    """S-11: an entry of 00:00 and one of 23:59 are of the same day."""
    assert gateway_day(johannesburg(day, 0, 0)) == day
    assert gateway_day(johannesburg(day, 23, 59)) == day
    assert gateway_day(johannesburg(day, 0, 0).astimezone()) == day
    assert gateway_day(johannesburg(day, 0, 0) - ONE_DAY / 1440) == day - ONE_DAY


@pytest.mark.parametrize("day", NIGHTS)
def test_yesterday_can_be_asked_for_from_half_past_eight(server, day):
    """S-11"""
    assert last_ready_day(johannesburg(day, 8, 29)) == day - 2 * ONE_DAY
    assert last_ready_day(johannesburg(day, 8, 30)) == day - ONE_DAY
    assert last_ready_day(johannesburg(day, 23, 59)) == day - ONE_DAY


def test_a_moment_without_a_zone_is_refused():
    """S-11: nobody knows which day it is."""
    with pytest.raises(ValueError, match="time zone"):
        gateway_day(datetime.datetime(2026, 3, 29, 12, 0))
