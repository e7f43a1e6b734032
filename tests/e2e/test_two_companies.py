"""Two companies in one shop, each with an account of its own at the gateway."""

import json

import pytest

from tests.ledger import assert_invariants
from tests.simulator.merchants import FOREIGN_SERVICE_KEY
from tests.witness import Witness
from tools.demo.online import SERVICE_KEY
from tools.demo.serve import demo_shop

from .gateway import Gateway, notice
from .payer import Started

PREPARE = f"""
import json
from odoo.fields import Command
first = env.company
second = env['res.company'].create({{
    'name': 'Karoo Second Hand', 'country_id': first.country_id.id,
    'currency_id': first.currency_id.id}})
env.user.company_ids += second
env['account.chart.template'].try_loading('za', second, install_demo=False)
own = env['payment.provider'].search([
    ('code', '=', 'sagepay'), ('company_id', '=', first.id)], limit=1)
other = own.copy({{'company_id': second.id}})
bank = env['account.journal'].search([
    ('company_id', '=', second.id), ('type', '=', 'bank')], limit=1)
other.write({{'journal_id': bank.id, 'state': 'test', 'is_published': True,
    'sagepay_service_key': '{FOREIGN_SERVICE_KEY}'}})
made = {{'providers': [own.id, other.id], 'companies': [first.id, second.id]}}
for name, provider, company in (
        ('ONE-1', own, first), ('TWO-1', other, second), ('MIXED-1', own, second)):
    move = env['account.move'].with_company(company).create({{
        'move_type': 'out_invoice', 'partner_id': env['res.partner'].create(
            {{'name': name, 'company_id': False}}).id,
        'invoice_line_ids': [Command.create({{
            'name': 'Chair', 'price_unit': 321, 'tax_ids': []}})]}})
    move.action_post()
    env['payment.transaction'].create({{
        'provider_id': provider.id, 'reference': name, 'amount': 321,
        'payment_method_id': own.payment_method_ids.filtered('active')[:1].id,
        'currency_id': move.currency_id.id, 'partner_id': move.partner_id.id,
        'operation': 'online_redirect', 'invoice_ids': [Command.set(move.ids)]}})
print(json.dumps(made))
"""
BOOKED = """
SELECT t.reference, t.state, t.company_id, j.company_id, m.company_id, i.payment_state
  FROM payment_transaction t
  JOIN account_invoice_transaction_rel r ON r.transaction_id = t.id
  JOIN account_move i ON i.id = r.invoice_id
  LEFT JOIN account_payment p ON p.payment_transaction_id = t.id
  LEFT JOIN account_move m ON m.id = p.move_id
  LEFT JOIN account_journal j ON j.id = p.journal_id
 WHERE t.reference IN ('ONE-1', 'TWO-1', 'MIXED-1') ORDER BY t.id
"""
EVIDENCE = """
SELECT n.outcome, n.needs_attention, n.provider_id, i.company_id
  FROM sagepay_notice n JOIN payment_transaction t ON t.reference = n.reference
  JOIN account_invoice_transaction_rel r ON r.transaction_id = t.id
  JOIN account_move i ON i.id = r.invoice_id
 WHERE n.reference = 'MIXED-1'
"""


@pytest.fixture
def shop():
    """A shop with a second company, its provider, and a payment begun in each."""
    with demo_shop("companies", workers=2) as running:
        # A provider switched on writes to scheduled jobs: none may run meanwhile.
        running.odoo.stop()
        running.made = json.loads(running.shell(PREPARE).strip().splitlines()[-1])
        running.odoo.start()
        yield running


def pay(gateway, reference, key):
    """Let a payer pay into the account with this key; return the true notice."""
    fields = {"m1": key, "p2": reference, "p4": "321.00"}
    told = gateway.call("pay", fields=fields, announce=False)
    return notice(Started(0, reference, "321.00", {}, ""), told["trace"])


@pytest.mark.own_shop
def test_each_companys_payment_is_booked_by_itself_and_never_across(shop):
    """N-14: same callback addresses; a payment across companies is refused, listed."""
    gateway, witness = Gateway(shop), Witness(shop, secrets=(SERVICE_KEY,))
    witness.begin([])
    (own, _other), (first, second) = shop.made["providers"], shop.made["companies"]
    mixed = pay(gateway, "MIXED-1", SERVICE_KEY)
    for fields in (
        pay(gateway, "TWO-1", FOREIGN_SERVICE_KEY),
        pay(gateway, "ONE-1", SERVICE_KEY),
        mixed,
        mixed,
    ):
        assert gateway.forge("notify", fields).status_code == 200
    assert shop.sql(BOOKED) == [
        ["ONE-1", "done", *[str(first)] * 3, "paid"],
        ["TWO-1", "done", *[str(second)] * 3, "paid"],
        ["MIXED-1", "draft", str(first), "", "", "not_paid"],
    ]
    assert shop.sql(EVIDENCE) == [["company_differs", "t", str(own), str(second)]] * 2
    assert_invariants(shop.sql, gateway.ledger(), witness)
