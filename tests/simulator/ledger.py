"""The simulator's own books: requests, attempts, posts, look-ups, behind one lock."""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from .payments import Attempt, Payment

# Trace ids continue from the time, so a restart never repeats one.
EPOCH_MS = 1_700_000_000_000


class Ledger:
    """Everything that happened; all access goes through `lock`."""

    def __init__(self, state_file: Path | None = None) -> None:
        self.lock = threading.RLock()
        self._saving = threading.Lock()
        self.state_file = state_file
        self._last_id = 0
        self._dirty = threading.Event()
        self.reset(save=False)
        if state_file and state_file.exists():
            self._load(json.loads(state_file.read_text()))

    def reset(self, save: bool = True) -> None:
        """Forget everything; trace ids go on growing."""
        with self.lock:
            self.payments: list[Payment] = []
            self.refusals: list[dict] = []
            self.posts: list[dict] = []
            self.lookups: list[dict] = []
            self.services: list[dict] = []
            self._used: set[tuple[str, str]] = set()
            if save:
                self.changed()

    def _load(self, data: dict) -> None:
        for row in data["payments"]:
            row = dict(row)
            attempts = [Attempt(**attempt) for attempt in row.pop("attempts")]
            for name in ("state", "received"):
                row.pop(name)
            self.payments.append(Payment(**row, attempts=attempts))
        self._used = {tuple(pair) for pair in data["used"]}
        for name in ("refusals", "posts", "lookups", "services"):
            setattr(self, name, data[name])

    def changed(self) -> None:
        """Mark the state file as out of date."""
        self._dirty.set()

    def save_if_changed(self) -> None:
        """Write the state file, atomically, if anything changed."""
        # Whoever stops the simulator waits until what is being written is there.
        with self._saving:
            if not self.state_file or not self._dirty.is_set():
                return
            self._dirty.clear()
            text = json.dumps(self.snapshot())
            draft = self.state_file.with_name(self.state_file.name + ".new")
            draft.write_text(text)
            os.replace(draft, self.state_file)

    def new_trace(self) -> str:
        """Return a trace never used before: a random part, a dot, a growing id."""
        with self.lock:
            self._last_id = max(self._last_id + 1, time.time_ns() // 10**6 - EPOCH_MS)
            return f"{secrets.randbelow(89_000) + 10_000}.{self._last_id}"

    def is_used(self, merchant: str, reference: str) -> bool:
        """Tell whether this account has used the reference before."""
        with self.lock:
            return (merchant, reference) in self._used

    def use(self, merchant: str, reference: str) -> bool:
        """Claim the reference for ever; False when it was claimed already."""
        with self.lock:
            if (merchant, reference) in self._used:
                return False
            self._used.add((merchant, reference))
            return True

    def add_payment(self, payment: Payment) -> None:
        """Keep a payment the page has accepted."""
        with self.lock:
            self.payments.append(payment)
            self.changed()

    def by_session(self, session: str) -> Payment | None:
        """Return the payment of one payer's visit, or None."""
        with self.lock:
            return next((p for p in self.payments if p.session == session), None)

    def by_reference(self, reference: str, merchant: str = "") -> Payment | None:
        """Return the newest payment with this reference, or None."""
        with self.lock:
            for payment in reversed(self.payments):
                if payment.reference == reference:
                    if not merchant or payment.merchant == merchant:
                        return payment
        return None

    def by_trace(self, trace: str) -> tuple[Payment, Attempt] | None:
        """Return the payment and attempt of a trace, or None."""
        with self.lock:
            for payment in reversed(self.payments):
                for attempt in payment.attempts:
                    if attempt.trace == trace:
                        return payment, attempt
        return None

    def add_row(self, table: str, row: dict) -> dict:
        """Append one row to refusals, posts, lookups or services and return it."""
        with self.lock:
            rows = getattr(self, table)
            row = {"id": len(rows) + 1, **row}
            rows.append(row)
            self.changed()
            return row

    def finish_row(self, row: dict, **values: object) -> None:
        """Complete a row added earlier."""
        with self.lock:
            row.update(values)
            self.changed()

    def snapshot(self) -> dict:
        """Return the whole ledger as plain data, with the sums of money."""
        with self.lock:
            payments = [
                {**asdict(p), "state": p.state, "received": f"{p.received:.2f}"}
                for p in self.payments
            ]
            return {
                "payments": payments,
                "refusals": [dict(row) for row in self.refusals],
                "posts": [dict(row) for row in self.posts],
                "lookups": [dict(row) for row in self.lookups],
                "services": [dict(row) for row in self.services],
                "used": sorted(self._used),
                "totals": self._totals(),
            }

    def _totals(self) -> dict:
        total: Counter = Counter()
        for payment in self.payments:
            total[payment.merchant] += payment.received
        return {
            "received": f"{sum(total.values(), Decimal(0)):.2f}",
            "by_merchant": {
                key: f"{Decimal(value):.2f}" for key, value in total.items()
            },
            "by_reference": {
                p.reference: f"{p.received:.2f}" for p in self.payments if p.received
            },
        }
