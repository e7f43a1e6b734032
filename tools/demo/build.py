"""Builds the demo in an Odoo shell: `from tools.demo import build; build.run(env)`.

Running it again on the same database changes nothing but master data.
"""

from odoo import fields

from .catalogue import load_products
from .check import check_figures
from .company import TIME_ZONE, load_company
from .customers import MAIN, load_customers
from .days import Calendar
from .documents import Documents
from .looks import load_looks
from .main_ledger import CREDIT_NOTES, INVOICES, OLD_INVOICES, OLD_PAYMENTS, PAYMENTS
from .messages import load_messages
from .month import Month
from .month_plan import INVOICES as MONTH_INVOICES
from .online import load_gateway, load_online_payments, load_zone
from .other_ledgers import OTHER_LEDGERS
from .payments import Payments
from .quotes import load_quotes

QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "no_reset_password": True,
}


def run(env):
    """Load the whole demo into the database of ``env`` and check its sums."""
    admin = env.ref("base.user_admin")
    # The shop's day is the demo's, also when it is still yesterday elsewhere.
    admin.tz = TIME_ZONE
    env = env(user=admin, context={**admin.context_get(), **QUIET})
    calendar = Calendar(fields.Date.context_today(env.user))
    load_company(env)
    products = load_products(env)
    people = load_customers(env)
    load_gateway(env)
    load_zone(env, people)
    if not _is_loaded(env):
        _load_ledgers(env, calendar, products, people)
    check_figures(env, calendar, people[MAIN][0])
    env.cr.commit()


def _is_loaded(env):
    return bool(
        env["account.move"].search_count([("move_type", "=", "out_invoice")], limit=1)
    )


def _load_ledgers(env, calendar, products, people):
    orders = load_quotes(env, calendar, products, people)
    ledgers = {
        MAIN: (OLD_INVOICES + INVOICES, CREDIT_NOTES, OLD_PAYMENTS + PAYMENTS),
        **OTHER_LEDGERS,
    }
    by_serial = {}
    for key, (invoices, credit_notes, payments) in ledgers.items():
        company, contact = people[key]
        documents = Documents(env, calendar, products, orders)
        documents.post_invoices(contact, invoices + MONTH_INVOICES.get(key, ()))
        documents.post_credit_notes(contact, credit_notes)
        Payments(env, calendar, documents).post(company, payments)
        if key == MAIN:
            load_online_payments(env, calendar, contact, documents)
            load_messages(env, calendar, contact, documents.by_serial[163])
        else:
            by_serial |= documents.by_serial
    Month(env, calendar, people, by_serial).load()
    load_looks(env, calendar)
    _look_established(env)


def _look_established(env):
    """Hide that the books began a minute ago.

    The demo shows a part of the numbers, so none is marked as following a gap; and
    the bank details have been the same for years.
    """
    env.flush_all()
    env.cr.execute("UPDATE account_move SET made_sequence_gap = false")
    # Matched when the later of the two was booked, not on the day of the build.
    env.cr.execute(
        "UPDATE account_partial_reconcile SET customer_zone_matched_on = max_date"
    )
    env.cr.execute("UPDATE res_partner_bank SET create_date = '2024-03-04 08:00:00'")
    if "customer_zone_bank_changed_at" in env.company._fields:
        env.company.sudo().customer_zone_bank_changed_at = False
    env.invalidate_all()
