"""Customers at both ends: one with nothing at all, one with everything too long."""

from datetime import timedelta

from odoo import fields

from .scene_links import issue, link_places

LONG_NAME = (
    "The Trustees for the time being of the Wolwefontein-Onderstepoort "
    "Gemeenskapsontwikkelingstrust (Reg. 2009/118842/23) trading as Wolwefontein"
)
LONG_PRODUCT = (
    "Höhenverstellbarer Konferenztisch mit Kabelkanalabdeckung, "
    "Sonderanfertigung/2026-11-05/KONFERENZRAUMAUSSTATTUNGSPROGRAMM"
)
LONG_REFERENCE = "PURCHASE-ORDER-2026-000000048151623420-SITE-OFFICE"


def load_extremes(env, _customer):
    """Return the places of the empty and of the overlong customer."""
    nothing = _customer_named(env, "Fresh Start CC", "hello@freshstart.example")
    long = _customer_named(env, LONG_NAME, f"{'accounts' * 5}@wolwefontein.example")
    long.write({"ref": "C00412-WOLWEFONTEIN-0001"})
    invoice, credit_note = _documents(env, long)
    return {
        **link_places("empty", issue(env, nothing, nothing)),
        **link_places("long", issue(env, long, long)),
        "long_invoice": invoice.id,
        "long_credit": credit_note.id,
        "long_quote": _quote(env, long).id,
    }


def _customer_named(env, name, email):
    customer = env["res.partner"].create(
        {
            "name": name,
            "email": email,
            "is_company": True,
            "lang": "en_GB",
            "tz": "Africa/Johannesburg",
            "country_id": env.ref("base.za").id,
        }
    )
    customer.customer_zone_allowed = True
    return customer


def _documents(env, customer):
    """Post an invoice over nearly two billion, a paid one and a credit note."""
    today = fields.Date.context_today(env.user)
    rows = (
        ("out_invoice", 1_234_567_890.12, -75),
        ("out_invoice", 0.01, -3),
        ("out_refund", 98_765_432.1, -2),
    )
    moves = env["account.move"].create(
        [
            {
                "move_type": kind,
                "partner_id": customer.id,
                "invoice_date": today + timedelta(days=days),
                "ref": LONG_REFERENCE,
                "invoice_line_ids": [
                    (0, 0, {"name": LONG_PRODUCT, "price_unit": price, "quantity": 1})
                ],
            }
            for kind, price, days in rows
        ]
    )
    moves.action_post()
    return moves[0], moves[2]


def _quote(env, customer):
    product = env["product.product"].search([("name", "=", "Task chair, mesh back")])
    line = {
        "product_id": product.id,
        "name": LONG_PRODUCT,
        "product_uom_qty": 123456.5,
        "price_unit": 9_876.54,
    }
    return env["sale.order"].create(
        {
            "partner_id": customer.id,
            "client_order_ref": LONG_REFERENCE,
            "state": "sent",
            "validity_date": fields.Date.context_today(env.user) + timedelta(days=9),
            "require_signature": True,
            "require_payment": True,
            "prepayment_percent": 0.5,
            "order_line": [(0, 0, line)],
        }
    )
