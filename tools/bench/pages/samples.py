"""One document of each kind, made and posted by Odoo, for SQL to copy."""

from dataclasses import dataclass

from .plan import TODAY


@dataclass(frozen=True)
class Samples:
    """The ids of one customer's sample documents and of their items.

    :param invoice: move, product item, tax item, receivable item
    :param credit: the same of a credit note
    :param payment: payment, move, receivable item, outstanding item
    """

    partner: int
    invoice: tuple
    credit: tuple
    payment: tuple
    matching: int
    order: int
    order_line: int


def make(env, customer):
    """Return fresh samples of a customer; nothing is committed."""
    invoice = _document(env, customer, "out_invoice")
    credit = _document(env, customer, "out_refund")
    register = env["account.payment.register"].with_context(
        active_model="account.move", active_ids=invoice.ids
    )
    payment = register.create({"payment_date": TODAY})._create_payments()
    if not payment.move_id:
        raise SystemExit("The sample payment has no journal entry.")
    order = _order(env, customer)
    due = _receivable(invoice)
    env.flush_all()
    return Samples(
        partner=customer.id,
        invoice=_items(invoice),
        credit=_items(credit),
        payment=(
            payment.id,
            payment.move_id.id,
            _receivable(payment.move_id).id,
            (payment.move_id.line_ids - _receivable(payment.move_id)).id,
        ),
        matching=due.matched_credit_ids.id,
        order=order.id,
        order_line=order.order_line.id,
    )


def _document(env, customer, move_type):
    tax = env.company.account_sale_tax_id
    line = {"name": "Plan", "price_unit": 100, "tax_ids": [(6, 0, tax.ids)]}
    move = env["account.move"].create(
        {
            "move_type": move_type,
            "partner_id": customer.id,
            "invoice_date": TODAY,
            "invoice_payment_term_id": env.ref(
                "account.account_payment_term_30days"
            ).id,
            "invoice_line_ids": [(0, 0, line)],
        }
    )
    move.action_post()
    return move


def _items(move):
    (product,) = move.line_ids.filtered(lambda line: line.display_type == "product")
    (tax,) = move.line_ids.filtered(lambda line: line.display_type == "tax")
    return move.id, product.id, tax.id, _receivable(move).id


def _receivable(move):
    """Return the receivable item of an entry."""
    return move.line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable"
    )


def _order(env, customer):
    product = env["product.product"].search([("default_code", "=", "BENCH")])
    product = product or env["product.product"].create(
        {"name": "Plan", "type": "service", "default_code": "BENCH"}
    )
    line = {"product_id": product.id, "product_uom_qty": 1, "price_unit": 100}
    order = env["sale.order"].create(
        {"partner_id": customer.id, "order_line": [(0, 0, line)]}
    )
    order.action_confirm()
    return order
