"""My Details as value objects: what the seller has on file, and who has access."""

from dataclasses import dataclass

ADDRESS_PARTS = ("street", "street2", "city", "zip", "state_id", "country_id")


@dataclass(frozen=True)
class Pair:
    """A labelled text; an empty one is not on file."""

    label: str
    text: str


@dataclass(frozen=True)
class Block:
    """One panel of the page.

    :param change: part of the form that changes it, or ``""``
    :param hint: one sentence under the panel, or ``""``
    """

    title: str
    pairs: tuple
    change: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Holder:
    """One person whose link opens the account."""

    name: str
    email: str
    sees: str
    until: str


@dataclass(frozen=True)
class Link:
    """One link of the visitor's own."""

    opens: str
    until: str
    is_current: bool


def sections_of(visitor):
    """Return the sections of the form that are open to this visitor, in order."""
    if visitor.is_staff:
        return []
    open_keys = visitor.company._zone_changeable()
    if visitor.own_only:
        open_keys &= {"contact", "language"}
    order = ("contact", "language", "company", "billing", "delivery", "person")
    return [key for key in order if key in open_keys]


def read_blocks(visitor, targets, sections):
    """Return the panels of this visitor: a restricted contact sees their own one."""
    contact = _contact_block(visitor, sections)
    if visitor.own_only:
        return [contact]
    env = visitor.env
    billing, delivery = targets["billing"], targets["delivery"]
    same = "" if delivery else env._("We deliver to the invoice address.")
    return [
        _company_block(visitor, sections),
        contact,
        Block(
            env._("Invoice address"),
            address_pairs(env, billing),
            "billing" if "billing" in sections else "",
        ),
        Block(
            env._("Delivery address"),
            address_pairs(env, delivery) if delivery else (),
            "delivery" if "delivery" in sections else "",
            same,
        ),
    ]


def address_pairs(env, party):
    """Return the parts of an address, the unusual ones only where they are filled."""
    labels = address_labels(env)
    pairs = []
    for name in ADDRESS_PARTS:
        value = party[name]
        text = value.name if name.endswith("_id") else value
        if text or name not in ("street2", "state_id"):
            pairs.append(Pair(labels[name], text or ""))
    return tuple(pairs)


def address_labels(env):
    """Return what the parts of an address are called."""
    return {
        "street": env._("Street"),
        "street2": env._("Address line 2"),
        "city": env._("City"),
        "zip": env._("Postal code"),
        "state_id": env._("Province or state"),
        "country_id": env._("Country"),
    }


def read_holders(visitor, formats):
    """Return who can open the account with a link; nobody for restricted contacts."""
    if visitor.own_only:
        return []
    env, company = visitor.env, visitor.company
    links = env["customer.zone.link"]._zone_holders(company, visitor.customer)
    own, everything = env._("Own documents"), env._("The whole account")
    return [
        Holder(
            name=link.recipient_id.name or "",
            email=link.recipient_id.email or "",
            sees=own if link.recipient_id._zone_sees_own_only(company) else everything,
            until=formats.day(link.expires_at),
        )
        for link in links
    ]


def read_links(visitor, formats):
    """Return the visitor's own links that work at this moment."""
    env = visitor.env
    links = env["customer.zone.link"]._zone_links_of(
        visitor.company, visitor.customer, visitor.recipient
    )
    own, account = env._("your documents"), env._("your account")
    everything = own if visitor.own_only else account
    return [
        Link(
            opens=link._document().display_name or everything,
            until=formats.day(link.expires_at),
            is_current=link == visitor.link,
        )
        for link in links
        if link._is_live(link.generation)
    ]


def read_last_use(visitor, formats):
    """Return when this visitor last opened, paid or answered something; or ``""``."""
    happened_at = visitor.env["customer.zone.event"]._zone_last_of(visitor.event_values)
    return formats.moment(happened_at)


def number_labels(env, customer):
    """Return what the numbers of a company are called in its country."""
    registries = customer._get_company_registry_labels()
    registry = registries.get(customer.country_id.code) or env._("Registration no.")
    label = customer.country_id.vat_label or "VAT"
    return {
        "company_registry": registry,
        "vat": env._("%(label)s no.", label=label),
    }


def _company_block(visitor, sections):
    env, customer = visitor.env, visitor.customer
    labels = number_labels(env, customer)
    terms = customer.with_company(visitor.company).property_payment_term_id
    can_change = "company" in sections and customer.can_edit_vat()
    hint = env._("Only we can change these.")
    if can_change:
        hint = env._("Name, account and terms: only we can change these.")
    elif not customer.can_edit_vat():
        hint = env._(
            "We have sent you documents already, so only we can add or change these."
        )
    return Block(
        env._("Company"),
        (
            Pair(env._("Legal name"), customer.name or ""),
            Pair(labels["company_registry"], customer.company_registry or ""),
            Pair(labels["vat"], customer.vat or ""),
            Pair(env._("Account"), customer.ref or ""),
            Pair(env._("Terms"), terms.name or env._("As on each invoice")),
        ),
        "company" if can_change else "",
        hint=hint,
    )


def _contact_block(visitor, sections):
    env, person = visitor.env, visitor.recipient
    languages = dict(env["res.lang"].get_installed())
    can_change = "contact" in sections or "language" in sections
    return Block(
        env._("Contact"),
        (
            Pair(env._("Person"), person.name or ""),
            Pair(env._("E-mail"), person.email or ""),
            Pair(env._("Phone"), person.phone or ""),
            Pair(env._("Language"), languages.get(person.lang, "")),
        ),
        "contact" if can_change else "",
    )
