"""Builds the data of `./dev bench pages`; piped into an Odoo shell."""

from ..rows import copy_for_each
from . import documents, samples
from .bulk import without_indexes
from .plan import OTHERS, OTHERS_INVOICES, PASSWORD, SAME_ROWS, login

# The columns that say whose a document is, and what they are shared out by.
OWNED = {
    "account_move": (
        ("partner_id", "commercial_partner_id", "partner_shipping_id"),
        "id",
    ),
    "account_move_line": (("partner_id",), "move_id"),
}


def build(env, sizes, mark):
    """Make customers with so many invoices, and very many others; commit."""
    env.company.write(
        {
            "customer_zone_enabled": True,
            "customer_zone_mode": "history",
            "customer_zone_ask_code": False,
        }
    )
    sizes = (SAME_ROWS, *sizes)
    customers = {size: _customer(env, size) for size in sizes}
    other = _customer(env, "others", signs_in=False)
    # All samples before the first copy: numbering goes by the newest entry.
    made = {size: samples.make(env, one) for size, one in customers.items()}
    others = samples.make(env, other)
    env.flush_all()
    with without_indexes(env.cr):
        for size in sizes:
            documents.fill(env.cr, made[size], size, f"C{size}")
            print(f"customer with {size} invoices", flush=True)
        _others(env.cr, others)
    _check(env, customers)
    env["ir.config_parameter"].set_param("bench.pages", mark)
    env.cr.commit()


def _customer(env, size, signs_in=True):
    """Return a customer, usually with a portal user who may sign in."""
    partner = env["res.partner"].create(
        {
            "name": f"Customer of {size} invoices",
            "is_company": True,
            "email": f"{login(size)}@example.com",
            "street": "1 Long Street",
            "city": "Cape Town",
            "country_id": env.ref("base.za").id,
        }
    )
    partner.customer_zone_allowed = True
    if not signs_in:
        return partner
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "name": partner.name,
            "login": login(size),
            "password": PASSWORD,
            "partner_id": partner.id,
            "group_ids": [(6, 0, [env.ref("base.group_portal").id])],
        }
    )
    return partner


def _others(cr, sample):
    """Write the other customers and their few documents."""
    source = f"(SELECT i FROM generate_series(1::bigint, {OTHERS}) i)"
    cr.execute("SELECT MAX(id) FROM res_partner")
    (before,) = cr.fetchone()
    copy_for_each(
        cr,
        "res_partner",
        sample.partner,
        source,
        name="'Other customer ' || s.i",
        complete_name="'Other customer ' || s.i",
        email="'other-' || s.i || '@example.com'",
        commercial_partner_id=f"{before} + s.i",
    )
    first = {table: _last_id(cr, table) for table in OWNED}
    documents.fill_open(cr, sample, OTHERS * OTHERS_INVOICES, "OTHERS")
    for table, (columns, key) in OWNED.items():
        owner = f"{before} + 1 + {key} % {OTHERS}"
        values = ", ".join(f"{column} = {owner}" for column in columns)
        cr.execute(f"UPDATE {table} SET {values} WHERE id > {first[table]}")


def _last_id(cr, table):
    cr.execute(f"SELECT MAX(id) FROM {table}")
    return cr.fetchone()[0]


def _check(env, customers):
    """Fail where Odoo would write other figures than SQL did."""
    env.invalidate_all()
    for customer in customers.values():
        domain = [("partner_id", "=", customer.id), ("move_type", "=", "out_invoice")]
        newest = env["account.move"].search(domain, limit=30, order="id desc")
        before = {one: (one.amount_residual, one.payment_state) for one in newest}
        env.add_to_compute(newest._fields["amount_residual"], newest)
        env.add_to_compute(newest._fields["payment_state"], newest)
        newest.flush_recordset()
        for move in newest:
            after = (move.amount_residual, move.payment_state)
            if after != before[move]:
                raise SystemExit(f"{move.name}: {before[move]} should be {after}")
            if not move.line_ids or sum(move.line_ids.mapped("balance")):
                raise SystemExit(f"{move.name} is not balanced.")
