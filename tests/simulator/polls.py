"""What the statement service remembers: its form, extra lines, and polling ids."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

SETTINGS: dict[str, object] = {
    "opening": "0.00",
    # How often a file is "not ready" before it comes.
    "not_ready": 2,
    # dashed 2026-03-01 | compact 20260301
    "date_format": "dashed",
    "crlf": False,
    "bom": False,
    # 11 with the ledger column, 10 without, 7 without extras.
    "columns": 11,
    # text | cdata | entity: how tabs travel in the XML.
    "transport": "text",
    # p2 | p3: what the description of a receipt shows.
    "description": "p2",
    # False: m4-m6 are missing from columns 8-10.
    "extras": True,
    # Zero lines for authorised and declined tries.
    "info_lines": True,
    # Fees on the first of a month; "" for none. VAT as its own line or in column 7.
    "monthly_fee": "75.00",
    "monthly_vat": "11.25",
    "vat_line": True,
    # Pay the whole balance out every day.
    "payout": False,
    # Added to the closing balance: anything but 0 breaks the invariant.
    "unbalanced": "0.00",
    # Traces left out although the money came.
    "omit": [],
    # Day (YYYY-MM-DD) -> the file exactly as it is to be sent.
    "files": {},
}
LINE = {"merchant", "date", "code", "id", "description", "amount", "effect", "vat"}
LINE |= {"extra1", "extra2", "extra3", "ledger"}


class StatementSettings:
    """The form of the statement and the lines tests add to it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._values: dict[str, object] = {}
        self.lines: list[dict] = []

    def __getitem__(self, name: str) -> object:
        """Return one setting."""
        return self._values.get(name, SETTINGS[name])

    def change(self, values: dict) -> None:
        """Change settings; raise ValueError for an unknown name."""
        unknown = set(values) - set(SETTINGS)
        if unknown:
            raise ValueError(f"unknown setting: {sorted(unknown)}")
        with self.lock:
            self._values.update(values)

    def add_line(self, values: dict) -> None:
        """Add one line (date, code, amount, effect …); raise ValueError if unfit."""
        unknown = set(values) - LINE
        if unknown or not {"date", "code", "amount"} <= set(values):
            raise ValueError(f"a line needs date, code, amount; unknown: {unknown}")
        date.fromisoformat(values["date"])
        Decimal(values["amount"])
        with self.lock:
            number = f"{90_000_001 + len(self.lines)}"
            self.lines.append({"id": number, "effect": "+", **values})

    def snapshot(self) -> dict:
        """Return all settings and added lines."""
        with self.lock:
            return {"settings": {**SETTINGS, **self._values}, "lines": self.lines}


@dataclass
class Poll:
    """One requested file: `day` None is the interim statement."""

    merchant: str
    day: date | None
    text: str
    left: int
    made: datetime


class Polls:
    """Open requests by polling id, and what the last interim file contained."""

    LIFETIME = timedelta(hours=24)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._polls: dict[str, Poll] = {}
        self._last = 0
        self._seen: dict[str, set[str]] = {}

    def open(self, poll: Poll) -> str:
        """Keep a request and return its id: eighteen digits."""
        with self._lock:
            # From the time, so that a restart never gives an id out again.
            fresh = 636 * 10**15 + time.time_ns() // 1000
            self._last = max(self._last + 1, fresh)
            number = str(self._last)
            self._polls[number] = poll
            return number

    def collect(self, merchant: str, number: str, now: datetime) -> str:
        """Return the file, FILE NOT READY, or 200 for an id that is not open."""
        with self._lock:
            poll = self._polls.get(number) if re.fullmatch("[0-9]+", number) else None
            if not poll or poll.merchant != merchant:
                return "200"
            if now - poll.made > self.LIFETIME:
                return "200"
            if poll.left > 0:
                poll.left -= 1
                return "FILE NOT READY"
            return poll.text

    def only_new(self, merchant: str, ids: set[str]) -> set[str]:
        """Return the ids no interim file has carried yet, and remember them."""
        with self._lock:
            seen = self._seen.setdefault(merchant, set())
            fresh = ids - seen
            seen |= ids
            return fresh
