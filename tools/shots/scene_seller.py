"""A second seller: asks for codes, has just changed its bank, offers three ways to pay.

Its colour is one that nobody can read on white, and it has no logo.
"""

from odoo import fields

from .scene_links import issue, link_places

COLOUR = "#f2c230"


def load_second_seller(env, customer):
    """Return the places of a seller whose zone is set up the other way round."""
    company = _company(env)
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    customer = customer.with_env(env)
    customer.customer_zone_allowed = True
    invoice = _invoice(env, company, customer)
    _providers(env, company)
    link = issue(env, customer, _reader(customer), company=company)
    return {
        **link_places("coded", link, invoice),
        "second_company": company.id,
        "second_invoice": invoice.id,
    }


def _company(env):
    company = env["res.company"].create(
        {
            "name": "Fynbos Timber",
            "country_id": env.ref("base.za").id,
            "currency_id": env.ref("base.ZAR").id,
            "email": "desk@fynbos-timber.example",
            "phone": "028 555 0199",
            "primary_color": COLOUR,
        }
    )
    env["account.chart.template"].try_loading("za", company, install_demo=False)
    env.user.company_ids |= company
    env["res.partner.bank"].create(
        {
            "acc_number": "1047 220 931",
            "bank_id": env["res.bank"].create({"name": "Overberg Bank"}).id,
            "partner_id": company.partner_id.id,
        }
    )
    company.write(
        {
            "customer_zone_enabled": True,
            "customer_zone_mode": "history",
            "customer_zone_ask_code": True,
            "customer_zone_part_payments": True,
            "customer_zone_part_floor": 100,
            "customer_zone_bank_changed_at": fields.Datetime.now(),
        }
    )
    return company


def _reader(customer):
    """Return the person who gets the invoices."""
    return customer.child_ids.filtered(lambda person: person.type == "invoice")[:1]


def _invoice(env, company, customer):
    move = (
        env["account.move"]
        .with_company(company)
        .create(
            {
                "move_type": "out_invoice",
                "company_id": company.id,
                "partner_id": _reader(customer).id,
                "invoice_line_ids": [
                    (0, 0, {"name": "Yellowwood, sawn", "price_unit": 4200.0})
                ],
            }
        )
    )
    move.action_post()
    return move


def _providers(env, company):
    """Publish Odoo's demo provider and wire transfer, both in test mode."""
    providers = env["payment.provider"].sudo()
    for code in ("demo", "custom"):
        provider = providers.search(
            [("code", "=", code), ("company_id", "=", company.id)], limit=1
        )
        if not provider:
            first = providers.search([("code", "=", code)], limit=1)
            provider = first.copy({"company_id": company.id})
        provider.write({"state": "test", "is_published": True})
        provider.payment_method_ids.active = True
    others = [("code", "=", "demo"), ("company_id", "!=", company.id)]
    providers.search(others).state = "disabled"
