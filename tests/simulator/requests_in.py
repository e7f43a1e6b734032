"""Check a posted payment request the way the gateway's page does."""

from __future__ import annotations

import re
import secrets
from decimal import Decimal

from .app import Simulator
from .merchants import GUID
from .payments import Payment

AMOUNT = re.compile(r"[0-9]{1,6}\.[0-9]{2}")
# p2: only what every known integration uses. p3: no |, em dash or slashes.
SAFE_REFERENCE = re.compile(r"[A-Za-z0-9_-]+")
UNSAFE_DESCRIPTION = re.compile(r"[|/\\\u2014\x00-\x1f]")


class Refusal(Exception):
    """The page cannot process the request; `errors` are sentences for testers."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = tuple(errors)


def canonical(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return fields by lower-case name; a repeated name is joined by commas."""
    found: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        found[key] = f"{found[key]},{value}" if key in found else value
    return found


def accept(sim: Simulator, pairs: list[tuple[str, str]], referer: str = "") -> Payment:
    """Open a payment for the posted fields, or record and raise `Refusal`."""
    fields = canonical(pairs)
    reference = fields.get("p2", "").strip()
    switches = sim.switches.effective(reference)
    errors = _errors(sim, fields, switches)
    once_shown = switches["reference_once_shown"]
    if not errors:
        key = fields["m1"].lower()
        fresh = not sim.ledger.is_used(key, reference)
        if not (sim.ledger.use(key, reference) if once_shown else fresh):
            errors = ["p2 was used before: duplicate merchant reference (301)"]
    if errors:
        row = {"at": sim.clock.stamp(), "errors": errors, "fields": pairs}
        sim.ledger.add_row("refusals", {**row, "referer": referer})
        raise Refusal(errors)
    payment = Payment(
        session=secrets.token_urlsafe(12),
        merchant=fields["m1"].lower(),
        reference=reference,
        amount=fields["p4"],
        description=fields["p3"],
        fields=fields,
        created=sim.clock.stamp(),
        referer=referer,
    )
    sim.ledger.add_payment(payment)
    return payment


def _errors(sim: Simulator, fields: dict[str, str], switches: dict) -> list[str]:
    errors = [f"{n} is missing" for n in ("m1", "m2", "p2", "p3", "p4")
              if not fields.get(n, "").strip()]  # fmt: skip
    errors += _key_errors(sim, fields)
    amount = fields.get("p4", "")
    if amount and not AMOUNT.fullmatch(amount):
        errors.append("p4 is not an amount in rands such as 5.00")
    elif amount and not Decimal(amount):
        errors.append("p4 is zero")
    if len(fields.get("p2", "")) > 25:
        errors.append("p2 is longer than 25 characters")
    if switches["strict_text"]:
        errors += _text_errors(fields)
    return errors


def _key_errors(sim: Simulator, fields: dict[str, str]) -> list[str]:
    errors = []
    for name in ("m1", "m2"):
        if fields.get(name) and not GUID.fullmatch(fields[name]):
            errors.append(f"{name} is not a GUID")
    if errors:
        return errors
    merchant = sim.merchants.find(fields.get("m1", ""))
    if fields.get("m1") and not (merchant and merchant.active):
        errors.append("m1 is no active service key (106)")
    if fields.get("m2") and fields["m2"].lower() not in sim.merchants.vendor_keys:
        errors.append("m2 is no active software vendor key (103)")
    return errors


def _text_errors(fields: dict[str, str]) -> list[str]:
    errors = []
    reference, description = fields.get("p2", ""), fields.get("p3", "")
    if reference and not SAFE_REFERENCE.fullmatch(reference):
        errors.append("p2 has characters outside A-Z a-z 0-9 _ -")
    if len(description) > 50:
        errors.append("p3 is longer than 50 characters")
    if UNSAFE_DESCRIPTION.search(description):
        errors.append("p3 has a refused character: invalid description (324)")
    mobile = fields.get("m11", "")
    if mobile and not re.fullmatch(r"0[0-9]{9}", mobile):
        errors.append("m11 is not a ten-digit number starting with 0")
    return errors
