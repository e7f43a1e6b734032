"""Many customers with their invoices, written by SQL beside one of each."""

import json

from .rows import copy
from .statement_ledger import DAYS, TODAY

LINES = 10


def main(env, customers, invoices, visitors):
    """Make so many customers with so many invoices each; print links of some.

    :param int customers: at least as many as ``visitors``
    :param int invoices: of each customer, of ten lines each
    """
    env.company.write({"customer_zone_enabled": True, "customer_zone_mode": "history"})
    customer = env["res.partner"].create(
        {
            "name": "Customer",
            "is_company": True,
            "email": "customer@example.com",
            "customer_zone_allowed": True,
        }
    )
    invoice = _invoice(env, customer)
    cr = env.cr
    # The copies refer to what is there: checking each reference would take minutes.
    cr.execute("SET session_replication_role = replica")
    first = _partners(cr, customer, customers)
    _invoices(cr, invoice, first, customers, customers * invoices)
    cr.execute("SET session_replication_role = DEFAULT")
    for table in ("res_partner", "account_move", "account_move_line"):
        cr.execute(f"ANALYZE {table}")
    env.invalidate_all()
    links = env["customer.zone.link"]
    chosen = env["res.partner"].browse(range(first + 1, first + 1 + visitors))
    urls = [links._issue(env.company, one, one)._zone_url() for one in chosen]
    cr.execute("SELECT count(*) FROM account_move_line WHERE display_type = 'product'")
    print("MADE" + json.dumps({"links": urls, "lines": cr.fetchone()[0]}))


def _invoice(env, customer):
    line = {"name": "Work", "price_unit": 100, "tax_ids": []}
    move = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": TODAY,
            "invoice_line_ids": [(0, 0, line) for _line in range(LINES)],
        }
    )
    move.action_post()
    env.flush_all()
    return move


def _partners(cr, customer, number):
    """Copy the customer; return the id before the first copy's."""
    cr.execute("SELECT last_value FROM res_partner_id_seq")
    (before,) = cr.fetchone()
    return copy(
        cr,
        "res_partner",
        customer.id,
        number,
        name="'Customer ' || i",
        complete_name="'Customer ' || i",
        email="'customer-' || i || '@example.com'",
        commercial_partner_id=f"{before} + i",
    )


def _invoices(cr, invoice, first, customers, number):
    """Copy the invoice and its lines, spread over the customers in turns."""
    owner = f"{first} + 1 + (i % {customers})"
    day = f"DATE '{TODAY}' - (i % {DAYS})::integer"
    shared = {"partner_id": owner, "date": day, "invoice_date": day}
    moves = copy(
        cr,
        "account_move",
        invoice.id,
        number,
        name="'LOAD/' || i",
        access_token="NULL",
        sequence_number="i",
        sequence_prefix="'LOAD/'",
        commercial_partner_id=owner,
        partner_shipping_id=owner,
        invoice_date_due=f"{day} + 30",
        **shared,
    )
    for line in invoice.line_ids:
        copy(
            cr,
            "account_move_line",
            line.id,
            number,
            move_id=f"{moves} + i",
            move_name="'LOAD/' || i",
            date_maturity=f"{day} + 30",
            **shared,
        )
