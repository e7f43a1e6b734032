"""A business with documents, payments and links, and what its books hold."""

from tools import postgres

# Documents, payments and links as a business has them; in use, not only installed.
BOOK = """
from odoo.fields import Command
company = env.company
partner = env['res.partner'].create({'name': 'Acacia Trading', 'is_company': True})
contact = env['res.partner'].create({'name': 'Thandi', 'parent_id': partner.id,
    'email': 'thandi@acacia.example'})
def invoice(kind, amount):
    move = env['account.move'].create({
        'move_type': kind, 'partner_id': contact.id, 'invoice_date': '2026-11-02',
        'invoice_line_ids': [
            Command.create({'name': 'Service', 'price_unit': amount})]})
    return move
posted = invoice('out_invoice', 1000) + invoice('out_refund', 150)
posted.action_post()
invoice('out_invoice', 75)
def pay(move, **values):
    context = {'active_model': 'account.move', 'active_ids': move.ids}
    wizards = env['account.payment.register'].with_context(**context)
    wizards.create(values).action_create_payments()
pay(posted[0], amount=400)
whole = invoice('out_invoice', 200)
whole.action_post()
pay(whole)
lines = posted.line_ids.filtered(
    lambda l: l.account_id.account_type == 'asset_receivable' and not l.reconciled)
lines.reconcile()
order = env['sale.order'].create({'partner_id': contact.id, 'order_line': [
    Command.create({'name': 'Line', 'display_type': 'line_section'})]})
order.action_quotation_sent()
provider = env['payment.provider'].search([('code', '=', 'none')], limit=1)
method = env.ref('payment.payment_method_card')
env['payment.transaction'].create([{
    'provider_id': provider.id, 'payment_method_id': method.id, 'reference': name,
    'amount': 10, 'currency_id': company.currency_id.id, 'partner_id': contact.id,
    'operation': 'online_redirect', 'state': state,
    'invoice_ids': [Command.set(posted[0].ids)]}
    for name, state in (('TX-1', 'draft'), ('TX-2', 'pending'), ('TX-3', 'cancel'))])
env.cr.commit()
"""
USE = """
from odoo.fields import Command
company, partner = env.company, env['res.partner'].search([('name', '=', 'Thandi')])
customer, move = partner.commercial_partner_id, env['account.move'].search([
    ('move_type', '=', 'out_invoice'), ('state', '=', 'posted')], limit=1)
company.customer_zone_enabled = True
customer.customer_zone_allowed = True
links = env['customer.zone.link']
link = links._issue(company, customer, partner)
links._issue(company, customer, customer, document=move)
visitor = {'company_id': company.id, 'customer_id': customer.id,
    'recipient_id': partner.id, 'link_id': link.id}
env['customer.zone.event']._record(visitor, 'view', move)
env['customer.zone.change.request']._zone_submit(visitor, [{
    'section': 'contact', 'partner_id': partner.id, 'field_name': 'phone',
    'old_value': '', 'new_value': '021 555 0117'}])
env.cr.commit()
"""
# The gateway is in use, on the company's bank account.
GATEWAY_ON = """
bank = env['account.journal'].search([
    ('type', '=', 'bank'), ('company_id', '=', company.id)], limit=1)
provider = env['payment.provider'].search([
    ('code', '=', 'sagepay'), ('company_id', '=', company.id)])
provider.write({'journal_id': bank.id, 'sagepay_account_number': '51000000001',
    'sagepay_service_key': '11111111-2222-4333-8444-555555555555', 'state': 'test'})
env.cr.commit()
"""
# A payment made with it, which the gateway calls pending.
PENDING = """
due = invoice('out_invoice', 320)
due.action_post()
payment = env['payment.transaction'].create({
    'provider_id': provider.id, 'payment_method_id': provider.payment_method_ids[0].id,
    'reference': 'PAID-1', 'amount': due.amount_residual, 'partner_id': contact.id,
    'currency_id': company.currency_id.id, 'operation': 'online_redirect',
    'invoice_ids': [Command.set(due.ids)]})
payment._set_pending()
env.cr.commit()
"""
# And booked, as it is when the gateway has confirmed it.
PAID = """
payment = env['payment.transaction'].search([('reference', '=', 'PAID-1')])
payment._set_done()
payment._post_process()
due = payment.invoice_ids
assert due.amount_residual == 0, due.amount_residual
env.cr.commit()
"""
# What is compared row by row: everything in these tables but our own columns.
TABLES = (
    "account_full_reconcile",
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_payment",
    "account_invoice_transaction_rel",
    "payment_transaction",
    "res_partner",
    "sale_order",
)
OWN = ("customer_zone_", "sagepay_")
# Odoo notes on a row when it was last written, whoever writes the same again.
NOTED = ("write_date", "write_uid")


def books(database):
    """Return what the books hold, for comparison: the rows of each table."""
    return {table: rows_of(database, table) for table in TABLES}


def rows_of(database, table):
    """Return a table's rows without the columns that are our addons'."""
    columns = [
        name
        for (name,) in postgres.sql(
            "SELECT column_name FROM information_schema.columns"
            f" WHERE table_schema = 'public' AND table_name = '{table}'",
            database,
        )
        if not name.startswith(OWN) and name not in NOTED
    ]
    listed = ", ".join(f'"{name}"' for name in sorted(columns))
    rows = postgres.sql(
        f"SELECT row_to_json(t) FROM (SELECT {listed} FROM {table}) t", database
    )
    return sorted(row[0] for row in rows)
