"""Finds out who is visiting, from the database, on every request."""

from dataclasses import replace

from odoo.fields import Domain
from odoo.http import request

from ...statement.day import company_zone
from . import browser, preview
from .visitor import RefusedError, SignInNeededError, Visitor, read_id

LINK_FIELDS = [
    "company_id",
    "customer_id",
    "recipient_id",
    "scope",
    "move_id",
    "order_id",
    "generation",
    "expired_generation",
    "expires_at",
    "revoked_at",
]
# Of the customer, the recipient and the seller's own partner.
PARTY_FIELDS = [
    "city",
    "commercial_partner_id",
    "company_registry",
    "country_id",
    "customer_zone_allowed",
    "customer_zone_scope",
    "email",
    "is_company",
    "lang",
    "name",
    "parent_id",
    "phone",
    "ref",
    "state_id",
    "street",
    "street2",
    "type",
    "tz",
    "vat",
    "zip",
]


def resolve(zone):
    """Return the visitor behind the first part of a zone address.

    :param str zone: a link id, ``my``, ``my-<company id>``, or the zone of a preview
    :raises RefusedError: when nothing may be seen
    :raises SignInNeededError: for ``my`` addresses when nobody is signed in
    """
    if (link_id := read_id(zone)) is not None:
        return _by_link(link_id)
    if zone == "my" or zone.startswith("my-"):
        return _by_login(zone)
    if zone.startswith(preview.PREFIX):
        return _by_preview(zone)
    raise RefusedError()


def _by_link(link_id):
    generation = browser.granted_generation(link_id)
    if generation is None:
        raise RefusedError()
    # The visitor has no rights of their own: the grant names exactly this one row.
    links_sudo = request.env["customer.zone.link"].sudo()
    link = links_sudo.search_fetch([("id", "=", link_id)], LINK_FIELDS)
    link = link.with_env(_environment(link.company_id))
    _read_parties(link.company_id, link.customer_id | link.recipient_id)
    if not link._is_live(generation):
        raise refusal_for(link, generation)
    link = link.with_context(tz=_time_zone(link.company_id, link.recipient_id))
    only_document = link._document()
    needs_code = not only_document and not browser.is_confirmed(link)
    has_history = link.company_id.customer_zone_mode == "history"
    return Visitor(
        zone=str(link.id),
        company=link.company_id,
        customer=link.customer_id,
        recipient=link.recipient_id,
        link=link,
        only_document=only_document,
        history=has_history and not only_document and not needs_code,
        is_staff=request.env.user._is_internal(),
        emailed=browser.emailed_keys(link.id),
        needs_code=needs_code,
        own_only=link.recipient_id._zone_sees_own_only(link.company_id),
    )


def refusal_for(link, generation):
    """Return the refusal for a link that is not live: expired if it was genuine."""
    expired = link and link._is_expired(generation)
    return RefusedError(expired=link if expired else None)


def _by_login(zone):
    user = request.env.user
    if user._is_public():
        raise SignInNeededError()
    # Portal users cannot read companies; only this one company's switches are read.
    company = _company_of(zone, user.sudo())
    if not company:
        raise RefusedError()
    # The partner of the signed-in user is the visitor's own record.
    return _in_person(zone, company, user.sudo().partner_id)


def _by_preview(zone):
    company, recipient = preview.find(zone)
    # The user's own rights on this customer were just checked.
    visitor = _in_person(zone, company.sudo(), recipient.sudo())
    return replace(visitor, is_staff=True, is_preview=True)


def _in_person(zone, company, recipient):
    """Return the visitor who is this person, without any link.

    :param company: `res.company` record in sudo whose documents are shown
    :param recipient: `res.partner` record in sudo
    """
    customer = recipient.commercial_partner_id
    env = _environment(company)
    _read_parties(company.with_env(env), (customer | recipient).with_env(env))
    if not customer._zone_is_open(company):
        raise RefusedError()
    recipient = recipient.with_env(env)
    recipient = recipient.with_context(tz=_time_zone(company, recipient))
    env = recipient.env
    return Visitor(
        zone=zone,
        company=company.with_env(env),
        customer=customer.with_env(env),
        recipient=recipient,
        link=env["customer.zone.link"],
        only_document=env["account.move"],
        history=company.customer_zone_mode == "history",
        is_staff=request.env.user._is_internal(),
        own_only=recipient._zone_sees_own_only(company),
    )


def _read_parties(company, partners):
    """Read in one go what every page says of the seller and of the customer.

    :param company: of the visit, in the environment of the visit
    :param partners: customer and recipient in the same environment
    """
    (company.partner_id | partners).fetch(PARTY_FIELDS)


def open_companies(user):
    """Return the companies whose zone shows documents to this signed-in user.

    :param user: `res.users` record who is signed in
    :return: `res.company` records in sudo, by name
    """
    # Portal users cannot read companies; the zone's switches decide.
    partner_sudo = user.sudo().partner_id
    companies_sudo = partner_sudo.env["res.company"].search(
        [("customer_zone_enabled", "=", True)], order="name, id"
    )
    companies_sudo = companies_sudo.filtered(partner_sudo._zone_is_open)
    customer = partner_sudo.commercial_partner_id
    moves_sudo = partner_sudo.env["account.move"]
    domain = Domain.OR(
        moves_sudo._zone_documents_domain(customer, company)
        for company in companies_sudo
    )
    used = {company for (company,) in moves_sudo._read_group(domain, ["company_id"])}
    return companies_sudo.filtered(lambda company: company in used)


def _company_of(zone, user_sudo):
    if zone == "my":
        return user_sudo.company_id
    company_id = read_id(zone.removeprefix("my-"))
    if company_id is None:
        raise RefusedError()
    return user_sudo.env["res.company"].browse(company_id).exists()


def _environment(company):
    """Return a sudo environment in the company of the visit."""
    context = dict(request.env.context, allowed_company_ids=company.ids)
    # Everything a visitor reads goes through Visitor.narrow(); see there.
    return request.env(su=True, context=context)


def _time_zone(company, recipient):
    """Return the time zone whose days and hours the visitor is shown."""
    return recipient.tz or company_zone(company).key
