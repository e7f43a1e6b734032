"""The seller as the zone prints it: name, logo, address, numbers, contact."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Seller:
    """What a visitor is told about the company. Every field may be empty text."""

    name: str
    logo: str
    lines: tuple
    phone: str
    phone_url: str
    email: str


def seller_of(company):
    """Return the printable seller of a company read in sudo mode."""
    phone = company.phone or ""
    return Seller(
        name=company.name,
        logo="" if company.uses_default_logo else f"/logo.png?company={company.id}",
        lines=tuple(filter(None, (address_line(company), _numbers(company)))),
        phone=phone,
        phone_url="tel:" + "".join(c for c in phone if c.isdigit() or c == "+"),
        email=company.email or "",
    )


def address_line(party):
    """Return street, place and postcode of a company or contact in one line."""
    parts = (party.street, party.street2, party.city, party.zip)
    return ", ".join(part for part in parts if part)


def _numbers(company):
    party = company.partner_id
    lines = (party._zone_registry_line(), party._zone_vat_line())
    return ", ".join(filter(None, lines))
