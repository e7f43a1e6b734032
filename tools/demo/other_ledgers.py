"""A few documents of the demo's other customers, as on ``days.AS_ON``."""

from .main_ledger import CreditNote, Invoice, Payment

#: customer key: (invoices, credit notes, payments)
OTHER_LEDGERS = {
    "veldt": (
        (
            Invoice(139, "2026-07-30", (("chair", 4), ("assembly", 1))),
            Invoice(174, "2026-10-08", (("paper", 6), ("toner", 1)), "VDP-88"),
            Invoice(186, "2026-11-06", (("visitor_chair", 3),), "VDP-91"),
        ),
        (),
        (Payment(104, "2026-08-27", "7130.00", "VELDT 139", ((139, 0),)),),
    ),
    "swartberg": (
        (
            Invoice(120, "2026-06-24", (("desk", 1), ("delivery", 1))),
            Invoice(169, "2026-09-29", (("paper", 3), ("markers", 2)), "SGH 17"),
            Invoice(187, "2026-11-10", (("arm", 2),), "SGH 21"),
        ),
        (),
        (Payment(95, "2026-07-24", "3450.00", "INV 120 SWARTBERG", ((120, 0),)),),
    ),
    "merino": (
        (
            Invoice(125, "2026-07-03", (("rack", 3),), "MA/2026/4"),
            Invoice(166, "2026-09-22", (("rack", 2), ("assembly", 1)), "MA/2026/9"),
            Invoice(182, "2026-10-29", (("toner", 4), ("paper", 4)), "MA/2026/12"),
        ),
        (CreditNote(22, "2026-10-09", 166, (("rack", 1),), "One bay cancelled", 0),),
        (
            Payment(98, "2026-08-04", "6382.50", "MERINO 125", ((125, 0),)),
            Payment(126, "2026-10-21", "2000.00", "MERINO PART 166", ((166, 0),)),
        ),
    ),
    "namaprint": (
        (
            Invoice(141, "2026-08-04", (("table", 1), ("meeting_chair", 8))),
            Invoice(159, "2026-09-07", (("paper", 5), ("markers", 1))),
            Invoice(181, "2026-10-27", (("toner", 6),), "NKP 0231"),
        ),
        (),
        (Payment(106, "2026-09-01", "14720.00", "NAMA KAROO AUG", ((141, 0),)),),
    ),
    "hexriver": (
        (
            Invoice(
                150,
                "2026-08-25",
                (("counter", 1), ("visitor_chair", 4), ("assembly", 1)),
                "HRC-P0551",
                terms="instalments",
            ),
            Invoice(184, "2026-11-02", (("whiteboard", 1), ("arm", 6)), "HRC-P0570"),
        ),
        (),
        (Payment(116, "2026-09-24", "7452.00", "HEX RIVER 1 OF 3", ((150, 1),)),),
    ),
    "protea": (
        (
            Invoice(147, "2026-08-19", (("paper", 12), ("file", 10)), "Order 33"),
            Invoice(179, "2026-10-22", (("whiteboard", 4), ("markers", 8)), "Order 41"),
        ),
        (),
        (Payment(113, "2026-09-18", "6394.00", "PROTEA PRIMARY", ((147, 0),)),),
    ),
}
