"""The demo's customers and the people who receive their documents."""

from typing import NamedTuple

from .company import LANGUAGE, TIME_ZONE

MAIN = "bluecrane"


class Customer(NamedTuple):
    """One demo customer; ``contact`` is who gets the invoices, as (name, e-mail)."""

    name: str
    account: str
    vat: str
    registration: str
    street: str
    city: str
    postal_code: str
    phone: str
    contact: tuple
    allowed: bool = True


CUSTOMERS = {
    MAIN: Customer(
        "Blue Crane Architects CC",
        "C00412",
        "4120283947",
        "2009/118842/23",
        "Unit 3, 27 Bree Street",
        "Cape Town",
        "8001",
        "021 555 0117",
        ("Nomvula Dlamini", "nomvula@bluecrane.example"),
    ),
    "veldt": Customer(
        "Veldt Dental Practice",
        "C00388",
        "",
        "",
        "8 Adderley Street",
        "Worcester",
        "6850",
        "023 555 0188",
        ("Anele Zulu", "accounts@veldtdental.example"),
    ),
    "swartberg": Customer(
        "Swartberg Guest House",
        "C00401",
        "",
        "",
        "41 Queen Street",
        "Oudtshoorn",
        "6625",
        "044 555 0140",
        ("Marietjie Botha", "bookings@swartberg.example"),
    ),
    "merino": Customer(
        "Merino Accounting Inc",
        "C00417",
        "",
        "2014/077310/21",
        "12 Donkin Street",
        "Beaufort West",
        "6970",
        "023 555 0163",
        ("Sipho Ndlovu", "sipho@merino.example"),
    ),
    "namaprint": Customer(
        "Nama Karoo Printers",
        "C00422",
        "",
        "",
        "3 Station Road",
        "Prince Albert",
        "6930",
        "023 555 0171",
        ("Lerato Khumalo", "lerato@namaprint.example"),
    ),
    "hexriver": Customer(
        "Hex River Cellars (Pty) Ltd",
        "C00430",
        "",
        "2003/021988/07",
        "Farm 214, R61",
        "De Doorns",
        "6875",
        "023 555 0129",
        ("Johan van der Merwe", "accounts@hexriver.example"),
    ),
    "protea": Customer(
        "Protea Primary School",
        "C00436",
        "",
        "",
        "15 School Street",
        "Laingsburg",
        "6900",
        "023 555 0104",
        ("Fatima Adams", "office@proteaprimary.example"),
        allowed=False,
    ),
}


def load_customers(env):
    """Create or update the demo customers.

    Returns ``{key: (commercial partner, contact that gets the invoices)}``.
    """
    people = {}
    for key, customer in CUSTOMERS.items():
        company = _company(env, customer)
        people[key] = (company, _contact(env, company, customer))
    _main_customer_extras(env, people[MAIN][0])
    return people


def _address(env, customer):
    return {
        "street": customer.street,
        "city": customer.city,
        "zip": customer.postal_code,
        "state_id": env.ref("base.state_za_wc").id,
        "country_id": env.ref("base.za").id,
        "phone": customer.phone,
        "lang": LANGUAGE,
        "tz": TIME_ZONE,
    }


def _company(env, customer):
    terms = env.ref("account.account_payment_term_30days")
    values = {
        "name": customer.name,
        "ref": customer.account,
        "company_registry": customer.registration,
        "vat": customer.vat,
        "is_company": True,
        "property_payment_term_id": terms.id,
        **_address(env, customer),
    }
    return _find_or_create(env, [("ref", "=", customer.account)], values)


def _contact(env, company, customer):
    name, email = customer.contact
    values = {
        "name": name,
        "email": email,
        "parent_id": company.id,
        "type": "invoice",
        "function": "Accounts",
        **_address(env, customer),
    }
    return _find_or_create(env, [("email", "=", email)], values)


def _main_customer_extras(env, company):
    """Add the delivery address and the second person of the main customer."""
    _find_or_create(
        env,
        [("parent_id", "=", company.id), ("type", "=", "delivery")],
        {
            "name": "Site office",
            "parent_id": company.id,
            "type": "delivery",
            "street": "Site office, 4 Kloof Road",
            "city": "Stellenbosch",
            "zip": "7600",
            "country_id": env.ref("base.za").id,
        },
    )
    _find_or_create(
        env,
        [("email", "=", "pieter@bluecrane.example")],
        {
            "name": "Pieter van Wyk",
            "email": "pieter@bluecrane.example",
            "parent_id": company.id,
            "type": "contact",
            "function": "Project architect",
        },
    )


def _find_or_create(env, domain, values):
    partner = env["res.partner"].search(domain, limit=1)
    if partner:
        partner.write({k: v for k, v in values.items() if k != "vat"})
        return partner
    return env["res.partner"].create(values)
