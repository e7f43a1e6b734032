"""The seller and the customer as a printed statement names them."""

import base64
from dataclasses import dataclass

from odoo.tools import html2plaintext
from odoo.tools.image import image_data_uri, image_process

LOGO_PIXELS = (640, 240)
MOST_LINES = 7
MOST_FOOT = 160


@dataclass(frozen=True)
class Party:
    """A name and the lines under it."""

    name: str
    lines: tuple


@dataclass(frozen=True)
class BankAccount:
    """Where to pay to: labels and texts in the order they are printed."""

    rows: tuple


@dataclass(frozen=True)
class Letterhead:
    """Everything above, below and around the lines.

    :param logo: as a data URI, ``""`` for none
    :param reference: what the customer writes when paying
    :param check_url: public address that shows the bank accounts, ``""`` for none
    """

    logo: str
    tagline: str
    seller: Party
    customer: Party
    account: str
    reference: str
    banks: tuple
    check_url: str
    foot: str
    font: str
    primary: str
    secondary: str


def letterhead_of(company, customer, currencies):
    """Return the letterhead of a statement.

    :param company: ``res.company`` in sudo
    :param customer: ``res.partner`` in sudo, the commercial entity
    :param currencies: ``res.currency`` records the statement is in
    """
    customer = customer.commercial_partner_id
    banks = _banks(company, currencies)
    return Letterhead(
        logo=_logo(company),
        tagline=_plain(company.report_header),
        seller=Party(company.name, _seller_lines(company)),
        customer=Party(
            customer.name or "", _lines(customer, customer._zone_vat_line())
        ),
        account=customer.ref or "",
        reference=customer.ref or customer.name or "",
        banks=banks,
        check_url=company._zone_bank_check_url() if banks else "",
        foot=_plain(company.report_footer)[:MOST_FOOT],
        font=company.font or "Lato",
        primary=company.primary_color or "#1b2430",
        secondary=company.secondary_color or "#5b6670",
    )


def _logo(company):
    if company.uses_default_logo or not company.logo:
        return ""
    source = base64.b64decode(company.logo)
    small = image_process(source, size=LOGO_PIXELS)
    return image_data_uri(base64.b64encode(small or source))


def _plain(markup):
    """Return the text of HTML somebody wrote, in one line."""
    return " ".join(html2plaintext(markup or "", include_references=False).split())


def _seller_lines(company):
    party = company.partner_id
    contact = ", ".join(filter(None, (company.phone, company.email)))
    numbers = party._zone_registry_line(), party._zone_vat_line()
    return _lines(party, *numbers, contact)


def _lines(partner, *more):
    address = partner._display_address(without_company=True).splitlines()
    lines = [" ".join(line.split()) for line in (*address, *filter(None, more))]
    return tuple(line for line in lines if line)[-MOST_LINES:]


def _banks(company, currencies):
    """Return one bank account per currency, none twice."""
    accounts = company.env["res.partner.bank"]
    for currency in currencies:
        accounts |= company._zone_bank_accounts(currency)[:1]
    env = company.env
    return tuple(
        BankAccount(
            tuple(
                (label, text)
                for label, text in (
                    (env._("Bank"), one.bank_id.name),
                    (env._("Account holder"), one.acc_holder_name or company.name),
                    (env._("Account number"), one.acc_number),
                    (env._("Branch code"), one.clearing_number),
                    (env._("SWIFT"), one.bank_id.bic),
                    (env._("Currency"), one.currency_id.name),
                )
                if text
            )
        )
        for one in accounts
    )
