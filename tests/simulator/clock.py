"""The simulator's clock: real time plus an offset that tests may move."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

SAST = timezone(timedelta(hours=2), "Africa/Johannesburg")


class Clock:
    """Tell the gateway's time, always in Africa/Johannesburg (UTC+2, no DST)."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        """Return the present moment as the gateway sees it (aware, UTC+2)."""
        return datetime.now(SAST) + self.offset

    def today(self) -> date:
        """Return the gateway's calendar day."""
        return self.now().date()

    def stamp(self) -> str:
        """Return the present moment as ISO text with milliseconds."""
        return self.now().isoformat(timespec="milliseconds")

    def advance(self, seconds: float) -> None:
        """Move the clock by `seconds`; negative values move it back."""
        self.offset += timedelta(seconds=seconds)

    def set(self, moment: datetime) -> None:
        """Make `moment` the present; a naive one is read as Johannesburg time."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=SAST)
        self.offset = moment - datetime.now(SAST)
