"""One invoice as value objects: how it came about, instalments, the document."""

from dataclasses import dataclass

from ..page.document import (
    Amount,
    party,
    printed_line,
    sums_to_total,
    your_order,
)
from ..page.seller import address_line
from ..payments.matches import open_pages
from ..payments.receipts import receipt_urls
from .status import Badge, not_due_badge

# The items that core's `invoice_line_ids` holds.
PRINTED = ("product", "line_section", "line_subsection", "line_note")


@dataclass(frozen=True)
class Instalment:
    """One part of the invoice with its own due date."""

    number: int
    count: int
    due: str
    badge: Badge
    amount: str
    left: str


def read_history(visitor, invoice, formats):
    """Return how the amount left came about: total, payments, credit notes, left."""
    env, currency = invoice.env, invoice.currency_id
    settlements = _settlements(invoice)
    notes = open_pages(
        visitor, [one["move_id"] for one in settlements if one["is_refund"]]
    )
    payment_ids = [one["account_payment_id"] for one in settlements]
    payments = env["account.payment"].browse(filter(None, payment_ids))
    receipts = receipt_urls(visitor, payments)
    lines = [Amount(env._("Total"), formats.money(invoice.amount_total, currency))]
    for one in settlements:
        label = _settlement_label(env, one, formats)
        amount = formats.minus(one["amount"], currency)
        receipt = receipts.get(one["account_payment_id"], "")
        _number, url = notes.get(one["move_id"]) or ("", receipt)
        lines.append(Amount(label, amount, url=url))
    left = formats.money(invoice.amount_residual, currency)
    return [*lines, Amount(env._("Left to pay"), left, is_sum=True)]


def read_instalments(invoice, formats):
    """Return the instalments of an invoice; an empty list when there is only one."""
    parts = invoice._get_installments_data()
    if len(parts) < 2:
        return []
    return [_instalment(invoice, part, len(parts), formats) for part in parts]


def read_lines(invoice, formats):
    """Return the printed lines of the invoice in their order."""
    # Taken from all items: the sums and what is left ask for those, too.
    lines = invoice.line_ids.filtered(lambda line: line.display_type in PRINTED)
    shown = lines.sorted(lambda line: (line.sequence, line.date, line.id))
    return [printed_line(line, line.quantity, formats) for line in shown]


def read_totals(invoice, formats):
    """Return the sums under the lines: without tax, each tax, total, left."""
    env, currency = invoice.env, invoice.currency_id
    sums = sums_to_total(invoice, formats)
    settled = invoice.amount_total - invoice.amount_residual
    if not currency.is_zero(settled):
        label = env._("Paid and credited")
        sums.append(Amount(label, formats.minus(settled, currency)))
        left = formats.money(invoice.amount_residual, currency)
        sums.append(Amount(env._("Left to pay"), left, is_sum=True))
    return sums


def read_terms(invoice, formats):
    """Return by when the invoice is to be paid; of instalments, what the terms are."""
    env, due = invoice.env, invoice.invoice_date_due
    parts = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
    if len(parts) > 1:
        return invoice.invoice_payment_term_id.name or ""
    return env._("Due on %(date)s", date=formats.day(due)) if due else ""


def read_parties(invoice):
    """Return seller, customer and where it was delivered as the document names them."""
    company, customer = invoice.company_id, invoice.partner_id
    buyer, place = customer.commercial_partner_id, invoice.partner_shipping_id
    delivery = address_line(place) if place != customer else ""
    return (
        party(
            company.name,
            address_line(company),
            company.partner_id._zone_registry_line(),
            company.partner_id._zone_vat_line(),
        ),
        party(
            buyer.name or customer.name,
            address_line(customer),
            buyer._zone_vat_line(),
            delivery and invoice.env._("Delivered to: %(place)s", place=delivery),
            your_order(invoice.env, invoice.ref),
        ),
    )


def _settlements(invoice):
    """Return what settled the invoice: one entry per payment or credit note."""
    entries = {}
    for one in (invoice.invoice_payments_widget or {}).get("content", []):
        if not one["is_exchange"]:
            entry = entries.setdefault(one["move_id"], {**one, "amount": 0.0})
            entry["amount"] += one["amount"]
    return sorted(entries.values(), key=lambda entry: entry["date"])


def _settlement_label(env, settlement, formats):
    day = formats.day(settlement["date"])
    if settlement["is_refund"]:
        return env._("Credit note, %(date)s", date=day)
    return env._("Paid, %(date)s", date=day)


def _instalment(invoice, part, count, formats):
    env, currency, line = invoice.env, invoice.currency_id, part["line"]
    left = abs(line.amount_residual_currency)
    total = abs(line.amount_currency)
    if part["reconciled"]:
        badge = Badge(env._("Paid"), "ok")
    elif part["date_maturity"] < formats.today:
        badge = Badge(env._("Overdue"), "late")
    else:
        badge = not_due_badge(env, part["date_maturity"], formats)
    is_part = left and currency.compare_amounts(left, total)
    return Instalment(
        number=part["number"],
        count=count,
        due=formats.day(part["date_maturity"]),
        badge=badge,
        amount=formats.money(total, currency),
        left=formats.money(left, currency) if is_part else "",
    )
