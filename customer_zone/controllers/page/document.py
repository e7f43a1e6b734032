"""What every printed document is made of: parties, lines, sums."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Amount:
    """A labelled amount.

    :param is_sum: the line that adds up
    :param url: where the label leads to, ``""`` for nowhere
    """

    label: str
    amount: str
    is_sum: bool = False
    url: str = ""


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


def party(name, *lines):
    """Return a party with the lines that are not empty."""
    return Party(name, tuple(line for line in lines if line))


def your_order(env, reference):
    """Return the line with the customer's own order number, ``""`` for none."""
    return env._("Your order: %(ref)s", ref=reference) if reference else ""


def printed_line(line, quantity, formats):
    """Return one line of an invoice or order as it is printed.

    :param line: journal item or order line
    :param float quantity: of a product line
    """
    kind = line.display_type or "product"
    text = line.name or line.product_id.display_name or ""
    if kind != "product":
        return Line(kind, text)
    currency = line.currency_id
    taxes = (tax.tax_label or tax.name for tax in line.tax_ids)
    if line.discount:
        text = line.env._(
            "%(text)s\nDiscount %(percent)s %%",
            text=text,
            percent=formats.quantity(line.discount),
        )
    return Line(
        kind=kind,
        text=text,
        quantity=_with_unit(line, formats.quantity(quantity)),
        price=formats.money(line.price_unit, currency),
        tax=", ".join(taxes),
        amount=formats.money(line.price_subtotal, currency),
    )


def _with_unit(line, quantity):
    """Return a quantity with its unit of measure, pieces without."""
    unit = line.product_uom_id
    pieces = line.env.ref("uom.product_uom_unit", raise_if_not_found=False)
    return quantity if not unit or unit == pieces else f"{quantity} {unit.name}"


def sums_to_total(document, formats):
    """Return the sums under the lines: without tax, each tax, total."""
    currency = document.currency_id
    sums = []
    for subtotal in (document.tax_totals or {}).get("subtotals", []):
        base = formats.money(subtotal["base_amount_currency"], currency)
        sums.append(Amount(subtotal["name"], base))
        for group in subtotal["tax_groups"]:
            tax = formats.money(group["tax_amount_currency"], currency)
            sums.append(Amount(group["group_name"], tax))
    total = formats.money(document.amount_total, currency)
    return [*sums, Amount(document.env._("Total"), total, is_sum=True)]
