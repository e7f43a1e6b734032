"""Online payments whose money is not in yet: nobody shall pay twice."""

from dataclasses import dataclass

from odoo.fields import Domain

from ...models.document.customer_zone_document_payment import ANNOUNCED_ONLY
from ..invoices.status import WAITING_STATES

READ_FIELDS = (
    "amount",
    "create_date",
    "currency_id",
    "last_state_change",
    "payment_method_id",
    "provider_id",
    "reference",
    "state",
)


@dataclass(frozen=True, eq=False)
class Coming:
    """One payment on its way.

    :param amount: as HTML
    :param invoices: ``(number, address)`` of what it is for
    """

    transaction: object
    amount: str
    method: str
    day: str
    invoices: tuple


def find_on_its_way(visitor, most=20):
    """Return the newest payments whose money is not in yet, newest first."""
    domain = (
        Domain("partner_id.commercial_partner_id", "=", visitor.customer.id)
        & _of_company(visitor.company)
        & Domain("state", "in", WAITING_STATES)
        & Domain("payment_id", "=", False)
        & Domain("operation", "!=", "validation")
        & Domain("provider_code", "not in", ANNOUNCED_ONLY)
    )
    # Payers have no rights on transactions; the environment of a visit is sudo.
    return visitor.env["payment.transaction"].search_fetch(
        domain, READ_FIELDS, order="id desc", limit=most
    )


def _of_company(company):
    """Return the domain of payments for a company, whose provider they went through."""
    paid_here = Domain("invoice_ids.company_id", "=", company.id)
    without = Domain("invoice_ids", "=", False) & Domain("company_id", "=", company.id)
    return Domain("company_id", "in", company.parent_ids.ids) & (paid_here | without)


def read_on_its_way(transactions, pages, formats):
    """Return payments on their way as value objects.

    :param transactions: of ``find_on_its_way``
    :param pages: ``(number, address)`` of invoices open to the visitor, by id
    """
    return [
        Coming(
            transaction=one,
            amount=formats.money(one.amount, one.currency_id),
            method=one.payment_method_id.name or one.provider_id.name,
            day=formats.day(one.last_state_change or one.create_date),
            invoices=tuple(
                pages[invoice.id] for invoice in one.invoice_ids if invoice.id in pages
            ),
        )
        for one in transactions
    ]


def sums(coming, formats):
    """Return the sum on its way of each currency, as HTML."""
    totals = {}
    for one in coming:
        currency = one.transaction.currency_id
        totals[currency] = totals.get(currency, 0.0) + one.transaction.amount
    return [formats.money(total, currency) for currency, total in totals.items()]
