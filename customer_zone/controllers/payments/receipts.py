"""Which receipts a visitor may have."""

from odoo.fields import Domain

from ..visit.visitor import MAX_ID, RefusedError


def receipt_url(visitor, payment):
    """Return the address of the receipt of a payment, ``""`` for none."""
    try:
        return f"{visitor.base}/payments/{receipt_of(visitor, payment.id).id}/receipt"
    except RefusedError:
        return ""


def receipt_of(visitor, payment_id):
    """Return the payment to print a receipt of.

    Whoever sees the account has receipts of all its payments, others only of online
    payments whose every invoice is open to them.

    :raises RefusedError: alike for a missing and for somebody else's payment
    """
    if payment_id > MAX_ID:
        raise RefusedError()
    payments = visitor.env["account.payment"]
    domain = payments._zone_receipts_domain(visitor.customer, visitor.company)
    payment = payments.search(domain & Domain("id", "=", payment_id), limit=1)
    if not payment or payment._zone_names_others():
        raise RefusedError()
    if not (visitor.sees_account and visitor.sees_list):
        invoices = payment.payment_transaction_id.invoice_ids
        # The receipt names everything the payment settled.
        invoices |= payment.reconciled_invoice_ids
        own = visitor.documents() & Domain("id", "in", invoices.ids)
        count = visitor.env["account.move"].search_count(own)
        if not invoices or count != len(invoices):
            raise RefusedError()
    return payment
