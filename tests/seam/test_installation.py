"""Installed alone, together, and removed again: the books stay as they were."""

import json

import pytest

from tools import databases, odoo, postgres, templates
from tools.paths import ADDONS

ZONE, GATEWAY = ADDONS
BOOK = """
partner = env['res.partner'].create({'name': 'Acacia Trading'})
move = env['account.move'].create({
    'move_type': 'out_invoice', 'partner_id': partner.id, 'invoice_date': '2026-11-02',
    'invoice_line_ids': [(0, 0, {'name': 'Service', 'price_unit': 1000})]})
move.action_post()
wizard = env['account.payment.register'].with_context(
    active_model='account.move', active_ids=move.ids).create({'amount': 400})
wizard.action_create_payments()
env.cr.commit()
"""
BOOKS = """
SELECT json_build_object(
    'moves', (SELECT json_agg(json_build_array(name, state, amount_total,
        amount_residual, payment_state) ORDER BY id) FROM account_move),
    'lines', (SELECT json_agg(json_build_array(account_id, debit, credit,
        amount_residual, reconciled) ORDER BY id) FROM account_move_line),
    'payments', (SELECT json_agg(json_build_array(amount, state) ORDER BY id)
        FROM account_payment),
    'partners', (SELECT count(*) FROM res_partner))
"""


def books(database):
    """Return what the books hold, for comparison."""
    return json.loads(postgres.sql(BOOKS, database)[0][0])


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


def uninstall(database, addon):
    """Remove an addon and return what Odoo logged at WARNING or above."""
    config = odoo.write_config(f"seam-{addon}", ADDONS)
    command = ("module", "uninstall", addon, "-d", database)
    failure = f"Uninstalling {addon}"
    log = odoo.call(config, *command, log=f"uninstall-{addon}", failure=failure)
    return templates.complaints(log)


@pytest.mark.parametrize("ring", templates.RINGS)
def test_it_installs_without_a_complaint(ring):
    """Each alone and both together, on a database with Odoo's modules."""
    template = templates.with_addons(ring, templates.RINGS[ring])
    assert installed(template) == set(templates.RINGS[ring])


@pytest.mark.parametrize(("leaving", "staying"), [(ZONE, GATEWAY), (GATEWAY, ZONE)])
def test_it_leaves_without_a_trace_in_the_books(leaving, staying):
    """Invoices, entries and payments stay; the other addon goes on working."""
    template = templates.with_addons("both", ADDONS)
    with databases.temporary(template, "seam") as database:
        config = odoo.write_config("seam-both", ADDONS)
        odoo.script(config, database, BOOK, f"seam-book-{leaving}", "Booking")
        before = books(database)
        assert before["moves"] and before["payments"]
        assert uninstall(database, leaving) == []
        assert installed(database) == {staying}
        assert books(database) == before
        assert left_behind(database, leaving) == []
        look = "print(env['res.partner'].search_count([]), 'partners')"
        assert "partners" in odoo.script(
            config, database, look, f"seam-look-{leaving}", "Loading what stays"
        )
