"""What the gateway knows about a payment: the request and its attempts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

METHODS = {
    1: "Master & Visa Card",
    2: "Bank EFT",
    3: "Retail (cash)",
    4: "Instant EFT (Ozow)",
    5: "MasterPass",
    6: "Visa Click to Pay",
    7: "Scan to Pay",
    8: "Mobicred",
    9: "Payflex",
    10: "Flash 1Voucher",
}
CARD, BANK_EFT, RETAIL, OZOW = 1, 2, 3, 4
OFFLINE = (BANK_EFT, RETAIL)

APPROVE, DECLINE, CANCEL, PENDING = "approve", "decline", "cancel", "pending"
# Outcome asked for -> (outcome kept, accepted, Reason told).
OUTCOMES = {
    APPROVE: (APPROVE, True, "Success"),
    DECLINE: (DECLINE, False, "Declined"),
    "insufficient": (DECLINE, False, "Insufficient funds"),
    "invalid_card": (DECLINE, False, "Invalid card number"),
    CANCEL: (CANCEL, False, "Cancelled"),
    PENDING: (PENDING, False, "Pending payment"),
}


def meaning(outcome: str, method: int) -> tuple[str, bool, str]:
    """Return (outcome, accepted, Reason); an Ozow cancel says Declined.

    Raises ValueError for an unknown outcome.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome must be one of {', '.join(OUTCOMES)}")
    kept, accepted, reason = OUTCOMES[outcome]
    if outcome == CANCEL and method == OZOW:
        reason = "Declined"
    return kept, accepted, reason


@dataclass
class Attempt:
    """One trace: what was tried, what was told, and whether money arrived."""

    trace: str
    method: int
    amount: str
    outcome: str
    accepted: bool
    reason: str
    money: bool
    at: str
    payer_ip: str = "127.0.0.1"
    settles: str = ""
    card: dict[str, str] = field(default_factory=dict)
    history: list[dict] = field(default_factory=list)
    # When the money came, which for a settled payment is later than `at`.
    money_at: str = ""

    def __post_init__(self) -> None:
        """Date the money of an attempt that is accepted at once."""
        if self.money and not self.money_at:
            self.money_at = self.at

    def change(self, at: str, **values: object) -> None:
        """Set new facts, keeping the old ones with the time of the change."""
        before = {name: getattr(self, name) for name in values}
        self.history.append({"until": at, **before})
        for name, value in values.items():
            setattr(self, name, value)
        if values.get("money"):
            self.money_at = at


@dataclass
class Payment:
    """One accepted request; `fields` has lower-case names, `amount` is p4."""

    session: str
    merchant: str
    reference: str
    amount: str
    description: str
    fields: dict[str, str]
    created: str
    referer: str = ""
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def last(self) -> Attempt | None:
        """Return the newest attempt, or None."""
        return self.attempts[-1] if self.attempts else None

    @property
    def paid(self) -> Attempt | None:
        """Return the newest accepted attempt, or None."""
        accepted = [attempt for attempt in self.attempts if attempt.accepted]
        return accepted[-1] if accepted else None

    @property
    def state(self) -> str:
        """Return open, paid, or the outcome of the newest attempt."""
        if self.paid:
            return "paid"
        return self.last.outcome if self.last else "open"

    @property
    def received(self) -> Decimal:
        """Return the money (rands) that really arrived over all attempts."""
        return sum((Decimal(a.amount) for a in self.attempts if a.money), Decimal(0))
