from odoo import http
from odoo.http import request

from ..page.answers import harden, plain_page, refuse
from ..page.formats import Formats
from ..visit.visitor import MAX_ID, RefusedError
from .eft import read_account, unchanged_since


class ZoneBankDetails(http.Controller):
    """The page that tells a real invoice from a forged one."""

    # Public: a payer checks an invoice before trusting any link in it. The page shows
    # the seller's accounts and nothing about any customer.
    @http.route(
        "/zone/bank-details/<int:company_id>",
        type="http",
        auth="public",
        methods=["GET"],
        csrf=True,
        save_session=False,
        website=True,
        sitemap=False,
        readonly=True,
    )
    def zone_bank_details(self, company_id):
        """Show the accounts of a seller, live, and when they last changed."""
        harden()
        company = _company(company_id)
        accounts = company._zone_bank_accounts() if company else None
        if not accounts:
            return refuse(RefusedError())
        formats = Formats(company.env, company.currency_id)
        return plain_page(
            company,
            "customer_zone.bank_details",
            accounts=[read_account(account) for account in accounts],
            since=formats.day(unchanged_since(company, accounts)),
            changed_lately=company._zone_bank_changed_lately(),
        )


def _company(company_id):
    """Return the company with a zone in use, empty for any other number."""
    # The public cannot read companies; name, contact and accounts are shown.
    companies_sudo = request.env["res.company"].sudo()
    if company_id > MAX_ID:
        return companies_sudo
    domain = [("id", "=", company_id), ("customer_zone_enabled", "=", True)]
    return companies_sudo.search(domain)
