"""A database of the last release, upgraded: complete, and the books as they were."""

import ast

import pytest

from tests.seam import stored_state
from tests.seam.business import BOOK, GATEWAY_ON, USE, books
from tools import databases, odoo, postgres, templates
from tools.demo.template import template as demo_template
from tools.paths import ADDONS, ROOT

PATIENCE = 1200  # seconds, on a busy machine
RELEASE = "19.0.0.1.0"
# As that release left it: one method for all ways to pay, and nobody's word for
# whether it was the customer who looked.
AS_IT_WAS = """
stranger = env['res.partner'].create({'name': 'Stranger'})
env['customer.zone.event']._record(
    {**visitor, 'recipient_id': stranger.id}, 'view', move)
own, card = provider.payment_method_ids, env.ref('payment.payment_method_card')
provider.payment_method_ids = [Command.set(card.ids)]
own.active, card.active = False, True
edited = env.ref('customer_zone.mail_template_fresh_link')
edited.subject = 'A fresh link from us'
untouched = env.ref('customer_zone.mail_template_change_answer')
env.cr.execute("UPDATE mail_template SET create_date = write_date,"
    " body_html = jsonb_build_object('en_US', 'Old') WHERE id = %s", (untouched.id,))
env.cr.commit()
"""
OFFERED = """
SELECT m.code, m.active FROM payment_provider p
  JOIN payment_method_payment_provider_rel r ON r.payment_provider_id = p.id
  JOIN payment_method m ON m.id = r.payment_method_id
 WHERE p.code = 'sagepay'
"""
VIEWS = """
SELECT p.name, e.is_customer FROM customer_zone_event e
  JOIN res_partner p ON p.id = e.recipient_id WHERE e.kind = 'view' ORDER BY p.name
"""
TEXTS = """
SELECT d.name, t.subject->>'en_US', t.body_html->>'en_US' = 'Old' FROM mail_template t
  JOIN ir_model_data d ON d.model = 'mail.template' AND d.res_id = t.id
 WHERE d.name IN ('mail_template_fresh_link', 'mail_template_change_answer')
 ORDER BY d.name DESC
"""
# Compared with the columns that are ours: an upgrade has no reason to touch them.
KEPT = (
    "account_move",
    "account_partial_reconcile",
    "payment_provider",
    "payment_transaction",
    "res_company",
    "sale_order",
)


def upgrade(database, label):
    """Upgrade both addons without a complaint."""
    config = odoo.write_config(f"seam-{label}", ADDONS)
    log = odoo.upgrade(config, database, ADDONS, f"seam-{label}")
    assert templates.complaints(log) == []


def versions(database):
    """Return the versions of our addons that a database says it has."""
    rows = postgres.sql(
        f"SELECT name, latest_version FROM ir_module_module WHERE name IN {ADDONS}",
        database,
    )
    return dict(rows)


def manifest_versions():
    """Return the versions that the manifests say."""
    return {
        addon: ast.literal_eval((ROOT / addon / "__manifest__.py").read_text())[
            "version"
        ]
        for addon in ADDONS
    }


@pytest.mark.timeout(PATIENCE)
def test_a_database_of_the_last_release_becomes_like_a_new_one():
    """O-09: every column and index of today; what was stored keeps its meaning."""
    fresh = templates.with_addons("both", ADDONS)
    with databases.temporary(fresh, "seam") as database:
        config = odoo.write_config("seam-book", ADDONS)
        text = BOOK + USE + GATEWAY_ON + AS_IT_WAS
        odoo.script(config, database, text, "seam-last-release", "Booking")
        before = books(database)
        stored_state.turn_back(database, RELEASE)
        assert stored_state.ours(database) <= stored_state.listed(RELEASE)
        upgrade(database, "from-last-release")
        assert stored_state.structure(database) == stored_state.structure(fresh)
        assert versions(database) == manifest_versions()
        assert books(database) == before
        assert postgres.sql(OFFERED, database) == [["sagepay", "t"]]
        assert postgres.sql(VIEWS, database) == [["Stranger", "f"], ["Thandi", "t"]]
        shared = "SELECT state, customer_zone_shared FROM sale_order"
        assert postgres.sql(shared, database) == [["sent", "t"]]
        answer, link = sorted(postgres.sql(TEXTS, database))
        assert (answer[2], link[1]) == ("f", "A fresh link from us")


@pytest.mark.timeout(PATIENCE)
def test_an_upgrade_leaves_a_year_of_business_as_it_is():
    """O-09: the demo's year: no entry, document, payment or setting changes."""
    with databases.temporary(demo_template(), "seam") as database:
        before = books(database)
        rows = {table: stored(database, table) for table in KEPT}
        assert before["account_payment"] and all(rows.values())
        upgrade(database, "year")
        assert books(database) == before
        assert {table: stored(database, table) for table in KEPT} == rows


def stored(database, table):
    """Return every row of a table as text."""
    rows = postgres.sql(f"SELECT row_to_json(t) FROM {table} t", database)
    return sorted(row[0] for row in rows)
