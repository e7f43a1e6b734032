"""Who visits: link holders of every kind, and customers who sign in."""

from datetime import timedelta

from odoo import fields

from tools.demo.customers import CUSTOMERS, MAIN

from .scene_links import issue, link_places

PASSWORD = "a long walk through the zone"
ARABIC = "ar_001"


def load_people(env, customer):
    """Return the places of the links and sign-ins of the main customer's people."""
    _, email = CUSTOMERS[MAIN].contact
    contact = env["res.partner"].search([("email", "=", email)])
    invoice = env["account.move"].search(
        [("commercial_partner_id", "=", customer.id), ("name", "like", "%/00188")]
    )
    return {
        **link_places("link", issue(env, customer, contact)),
        **_portal_user(env, "pieter@bluecrane.example"),
        **_arabic_reader(env, customer),
        **_expired(env, customer),
        **_one_document(env, customer, invoice),
    }


def _portal_user(env, email):
    person = env["res.partner"].search([("email", "=", email)])
    users = env["res.users"].with_context(no_reset_password=True)
    users.create(
        {
            "name": person.name,
            "login": email,
            "password": PASSWORD,
            "partner_id": person.id,
            "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
        }
    )
    return {"portal_login": email, "portal_password": PASSWORD}


def _arabic_reader(env, customer):
    """Add a person who reads from right to left."""
    env["res.lang"]._activate_lang(ARABIC)
    person = _person(env, customer, "Layla Haddad", "layla@bluecrane.example")
    person.lang = ARABIC
    return link_places("arabic", issue(env, customer, person))


def _expired(env, customer):
    person = _person(env, customer, "Old Reader", "old@bluecrane.example")
    link = issue(env, customer, person)
    places = link_places("expired", link)
    link.expires_at = fields.Datetime.now() - timedelta(days=1)
    return places


def _one_document(env, customer, invoice):
    """Add an auditor from elsewhere, who was sent a single invoice."""
    person = env["res.partner"].create(
        {"name": "Auditor Elsewhere", "email": "audit@elsewhere.example"}
    )
    link = issue(env, customer, person, document=invoice)
    return link_places("single", link, invoice)


def _person(env, customer, name, email):
    return env["res.partner"].create(
        {
            "name": name,
            "email": email,
            "parent_id": customer.id,
            "type": "contact",
            "tz": customer.tz,
            "lang": customer.lang,
        }
    )
