"""How the gateway behaves towards callbacks and pages: named, validated switches."""

from __future__ import annotations

import threading

DEFAULTS: dict[str, object] = {
    # notify_first | accept_first | together
    "order": "notify_first",
    # How many times Notify is sent: 0 is lost, 2 is twice.
    "notify_copies": 1,
    # Send the copies at the same moment instead of one after the other.
    "notify_parallel": False,
    # Seconds before Notify when it follows the browser (accept_first).
    "notify_delay": 2.0,
    # Notify carries Reason (the field list of Notify has none).
    "notify_reason": True,
    # A pending choice is also notified, not only redirected.
    "notify_pending": True,
    # Every post carries type=DEPOSITRECEIPT.
    "deposit_receipt": False,
    # The Redirect post has no fields at all.
    "redirect_empty": False,
    # POST | GET, for the browser and for Notify.
    "return_method": "POST",
    "notify_method": "POST",
    # ccToken, ccHolder, ccMasked, ccExpiry on card payments without m14.
    "card_fields": False,
    # False: the payer closes the browser, nothing returns to the shop.
    "browser_return": True,
    # Seconds the result page stays before it submits itself.
    "return_delay": 1.0,
    # True: a decline returns to the shop at once instead of offering a retry.
    "decline_returns": False,
    # Refuse characters and lengths of p2 and p3 outside the safe set.
    "strict_text": True,
    # True: p2 counts as used once shown; False: once an attempt was made.
    "reference_once_shown": True,
}
CHOICES = {
    "order": ("notify_first", "accept_first", "together"),
    "return_method": ("POST", "GET"),
    "notify_method": ("POST", "GET"),
}


def checked(values: dict) -> dict:
    """Return `values` if every name and value is known, else raise ValueError."""
    for name, value in values.items():
        if name not in DEFAULTS:
            raise ValueError(f"unknown switch: {name}")
        allowed = CHOICES.get(name)
        if allowed and value not in allowed:
            raise ValueError(f"{name} must be one of {', '.join(allowed)}")
        default = DEFAULTS[name]
        if isinstance(default, bool) != isinstance(value, bool):
            raise ValueError(f"{name}: wrong kind of value")
        if isinstance(default, (int, float)) != isinstance(value, (int, float)):
            raise ValueError(f"{name}: wrong kind of value")
    return dict(values)


class Switches:
    """Global switches, overlaid by those of one reference, then of one call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._global: dict = {}
        self._by_reference: dict[str, dict] = {}

    def change(self, values: dict, reference: str | None = None) -> None:
        """Set switches for everything, or for one reference only."""
        values = checked(values)
        with self._lock:
            if reference is None:
                self._global.update(values)
            else:
                self._by_reference.setdefault(reference, {}).update(values)

    def clear(self) -> None:
        """Return to the defaults."""
        with self._lock:
            self._global.clear()
            self._by_reference.clear()

    def effective(self, reference: str = "", extra: dict | None = None) -> dict:
        """Return all switches as they hold for `reference` and one call's `extra`."""
        with self._lock:
            own = self._by_reference.get(reference, {})
            return {**DEFAULTS, **self._global, **own, **checked(extra or {})}

    def snapshot(self) -> dict:
        """Return what was changed, as plain data."""
        with self._lock:
            changed = {ref: dict(v) for ref, v in self._by_reference.items()}
            return {**DEFAULTS, **self._global, "references": changed}
