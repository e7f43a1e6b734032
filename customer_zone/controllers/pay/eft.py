"""The seller's bank accounts as a payer reads them, live from the books."""

from dataclasses import dataclass

from odoo.http import request


@dataclass(frozen=True)
class Account:
    """One bank account of the seller; parts that are not known are ``""``."""

    bank: str
    holder: str
    number: str
    branch: str
    bic: str
    currency: str


@dataclass(frozen=True)
class EftDetails:
    """How to pay one invoice from the payer's own bank.

    :param since: the day since which the details are unchanged
    :param changed_lately: whether they changed within the last 30 days
    """

    account: Account
    reference: str
    since: str
    changed_lately: bool
    check_url: str


def read_account(account, home=None):
    """Return one bank account as payers see it.

    :param home: currency of an account that names none, ``None`` to say nothing then
    """
    currency = account.currency_id or home
    return Account(
        bank=account.bank_id.name or "",
        holder=account.acc_holder_name or account.partner_id.name or "",
        number=account.acc_number or "",
        branch=account.clearing_number or "",
        bic=account.bank_id.bic or "",
        currency=currency.name if currency else "",
    )


def unchanged_since(company, accounts):
    """Return the UTC time of the last change, of the oldest account when never."""
    changed_at = company.customer_zone_bank_changed_at
    return changed_at or min(accounts.mapped("create_date"), default=False)


def read_eft(invoice, formats):
    """Return the details for paying this invoice by EFT, ``None`` for no account."""
    account = invoice._zone_bank_account()
    if not account:
        return None
    company = invoice.company_id
    url_for = request.env["ir.http"]._url_for
    return EftDetails(
        # Named where a payer could take the account for one of the invoice's currency.
        account=read_account(
            account,
            home=company.currency_id
            if company.currency_id != invoice.currency_id
            else None,
        ),
        reference=invoice.payment_reference or invoice.name,
        since=formats.day(unchanged_since(company, account)),
        changed_lately=company._zone_bank_changed_lately(),
        check_url=url_for(f"/zone/bank-details/{company.id}"),
    )
