"""Which receipts a visitor may have."""

from odoo.fields import Domain

from ..visit.visitor import MAX_ID, RefusedError


def receipt_url(visitor, payment):
    """Return the address of the receipt of a payment, ``""`` for none."""
    try:
        return f"{visitor.base}/payments/{receipt_of(visitor, payment.id).id}/receipt"
    except RefusedError:
        return ""


def receipt_urls(visitor, payments):
    """Return the addresses of the receipts a page may link, by id of the payment.

    Only whoever sees the account is told; the same few queries for any number.
    """
    if not (payments and visitor.sees_account and visitor.sees_list):
        return {}
    return {
        payment_id: f"{visitor.base}/payments/{payment_id}/receipt"
        for payment_id in _printable(visitor, payments.ids).ids
    }


def receipt_of(visitor, payment_id):
    """Return the payment to print a receipt of.

    Whoever sees the account has receipts of all its payments, others only of online
    payments whose every invoice is open to them.

    :raises RefusedError: alike for a missing and for somebody else's payment
    """
    if payment_id > MAX_ID:
        raise RefusedError()
    payment = _printable(visitor, [payment_id])
    if not payment:
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


def _printable(visitor, payment_ids):
    """Return those of the payments whose receipt names this customer's alone."""
    payments = visitor.env["account.payment"]
    domain = payments._zone_receipts_domain(visitor.customer, visitor.company)
    found = payments.search(domain & Domain("id", "in", payment_ids))
    # Whose documents they settled is read for all at once, not one by one.
    named = found.reconciled_invoice_ids | found.reconciled_bill_ids
    named.fetch(["commercial_partner_id"])
    return found.filtered(lambda payment: not payment._zone_names_others())
