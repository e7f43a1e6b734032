"""What happened at the gateway in the demo's last weeks, as on ``days.AS_ON``.

Payments of the other customers, never of the main one, whose sums are fixed.
"""

from typing import NamedTuple

from .main_ledger import Invoice

#: The gateway's numbers of the ways to pay.
CARD, EFT, CASH, INSTANT, SCAN = 1, 2, 3, 4, 5

#: The first and the last day whose statement is in the books.
FIRST, LAST = "2026-09-11", "2026-11-13"
#: Its statement did not come; the gateway has it, and "Fetch again" brings it.
MISSING = "2026-11-09"


class Online(NamedTuple):
    """One online payment of an invoice; dates are ISO dates.

    :param how: "told" (the gateway's message came), "lost" (it never came, and the
        statement brings the payment), "absent" (told, and not on the statement)
    :param started: when a bank transfer or cash payment was chosen, "" for at once
    :param came: rand that came instead of what was asked for, "" for the same
    """

    serial: int
    customer: str
    amount: str
    paid: str
    method: int = CARD
    how: str = "told"
    started: str = ""
    came: str = ""

    @property
    def trace(self):
        """Return the gateway's trace of the payment."""
        return f"{20000 + self.serial}.{40010000 + self.serial * 10}"

    @property
    def day(self):
        """Return the day on which the payer chose to pay."""
        return self.started or self.paid


class Movement(NamedTuple):
    """One line of the statement that is no payment of an invoice; signed rand."""

    date: str
    code: str
    amount: str
    text: str
    serial: int = 0  # of the invoice it is about


#: customer key: invoices of their own for the month
INVOICES = {
    "namaprint": (
        Invoice(153, "2026-09-01", (("paper", 4),), "NKP 0214"),
        Invoice(162, "2026-09-12", (("cabinet", 1),), "NKP 0219"),
        Invoice(168, "2026-09-26", (("toner", 3),), "NKP 0222"),
        Invoice(176, "2026-10-14", (("markers", 10),), "NKP 0228"),
    ),
    "swartberg": (
        Invoice(154, "2026-09-02", (("whiteboard", 1), ("markers", 2)), "SGH 14"),
        Invoice(160, "2026-09-10", (("arm", 2),), "SGH 15"),
        Invoice(173, "2026-10-06", (("meeting_chair", 4),), "SGH 18"),
        Invoice(183, "2026-10-31", (("chair", 1),), "SGH 20"),
    ),
    "merino": (
        Invoice(155, "2026-09-03", (("toner", 2),), "MA/2026/7"),
        Invoice(164, "2026-09-15", (("visitor_chair", 2),), "MA/2026/8"),
        Invoice(170, "2026-10-01", (("chair", 2),), "MA/2026/10"),
        Invoice(175, "2026-10-12", (("paper", 5),), "MA/2026/11"),
    ),
    "hexriver": (
        Invoice(156, "2026-09-04", (("desk", 2), ("delivery", 1)), "HRC-P0558"),
        Invoice(165, "2026-09-18", (("rack", 3),), "HRC-P0561"),
        Invoice(172, "2026-10-05", (("table", 1),), "HRC-P0564"),
        Invoice(177, "2026-10-16", (("visitor_chair", 1),), "HRC-P0566"),
    ),
    "protea": (
        Invoice(157, "2026-09-05", (("whiteboard", 2),), "Order 35"),
        Invoice(158, "2026-09-07", (("paper", 6),), "Order 36"),
        Invoice(167, "2026-09-24", (("paper", 8),), "Order 38"),
    ),
}

PAYMENTS = (
    Online(153, "namaprint", "1748.00", "2026-09-11"),
    Online(154, "swartberg", "1265.00", "2026-09-14"),
    Online(155, "merino", "1886.00", "2026-09-17", INSTANT),
    Online(156, "hexriver", "6210.00", "2026-09-21", EFT, started="2026-09-19"),
    Online(158, "protea", "2622.00", "2026-09-23", CASH, started="2026-09-22"),
    Online(160, "swartberg", "1610.00", "2026-09-25"),
    Online(162, "namaprint", "3852.50", "2026-09-29", INSTANT),
    Online(164, "merino", "3680.00", "2026-10-01", how="lost"),
    Online(159, "namaprint", "2300.00", "2026-10-05"),
    Online(165, "hexriver", "6382.50", "2026-10-06"),
    Online(167, "protea", "3496.00", "2026-10-07", SCAN, how="absent"),
    Online(168, "namaprint", "2829.00", "2026-10-12"),
    Online(170, "merino", "2875.00", "2026-10-14", INSTANT),
    Online(173, "swartberg", "3910.00", "2026-10-19"),
    # A bank transfer that took a week and of which no message ever came.
    Online(172, "hexriver", "6900.00", "2026-10-20", EFT, "lost", "2026-10-13"),
    # The payer typed the amount himself.
    Online(
        176, "namaprint", "1150.00", "2026-10-23", EFT, "lost", "2026-10-22", "1105.00"
    ),
    Online(157, "protea", "2070.00", "2026-10-27", SCAN),
    Online(169, "swartberg", "1541.00", "2026-10-31"),
    Online(183, "swartberg", "1437.50", "2026-11-03"),
    Online(181, "namaprint", "5658.00", "2026-11-06"),
    Online(177, "hexriver", "1840.00", MISSING, how="lost"),
    Online(184, "hexriver", "5865.00", "2026-11-11", INSTANT),
)

OTHER_MOVEMENTS = (
    Movement("2026-10-09", "PNR", "-805.00", "Refund, one arm returned", 160),
    Movement("2026-10-16", "PNC", "640.00", "PORTAL-0091"),
    Movement("2026-10-22", "PCD", "2185.00", "MERINO", 175),
    Movement("2026-10-26", "PND", "-2829.00", "Cardholder dispute", 168),
    Movement("2026-11-05", "NCA", "12.50", "Account adjustment"),
)


class Payout(NamedTuple):
    """What the gateway paid out; ``arrived`` is the day it was in the bank, or ""."""

    date: str
    amount: str
    arrived: str


PAYOUTS = (
    Payout("2026-09-18", "4000.00", "2026-09-21"),
    Payout("2026-09-25", "10000.00", "2026-09-28"),
    Payout("2026-10-02", "6000.00", "2026-10-05"),
    Payout("2026-10-09", "5000.00", "2026-10-12"),
    Payout("2026-10-16", "5000.00", "2026-10-19"),
    Payout("2026-10-23", "13000.00", "2026-10-26"),
    # The bank never showed this one; the last one is on its way.
    Payout("2026-11-06", "5000.00", ""),
    Payout("2026-11-13", "7000.00", ""),
)

#: What the gateway charges on the first for the month before: so many rand, and
#: percent of what came in; and the VAT on it, in percent.
FEE, FEE_PERCENT, VAT_PERCENT = 25, "2.4", 15

#: What a person finds on the list in the end: (kind, rand).
LEFT = (
    ("amount_differs", "1105.00"),
    ("balance", "1840.00"),
    ("day_missing", "0.00"),
    ("deposit", "2185.00"),
    ("not_in_books", "640.00"),
    ("not_on_statement", "3496.00"),
    ("payout_open", "-5000.00"),
    ("reversal", "-2829.00"),
    ("reversal", "-805.00"),
    ("unclassified", "12.50"),
)

#: Agreed with the gateway: method of the statement, percent, rand per payment.
TARIFFS = (
    ("card", 2.9, 0),
    ("instant_eft", 1.9, 0),
    ("eft", 0, 5.75),
    ("cash", 1.5, 6),
    ("scan", 2.75, 0),
)
