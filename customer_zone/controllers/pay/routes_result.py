"""Where the money is, as the books say it."""

from dataclasses import replace

from odoo import http
from odoo.fields import Domain

from ..invoices.status import WAITING_STATES, Badge
from ..invoices.status import settled as is_settled
from ..page.answers import for_visitor, page
from ..page.formats import Formats
from ..page.kinds import CURRENT
from ..payments.receipts import receipt_url
from ..visit import browser
from ..visit.visitor import MAX_ID, RefusedError
from .eft import read_eft
from .selection import select_one, select_ticked
from .settling import read_balance, read_settlement


class ZoneResult(http.Controller):
    """The page a payer comes back to."""

    @http.route("/zone/<string:visitor>/pay/<int:transaction_id>", **CURRENT)
    @for_visitor
    def zone_result(self, visitor, transaction_id):
        """Show the state of one payment of this visitor's invoices.

        The page reads the transaction and the ledger, never what the browser was
        told; whoever comes first, payer or notice, sees the same page in the end.
        """
        transaction, invoices = _transaction(visitor, transaction_id)
        outcome = outcome_of(transaction)
        formats = Formats(visitor.env, visitor.company.currency_id)
        is_open = not any(map(is_settled, invoices))
        can_retry = visitor.may_pay and outcome == "refused" and invoices and is_open
        return page(
            visitor,
            "customer_zone.pay_result",
            transaction=transaction,
            invoices=invoices,
            outcome=outcome,
            badge=_badge(visitor.env, outcome),
            provider_name=transaction.provider_id.name,
            receipt=transaction.payment_id,
            receipt_url=receipt_url(visitor, transaction.payment_id),
            retry_url=_retry_url(visitor, invoices) if can_retry else "",
            eft=_transfer_details(transaction, outcome, formats),
            settlement=read_settlement(visitor, transaction, invoices, formats),
            balance=read_balance(visitor, transaction.currency_id, formats)
            if transaction.payment_id
            else "",
            is_watched=_is_watched(transaction, outcome),
        )


def outcome_of(transaction):
    """Return where the money is.

    ``received`` and booked, ``booking`` (received, receipt not written yet),
    ``coming`` (the provider waits for it), ``unknown`` (no word yet) or ``refused``.
    """
    if transaction.state == "done":
        return "received" if transaction.is_post_processed else "booking"
    if transaction.state in WAITING_STATES:
        return "coming"
    return "unknown" if transaction.state == "draft" else "refused"


def _transaction(visitor, transaction_id):
    """Return ``(payment, its invoices)``, if it pays what this visitor may open.

    An invoice that was taken back since, to draft or for good, has no page any more,
    but whoever sees the account is told where the money went.

    :raises RefusedError: alike for a missing and for somebody else's payment
    """
    if transaction_id > MAX_ID:
        raise RefusedError()
    # Payers have no rights on transactions; the documents decide. A branch may be paid
    # through the provider of a company above it.
    transactions_sudo = visitor.env["payment.transaction"]
    transaction = transactions_sudo.search(
        [
            ("id", "=", transaction_id),
            ("company_id", "in", visitor.company.parent_ids.ids),
        ],
        limit=1,
    )
    paid = transaction.invoice_ids
    own = visitor.documents() & Domain("id", "in", paid.ids)
    invoices = visitor.env["account.move"].search(own)
    closed = (paid - invoices).filtered(lambda move: not _was_taken_back(visitor, move))
    if not paid or closed:
        raise RefusedError()
    return transaction, invoices


def _was_taken_back(visitor, invoice):
    """Return whether this is an invoice of the visitor's account, not posted now."""
    return (
        visitor.sees_list
        and not visitor.own_only
        and invoice.state != "posted"
        and invoice.commercial_partner_id == visitor.customer
        and invoice.company_id == visitor.company
    )


def _transfer_details(transaction, outcome, formats):
    """Return the bank details for a transfer the payer still has to make, or None.

    The reference is the one the bookkeeper finds on the bank statement.
    """
    if outcome != "coming" or transaction.provider_code != "custom":
        return None
    details = read_eft(transaction.invoice_ids[0], formats)
    if details and len(transaction.invoice_ids) > 1:
        return replace(details, reference=transaction.reference)
    return details


def _retry_url(visitor, invoices):
    """Return where the same invoices can be paid again."""
    if len(invoices) == 1:
        return select_one(visitor, invoices.id).url()
    still_open = invoices.filtered(lambda invoice: not is_settled(invoice))
    return select_ticked(visitor, list(map(str, still_open.ids))).url()


def _badge(env, outcome):
    return {
        "received": Badge(env._("Paid"), "ok"),
        "booking": Badge(env._("Paid"), "ok"),
        "coming": Badge(env._("On its way"), "wait"),
        "unknown": Badge(env._("Waiting"), "wait"),
        "refused": Badge(env._("Not paid"), "no"),
    }[outcome]


def _is_watched(transaction, outcome):
    """Return whether the page asks again by itself.

    Core's poll answers for the payment this browser started last, and also writes
    its receipt, so the page may only ask when that is the one shown.
    """
    if outcome not in ("booking", "coming", "unknown"):
        return False
    return browser.watched_payment_id() == transaction.id
