"""Invoices and started payments to measure with, made inside Odoo in one go."""

import json

SERVICE_KEY = "11111111-2222-4333-8444-555555555555"

SCRIPT = """
import json
from odoo.fields import Command

company = env.company
zar = env.ref("base.ZAR")
journal = env["account.journal"].search(
    [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1)
partner = env["res.partner"].create({{"name": "Load", "email": "load@example.com"}})
made = {{}}
for code, count in {counts!r}.items():
    provider = env["payment.provider"].search(
        [("code", "=", code), ("company_id", "=", company.id)], limit=1)
    provider.write({{"state": "test", "is_published": True, "journal_id": journal.id,
                    **{values!r}.get(code, {{}})}})
    method = provider.with_context(active_test=False).payment_method_ids[:1]
    moves = env["account.move"].create([{{
        "move_type": "out_invoice", "partner_id": partner.id, "currency_id": zar.id,
        "invoice_line_ids": [Command.create(
            {{"name": "Work", "price_unit": 100 + n, "tax_ids": False}})],
    }} for n in range(count)])
    moves.action_post()
    made[code] = [(tx.reference, "%.2f" % tx.amount)
                  for tx in env["payment.transaction"].create([{{
        "provider_id": provider.id, "payment_method_id": method.id,
        "reference": "%s-%05d" % (code.replace("_", "")[:4].upper(), n),
        "amount": move.amount_total, "currency_id": zar.id, "partner_id": partner.id,
        "operation": "online_redirect", "invoice_ids": [Command.set(move.ids)],
    }} for n, move in enumerate(moves)])]
print("MADE" + json.dumps(made))
"""


def make(shop, counts):
    """Return {provider code: [(reference, amount)]} of new started payments.

    :param dict counts: how many by provider code
    """
    values = {"sagepay": {"sagepay_service_key": SERVICE_KEY}}
    printed = shop.shell(SCRIPT.format(counts=counts, values=values))
    line = next(text for text in printed.splitlines() if text.startswith("MADE"))
    return json.loads(line.removeprefix("MADE"))
