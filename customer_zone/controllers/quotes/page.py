"""One quote as value objects: the document, and what the customer can do with it."""

from dataclasses import dataclass

from odoo.tools import float_repr

from ..invoices.page import Amount, Line, Party
from ..page.seller import address_line, vat_line
from ..pay.choices import Choice
from ..visit.visitor import RefusedError


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
    everything = _choice(order, "all", env._("The whole amount"), left)
    if order.currency_id.compare_amounts(needed, left) >= 0:
        return [everything]
    return [_choice(order, "deposit", env._("Deposit"), needed), everything]


def named_choice(order, key):
    """Return the choice with this key; no key gives the proposed one.

    :raises RefusedError: for a key that is not on offer
    """
    for choice in payment_choices(order):
        if key in ("", choice.key):
            return choice
    raise RefusedError()


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
    return [_line(line, formats) for line in order._get_order_lines_to_report()]


def read_totals(order, formats):
    """Return the sums under the lines: without tax, each tax, total, paid."""
    env, currency = order.env, order.currency_id
    sums = []
    for subtotal in (order.tax_totals or {}).get("subtotals", []):
        base = formats.money(subtotal["base_amount_currency"], currency)
        sums.append(Amount(subtotal["name"], base))
        for group in subtotal["tax_groups"]:
            tax = formats.money(group["tax_amount_currency"], currency)
            sums.append(Amount(group["group_name"], tax))
    total = formats.money(order.amount_total, currency)
    sums.append(Amount(env._("Total"), total, is_sum=True))
    if not currency.is_zero(order.amount_paid):
        paid = formats.minus(order.amount_paid, currency)
        sums.append(Amount(env._("Paid online"), paid))
    return sums


def read_parties(order):
    """Return seller and customer as the document names them."""
    company, customer = order.company_id, order.partner_invoice_id
    reference = order.client_order_ref
    your_order = reference and order.env._("Your order: %(ref)s", ref=reference)
    buyer = order.partner_id.commercial_partner_id
    return (
        _party(company.name, address_line(company), vat_line(company)),
        _party(
            buyer.name or order.partner_id.name,
            address_line(customer),
            vat_line(buyer),
            your_order,
        ),
    )


def _choice(order, key, label, amount):
    digits = order.currency_id.decimal_places
    return Choice(key, label, amount, float_repr(amount, precision_digits=digits))


def _party(name, *lines):
    return Party(name, tuple(line for line in lines if line))


def _line(line, formats):
    kind = line.display_type or "product"
    text = line.name or line.product_id.display_name or ""
    if kind != "product":
        return Line(kind, text)
    currency = line.currency_id
    taxes = (tax.tax_label or tax.name for tax in line.tax_ids)
    price = formats.money(line.price_unit, currency)
    if line.discount:
        text = line.env._(
            "%(text)s\nDiscount %(percent)s %%",
            text=text,
            percent=formats.quantity(line.discount),
        )
    return Line(
        kind=kind,
        text=text,
        quantity=formats.quantity(line.product_uom_qty),
        price=price,
        tax=", ".join(taxes),
        amount=formats.money(line.price_subtotal, currency),
    )
