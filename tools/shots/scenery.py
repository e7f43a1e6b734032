"""What the demo lacks for seeing every page: loaded by ``template`` in an Odoo shell.

Running it leaves its ids and link tokens in the parameter ``walk.places``.
"""

import json

from tools.demo.customers import CUSTOMERS, MAIN

from .scene_extremes import load_extremes
from .scene_payments import load_payments
from .scene_people import load_people
from .scene_seller import load_second_seller
from .scene_settlement import load_settlement
from .scene_statements import load_statements


def load(env):
    """Load everything, and note where it is."""
    env = env(user=env.ref("base.user_admin"))
    customer = env["res.partner"].search([("ref", "=", CUSTOMERS[MAIN].account)])
    places = _main_places(env, customer)
    for part in (
        load_settlement,
        load_people,
        load_extremes,
        load_payments,
        load_second_seller,
        load_statements,
    ):
        places |= part(env, customer)
    env["ir.config_parameter"].set_param("walk.places", json.dumps(places))
    env.cr.commit()


def _main_places(env, customer):
    """Return the documents of the demo's main customer, one of each kind."""
    moves = env["account.move"].search([("commercial_partner_id", "=", customer.id)])
    by_serial = {int(move.name.rpartition("/")[2]): move for move in moves}
    by_type = {
        (move.move_type, int(move.name.rpartition("/")[2])): move.id for move in moves
    }
    orders = env["sale.order"].search([("partner_id", "=", customer.id)])
    numbered = {int(order.name[1:]): order.id for order in orders}
    payments = env["payment.transaction"].search(
        [("partner_id.commercial_partner_id", "=", customer.id)]
    )
    declined = payments.filtered(lambda tx: tx.state == "error")[:1]
    waiting = payments.filtered(lambda tx: tx.state == "pending")[:1]
    receipt = env["account.payment"].search(
        [("partner_id", "=", customer.id), ("memo", "=", "C00412-144")], limit=1
    )
    return {
        "company": env.company.id,
        "customer": customer.id,
        "overdue": by_serial[131].id,
        "instalments": by_type["out_invoice", 163],
        "paid": by_type["out_invoice", 118],
        "dollar": by_type["out_invoice", 180],
        "coming": by_type["out_invoice", 185],
        "open": by_type["out_invoice", 188],
        "credit": by_type["out_refund", 25],
        "credit_used": by_type["out_refund", 12],
        "quote_open": numbered[231],
        "quote_accepted": numbered[224],
        "quote_invoiced": numbered[219],
        "quote_declined": numbered[205],
        "quote_expired": numbered[176],
        "tx_refused": declined.id,
        "tx_coming": waiting.id,
        "receipt": receipt.id,
    }
