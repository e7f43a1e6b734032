"""Transaction codes of the merchant statement, by what they mean for the books.

https://api.netcash.co.za/standard-integration/netcash-statement/ names the file; the
codes and their usual signs are observed in public integrations. Recorded November
2026. The list is open: an unknown code is booked by its own sign as unclassified.
"""

from enum import Enum


class Kind(Enum):
    """What a statement line is about."""

    OPENING = "opening"
    CLOSING = "closing"
    RECEIPT = "receipt"
    REVERSAL = "reversal"
    INFORMATION = "information"
    FEE = "fee"
    VAT = "vat"
    PAYOUT = "payout"
    PAYOUT_RETURN = "payout_return"
    OTHER = "other"
    UNCLASSIFIED = "unclassified"


# Paid straight into the merchant's account at the gateway, without a request.
DEPOSIT = "PCD"

_CODES = {
    Kind.OPENING: "OBL",
    Kind.CLOSING: "CBL",
    Kind.RECEIPT: f"PNC PNE PNP PNM PQR PIS PVC {DEPOSIT}",
    Kind.REVERSAL: "PNR PND PNZ PNQ PIR PVR PVD PNX",
    Kind.INFORMATION: "PNA PNU PIA PIF PVU PNW",
    Kind.FEE: "NSF INP",
    Kind.VAT: "VAT",
    Kind.PAYOUT: "BTR BRT RTR",
    Kind.PAYOUT_RETURN: "BTU BRR RRR CRJ",
    Kind.OTHER: (
        "DTT DTR ABR ABU INR IPR IRR INS REB BDW NCA IAT IST BAR USI USO "
        "TDD SDD TDC SDC DRU DCU DCS DCX DCD DCM ELM CRP CRU DCP SAL SAD SRU CSP "
        "AVS AVB CDR"
    ),
}
KINDS = {code: kind for kind, codes in _CODES.items() for code in codes.split()}

_USUAL_EFFECT = {
    Kind.RECEIPT: "+",
    Kind.REVERSAL: "-",
    Kind.FEE: "-",
    Kind.VAT: "-",
    Kind.PAYOUT: "-",
    Kind.PAYOUT_RETURN: "+",
}


def kind_of(code: str, effect: str) -> Kind:
    """Return what a line is, UNCLASSIFIED when its code or its sign is unexpected.

    ``effect`` is the line's ``+`` or ``-``. A receipt that takes money away is not
    treated as a receipt: a person has to look at it.
    """
    kind = KINDS.get(code, Kind.UNCLASSIFIED)
    if _USUAL_EFFECT.get(kind, effect) != effect:
        return Kind.UNCLASSIFIED
    return kind
