"""One invoice as value objects: how it came about, instalments, the document."""

from dataclasses import dataclass

from ..page.seller import address_line, vat_line
from .status import Badge


@dataclass(frozen=True)
class Amount:
    """A labelled amount; ``is_sum`` marks the line that adds up."""

    label: str
    amount: str
    is_sum: bool = False


@dataclass(frozen=True)
class Instalment:
    """One part of the invoice with its own due date."""

    number: int
    count: int
    due: str
    badge: Badge
    amount: str
    left: str


@dataclass(frozen=True)
class Line:
    """One printed line: a product line, or a heading or note without amounts."""

    kind: str
    text: str
    quantity: str = ""
    price: str = ""
    tax: str = ""
    amount: str = ""


@dataclass(frozen=True)
class Party:
    """Seller or customer as the document names them."""

    name: str
    lines: tuple


def read_history(invoice, formats):
    """Return how the amount left came about: total, payments, credit notes, left."""
    env, currency = invoice.env, invoice.currency_id
    lines = [Amount(env._("Total"), formats.money(invoice.amount_total, currency))]
    for one in _settlements(invoice):
        label = _settlement_label(env, one, formats)
        lines.append(Amount(label, formats.minus(one["amount"], currency)))
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
    shown = invoice.invoice_line_ids.sorted(
        lambda line: (line.sequence, line.date, line.id)
    )
    return [_line(line, formats) for line in shown]


def read_totals(invoice, formats):
    """Return the sums under the lines: without tax, each tax, total, left."""
    env, currency = invoice.env, invoice.currency_id
    sums = []
    for subtotal in (invoice.tax_totals or {}).get("subtotals", []):
        base = formats.money(subtotal["base_amount_currency"], currency)
        sums.append(Amount(subtotal["name"], base))
        for group in subtotal["tax_groups"]:
            tax = formats.money(group["tax_amount_currency"], currency)
            sums.append(Amount(group["group_name"], tax))
    total = formats.money(invoice.amount_total, currency)
    sums.append(Amount(env._("Total"), total, is_sum=True))
    settled = invoice.amount_total - invoice.amount_residual
    if not currency.is_zero(settled):
        label = env._("Paid and credited")
        sums.append(Amount(label, formats.minus(settled, currency)))
        left = formats.money(invoice.amount_residual, currency)
        sums.append(Amount(env._("Left to pay"), left, is_sum=True))
    return sums


def read_parties(invoice):
    """Return seller and customer as the document names them."""
    company, customer = invoice.company_id, invoice.partner_id
    order = invoice.ref and invoice.env._("Your order: %(ref)s", ref=invoice.ref)
    return (
        _party(company.name, address_line(company), vat_line(company)),
        _party(
            customer.commercial_partner_id.name or customer.name,
            address_line(customer),
            vat_line(customer.commercial_partner_id),
            order,
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


def _party(name, *lines):
    return Party(name, tuple(line for line in lines if line))


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
        badge = Badge(env._("Not due yet"))
    is_part = left and currency.compare_amounts(left, total)
    return Instalment(
        number=part["number"],
        count=count,
        due=formats.day(part["date_maturity"]),
        badge=badge,
        amount=formats.money(total, currency),
        left=formats.money(left, currency) if is_part else "",
    )


def _line(line, formats):
    kind = line.display_type or "product"
    text = line.name or line.product_id.display_name or ""
    if kind != "product":
        return Line(kind, text)
    currency = line.currency_id
    taxes = (tax.tax_label or tax.name for tax in line.tax_ids)
    return Line(
        kind=kind,
        text=text,
        quantity=formats.quantity(line.quantity),
        price=formats.money(line.price_unit, currency),
        tax=", ".join(taxes),
        amount=formats.money(line.price_subtotal, currency),
    )
