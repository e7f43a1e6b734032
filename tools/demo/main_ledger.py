"""The ledger of the demo's main customer, as on ``days.AS_ON``.

Amounts follow from the catalogue's prices plus 15 % VAT; ``check.py`` asserts
the sums at the end of the build.
"""

from typing import NamedTuple


class Invoice(NamedTuple):
    """One customer invoice: number, ISO date, product lines, and its oddities."""

    serial: int
    date: str
    lines: tuple  # (product key, quantity) or (product key, quantity, price)
    order_number: str = ""
    terms: str = "30"
    currency: str = "ZAR"


class CreditNote(NamedTuple):
    """One credit note for an invoice; ``settles`` is the instalment it is taken off."""

    serial: int
    date: str
    for_serial: int
    lines: tuple
    reason: str
    settles: int | None = None  # 0: the whole invoice; None: not used yet


class Payment(NamedTuple):
    """One payment or refund; ``settles`` names (invoice serial, instalment or 0)."""

    serial: int
    date: str
    amount: str
    memo: str
    settles: tuple = ()
    way: str = "eft"  # or "card": through the gateway account
    refund_of: int | None = None


INVOICES = (
    Invoice(
        118, "2026-06-22", (("file", 20), ("cabinet", 1), ("delivery", 1)), "PO 4402"
    ),
    Invoice(131, "2026-07-14", (("table", 1), ("arm", 3)), "PO 4417"),
    Invoice(144, "2026-08-11", (("paper", 10),), "PO 4431"),
    Invoice(152, "2026-08-28", (("paper", 5),)),
    Invoice(
        163,
        "2026-09-14",
        (("chair", 8), ("desk", 2), ("assembly", 1)),
        "PO 4440",
        terms="instalments",
    ),
    Invoice(171, "2026-10-02", (("arm", 4),), "PO 4446"),
    Invoice(178, "2026-10-20", (("cabinet", 2),), "PO 4452"),
    Invoice(180, "2026-10-26", (("plotter", 1, "1480"),), "PO 4455", currency="USD"),
    Invoice(185, "2026-11-05", (("whiteboard", 2), ("markers", 5)), "PO 4461"),
    Invoice(188, "2026-11-12", (("toner", 1), ("paper", 1))),
)

#: Older invoices, all paid. Serial numbers do not repeat ``INVOICES``.
OLD_INVOICES = (
    Invoice(9, "2025-02-04", (("desk", 2),), "PO 4188"),
    Invoice(17, "2025-02-19", (("paper", 6),)),
    Invoice(31, "2025-03-12", (("chair", 2), ("delivery", 1)), "PO 4203"),
    Invoice(44, "2025-04-02", (("toner", 3),)),
    Invoice(58, "2025-04-24", (("cabinet", 1),), "PO 4219"),
    Invoice(73, "2025-05-15", (("paper", 8),)),
    Invoice(89, "2025-06-05", (("arm", 4),), "PO 4240"),
    Invoice(102, "2025-06-26", (("file", 15),)),
    Invoice(117, "2025-07-17", (("rack", 2), ("assembly", 1)), "PO 4256"),
    Invoice(130, "2025-08-07", (("paper", 6),)),
    Invoice(146, "2025-08-28", (("visitor_chair", 2),), "PO 4271"),
    Invoice(161, "2025-09-18", (("toner", 2), ("paper", 2))),
    Invoice(177, "2025-10-09", (("whiteboard", 3),), "PO 4288"),
    Invoice(192, "2025-10-30", (("desk", 1), ("chair", 1)), "PO 4297"),
    Invoice(208, "2025-11-20", (("paper", 8),)),
    Invoice(8, "2026-01-15", (("meeting_chair", 6),), "PO 4325"),
    Invoice(19, "2026-02-03", (("toner", 2),)),
    Invoice(33, "2026-02-19", (("table", 1), ("delivery", 1)), "PO 4338"),
    Invoice(47, "2026-03-10", (("paper", 5),)),
    Invoice(61, "2026-03-27", (("arm", 2), ("markers", 4)), "PO 4351"),
    Invoice(76, "2026-04-16", (("rack", 1), ("delivery", 1)), "PO 4366"),
    Invoice(88, "2026-05-05", (("file", 12),)),
    Invoice(97, "2026-05-21", (("chair", 2),), "PO 4384"),
    Invoice(107, "2026-06-04", (("refit", 1, "15233.48"),), "PO 4391"),
)

CREDIT_NOTES = (
    CreditNote(12, "2026-07-03", 118, (("file", 6),), "Short delivery, six files", 0),
    CreditNote(
        21, "2026-10-06", 163, (("chair", 1),), "One chair returned, gas lift faulty", 2
    ),
    CreditNote(
        25, "2026-10-28", 144, (("paper", 2),), "Price corrected on paper, two boxes"
    ),
)

PAYMENTS = (
    Payment(93, "2026-07-21", "6152.50", "INV/2026/00118", ((118, 0),)),
    Payment(101, "2026-08-18", "6000.00", "PO 4417 PART", ((131, 0),)),
    Payment(109, "2026-09-09", "4485.00", "C00412-144", ((144, 0),), way="card"),
    Payment(
        111,
        "2026-09-14",
        "115.00",
        "Paid twice for delivery",
        way="card",
        refund_of=109,
    ),
    Payment(124, "2026-10-13", "7360.00", "INV/2026/00163", ((163, 1),)),
    Payment(131, "2026-10-30", "1000.00", "BLUECRANE 30OCT"),
)

#: One transfer for several old invoices, as the customer did it until June 2026.
OLD_PAYMENTS = (
    Payment(6, "2025-03-05", "8142.00", "BLUECRANE FEB", ((9, 0), (17, 0))),
    Payment(19, "2025-04-30", "6394.00", "BLUECRANE APR", ((31, 0), (44, 0))),
    Payment(34, "2025-06-11", "7348.50", "BLUECRANE JUN", ((58, 0), (73, 0))),
    Payment(52, "2025-07-22", "4945.00", "BLUECRANE JUL", ((89, 0), (102, 0))),
    Payment(71, "2025-09-03", "8257.00", "BLUECRANE AUG", ((117, 0), (130, 0))),
    Payment(88, "2025-10-15", "6440.00", "BLUECRANE OCT", ((146, 0), (161, 0))),
    Payment(103, "2025-11-26", "7302.50", "BLUECRANE NOV", ((177, 0), (192, 0))),
    Payment(9, "2026-02-10", "9361.00", "BLUECRANE JAN", ((208, 0), (8, 0))),
    Payment(27, "2026-03-18", "9476.00", "BLUECRANE MAR", ((19, 0), (33, 0))),
    Payment(45, "2026-04-22", "4255.00", "BLUECRANE APR", ((47, 0), (61, 0))),
    Payment(63, "2026-06-03", "4197.50", "BLUECRANE MAY", ((76, 0), (88, 0))),
    Payment(80, "2026-07-01", "20393.50", "BLUECRANE JUN", ((97, 0), (107, 0))),
)
