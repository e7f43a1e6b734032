"""Key checks are locked for ten minutes after three failures in ten minutes."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
TRIES = 3


class Locks:
    """Failed tries per account number; a success forgets them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: dict[str, list[datetime]] = {}
        self._until: dict[str, datetime] = {}

    def is_locked(self, account: str, now: datetime) -> bool:
        """Tell whether the account is locked at `now`."""
        with self._lock:
            return account in self._until and now < self._until[account]

    def note(self, account: str, good: bool, now: datetime) -> None:
        """Remember one try; the third failure within the window locks."""
        with self._lock:
            if good:
                self._failures.pop(account, None)
                return
            recent = [t for t in self._failures.get(account, []) if now - t < WINDOW]
            recent.append(now)
            self._failures[account] = recent
            if len(recent) >= TRIES:
                self._until[account] = now + WINDOW
                self._failures.pop(account)
