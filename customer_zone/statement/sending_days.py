"""On which days statements leave by themselves, and which period they are about."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

MONTH, WEEK = "month", "week"


@dataclass(frozen=True, slots=True)
class SendingDays:
    """The days of one schedule.

    A statement is true at the end of the day before it is sent, and its period
    begins with the sending day before: periods neither overlap nor leave a gap.

    :param every: ``month`` or ``week``
    :param day: of the month, 1 to 31; shorter months have it on their last day
    :param weekday: 0 for Monday to 6 for Sunday
    """

    every: str
    day: int = 1
    weekday: int = 0

    def latest(self, today: date) -> date:
        """Return the newest sending day up to and including ``today``."""
        if self.every == WEEK:
            return today - timedelta(days=(today.weekday() - self.weekday) % 7)
        this = self._in_month(today)
        return this if this <= today else self._in_month(_month_before(today))

    def following(self, today: date) -> date:
        """Return the first sending day after ``today``."""
        if self.every == WEEK:
            return self.latest(today) + timedelta(days=7)
        this = self._in_month(today)
        if this > today:
            return this
        after = today.replace(day=28) + timedelta(days=4)
        return self._in_month(after)

    def period(self, sending_day: date) -> tuple[date, date]:
        """Return first and last day of what is sent on ``sending_day``."""
        last = sending_day - timedelta(days=1)
        return self.latest(last), last

    def _in_month(self, day: date) -> date:
        length = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=min(self.day, length))


def _month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)
