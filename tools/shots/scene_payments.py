"""Online payments in every state a payer can come back to."""

from odoo.fields import Command

from tools.demo.customers import CUSTOMERS
from tools.demo.online import gateway

from .scene_links import issue, link_places

PAYER = "veldt"
# State -> what the provider said. What is kept was paid for an invoice taken back.
STATES = {
    "draft": "",
    "done": "",
    "kept": "",
    "cancel": "You turned back before paying.",
    "authorized": "",
}


def load_payments(env, _customer):
    """Return the places of a payer with one payment in each state."""
    customer = env["res.partner"].search([("ref", "=", CUSTOMERS[PAYER].account)])
    contact = customer.child_ids[:1]
    places = link_places("payer", issue(env, customer, contact))
    for state, message in STATES.items():
        invoice = _invoice(env, contact)
        transaction = _transaction(env, invoice, state)
        _move(transaction, state, message)
        places |= {f"tx_{state}": transaction.id, f"invoice_{state}": invoice.id}
    places["gateway"] = gateway(env).id
    # Kept for the walk itself: pressing Pay Now starts a payment.
    places["to_pay"] = _invoice(env, contact).id
    places["to_pay_without_scripts"] = _invoice(env, contact).id
    return places


def _invoice(env, contact):
    product = env["product.product"].search([("name", "=", "Monitor arm")])
    move = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": contact.id,
            "invoice_line_ids": [(0, 0, {"product_id": product.id, "quantity": 1})],
        }
    )
    move.action_post()
    return move


def _transaction(env, invoice, state):
    provider = gateway(env)
    return env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids.filtered("active")[:1].id,
            "reference": f"KOS-C00388-{state}",
            "amount": invoice.amount_residual,
            "currency_id": invoice.currency_id.id,
            "partner_id": invoice.partner_id.id,
            "operation": "online_redirect",
            "invoice_ids": [Command.set(invoice.ids)],
        }
    )


def _move(transaction, state, message):
    """Let the payment get where it has to be, as the provider's news would."""
    if state == "kept":
        transaction.invoice_ids.button_draft()
    if state in ("done", "kept"):
        transaction._set_done()
        transaction._post_process()
    elif state == "cancel":
        transaction._set_canceled(message)
    elif state == "authorized":
        transaction._set_pending()
