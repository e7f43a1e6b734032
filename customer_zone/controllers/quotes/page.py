"""One quote as value objects: the document, and what the customer can do with it."""

from dataclasses import dataclass

from ..page.document import (
    Amount,
    party,
    printed_line,
    sums_to_total,
    your_order,
)
from ..page.seller import address_line
from ..pay.choices import make_choice, pick_choice


@dataclass(frozen=True)
class Answer:
    """What this visitor can do with the quote now.

    :param sign: the quote asks for a signature
    :param pay: the amounts on offer when a payment is what confirms the quote
    :param decline: the quote can be declined
    :param reason: why nothing can be done, or ``""``
    :param version: what the answer must send back
    """

    sign: bool = False
    pay: tuple = ()
    decline: bool = False
    reason: str = ""
    version: str = ""


def may_answer(visitor):
    """Return whether this visitor may answer quotes at all.

    Staff only look, and so does somebody outside who was sent a copy.
    """
    outside = visitor.recipient.commercial_partner_id != visitor.customer
    return not (visitor.is_staff or outside)


def read_answer(visitor, order):
    """Return what this visitor can do with the quote now."""
    env = visitor.env
    if not order._zone_awaits_answer():
        return Answer()
    if visitor.is_staff:
        reason = env._("You are signed in as staff. Only the customer answers here.")
        return Answer(reason=reason)
    if not may_answer(visitor):
        reason = env._(
            "Only %(customer)s can answer this quote.", customer=visitor.customer.name
        )
        return Answer(reason=reason)
    if payment_of(order)[1] in ("coming", "booking"):
        return Answer()
    sign = order._has_to_be_signed()
    pay = () if sign else tuple(payment_choices(order))
    return Answer(sign, pay, decline=True, version=order._zone_version())


def payment_choices(order):
    """Return the amounts on offer for a quote a payment confirms, proposed first."""
    if order._has_to_be_signed() or not order._has_to_be_paid():
        return []
    env = order.env
    needed, left = order._zone_amounts_to_pay()
    everything = make_choice(order, "all", env._("The whole amount"), left)
    if order.currency_id.compare_amounts(needed, left) >= 0:
        return [everything]
    return [make_choice(order, "deposit", env._("Deposit"), needed), everything]


def named_choice(order, key):
    """Return the choice with this key; no key gives the proposed one.

    :raises RefusedError: for a key that is not on offer
    """
    return pick_choice(payment_choices(order), key)


def payment_of(order):
    """Return ``(newest online payment, where its money is)``; ``""`` for no news.

    ``coming``, ``booking``, ``received``, ``announced`` (told how to transfer it),
    ``unknown`` (begun, no word yet) or ``refused``.
    """
    newest = order.transaction_ids.sorted("id")[-1:]
    if not newest:
        return newest, ""
    if newest.state == "done":
        return newest, "received" if newest.is_post_processed else "booking"
    if newest in order._zone_payments_under_way():
        return newest, "coming"
    words = {"pending": "announced", "draft": "unknown"}
    return newest, words.get(newest.state, "refused")


def read_lines(order, formats):
    """Return the printed lines of the quote in their order."""
    return [
        printed_line(line, line.product_uom_qty, formats)
        for line in order._get_order_lines_to_report()
    ]


def read_totals(order, formats):
    """Return the sums under the lines: without tax, each tax, total, paid."""
    currency = order.currency_id
    sums = sums_to_total(order, formats)
    if not currency.is_zero(order.amount_paid):
        paid = formats.minus(order.amount_paid, currency)
        sums.append(Amount(order.env._("Paid online"), paid))
    return sums


def read_parties(order):
    """Return seller and customer as the document names them."""
    company, customer = order.company_id, order.partner_invoice_id
    buyer = order.partner_id.commercial_partner_id
    return (
        party(
            company.name,
            address_line(company),
            company.partner_id._zone_vat_line(),
        ),
        party(
            buyer.name or order.partner_id.name,
            address_line(customer),
            buyer._zone_vat_line(),
            your_order(order.env, order.client_order_ref),
        ),
    )
