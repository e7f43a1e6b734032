"""Installed alone, together, and removed again: the books stay as they were."""

import pytest

from tools import databases, odoo, postgres, templates
from tools.paths import ADDONS

ZONE, GATEWAY = ADDONS
# Seconds; three changes of a database's modules each, on a busy machine.
PATIENCE = 1200
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


def installed(database):
    """Return which of our addons are installed."""
    rows = postgres.sql(
        f"SELECT name FROM ir_module_module WHERE state = 'installed'"
        f" AND name IN {ADDONS}",
        database,
    )
    return {row[0] for row in rows}


def left_behind(database, addon):
    """Return what an uninstalled addon has left: records, tables, columns."""
    technical = addon.replace("payment_", "")
    data = postgres.sql(
        f"SELECT model || ' ' || name FROM ir_model_data WHERE module = '{addon}'",
        database,
    )
    tables = postgres.sql(
        "SELECT table_name || '.' || column_name FROM information_schema.columns"
        f" WHERE table_schema = 'public' AND (table_name LIKE '{technical}\\_%'"
        f" OR column_name LIKE '{technical}\\_%')",
        database,
    )
    return [row[0] for row in data + tables]


@pytest.mark.parametrize("ring", templates.RINGS)
def test_it_installs_without_a_complaint(ring):
    """Each alone and both together, on a database with Odoo's modules."""
    template = templates.with_addons(ring, templates.RINGS[ring])
    assert installed(template) == set(templates.RINGS[ring])


def change(database, what, addons, label):
    """Upgrade or uninstall addons; return what Odoo logged at WARNING or above."""
    config = odoo.write_config(f"seam-{label}", ADDONS)
    command = ("module", what, *addons, "-d", database)
    log = odoo.call(config, *command, log=f"seam-{label}", failure=f"{what} {addons}")
    return templates.complaints(log)


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("order", [(ZONE, GATEWAY), (GATEWAY, ZONE)])
def test_they_leave_without_a_trace_in_the_books(order):
    """O-09: in use, upgraded, then one leaves and the other: the books stay equal."""
    label = f"{order[0]}-first"
    template = templates.with_addons("both", ADDONS)
    with databases.temporary(template, "seam") as database:
        config = odoo.write_config("seam-both", ADDONS)
        odoo.script(config, database, BOOK + USE, f"seam-book-{label}", "Booking")
        before = books(database)
        assert all(before.values())
        assert change(database, "upgrade", ADDONS, f"upgrade-{label}") == []
        assert books(database) == before
        staying = set(ADDONS)
        for addon in order:
            assert change(database, "uninstall", [addon], f"leave-{label}") == []
            staying.discard(addon)
            assert installed(database) == staying
            assert books(database) == before
            assert left_behind(database, addon) == []
        look = "print(env['res.partner'].search_count([]), 'partners')"
        assert "partners" in odoo.script(
            config, database, look, f"seam-look-{label}", "Loading what stays"
        )


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("addon", ADDONS)
def test_it_comes_to_books_that_are_there_and_goes_again(addon):
    """O-09: installed on a business that already runs, alone, and removed."""
    with databases.temporary(templates.base(), "seam") as database:
        config = odoo.write_config("seam-alone", ADDONS)
        odoo.script(config, database, BOOK, f"seam-alone-{addon}", "Booking")
        before = books(database)
        assert all(before.values())
        assert change(database, "install", [addon], f"come-{addon}") == []
        assert books(database) == before
        if addon == ZONE:
            odoo.script(config, database, USE, f"seam-use-{addon}", "Using it")
            assert books(database) == before
        assert change(database, "uninstall", [addon], f"go-{addon}") == []
        assert books(database) == before
        assert left_behind(database, addon) == []
