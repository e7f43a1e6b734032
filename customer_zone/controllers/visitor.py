"""Who is visiting: the one place that decides, from the database, on every request."""

from dataclasses import dataclass

from odoo.fields import Domain
from odoo.http import request

from . import browser

MAX_ID = 2**31 - 1
LINK_FIELDS = [
    "company_id",
    "customer_id",
    "recipient_id",
    "scope",
    "move_id",
    "generation",
    "expires_at",
    "revoked_at",
]


class RefusedError(Exception):
    """The request may see nothing; the visitor is told so in one fixed way.

    :param expired: the expired ``customer.zone.link`` when the link is genuine
    """

    def __init__(self, expired=None):
        super().__init__("Not available")
        self.expired = expired


class SignInNeededError(Exception):
    """The address is a signed-in customer's own and nobody is signed in."""


@dataclass(frozen=True, eq=False)
class Visitor:
    """What one request may see and do. Built anew for every request, never stored.

    Records are in sudo mode, in the visitor's company, language and time zone.
    ``link`` and ``only_move`` are empty records where they do not apply.
    """

    zone: str
    company: object
    customer: object
    recipient: object
    link: object
    only_move: object
    history: bool
    is_staff: bool

    @property
    def path(self):
        """Return the address under which all routes of this visitor live."""
        return f"/zone/{self.zone}"

    @property
    def base(self):
        """Return the same for links on a page: with the language of the page."""
        return request.env["ir.http"]._url_for(self.path)

    @property
    def env(self):
        """Return the sudo environment of this visit."""
        return self.company.env

    @property
    def may_pay(self):
        """Return whether this visitor may start payments at all."""
        return not self.is_staff

    @property
    def sees_list(self):
        """Return whether more than one single document is open to this visitor."""
        return not self.only_move

    @property
    def event_values(self):
        """Return who is acting, in the shape ``customer.zone.event`` stores."""
        return {
            "company_id": self.company.id,
            "customer_id": self.customer.id,
            "recipient_id": self.recipient.id,
            "link_id": self.link.id,
        }

    def documents(self):
        """Return the domain of every invoice this visitor may open."""
        moves = self.env["account.move"]
        domain = moves._zone_documents_domain(self.customer, self.company)
        if self.only_move:
            domain &= Domain("id", "=", self.only_move.id)
        return domain

    def invoice(self, invoice_id):
        """Return the invoice with this id.

        :raises RefusedError: alike for a missing and for somebody else's invoice
        """
        if invoice_id > MAX_ID:
            raise RefusedError()
        domain = self.documents() & Domain("id", "=", invoice_id)
        invoice = self.env["account.move"].search(domain, limit=1)
        if not invoice:
            raise RefusedError()
        return invoice


def resolve(zone):
    """Return the visitor behind the first part of a zone address.

    :param str zone: a link id, ``my``, or ``my-<company id>``
    :raises RefusedError: when nothing may be seen
    :raises SignInNeededError: for ``my`` addresses when nobody is signed in
    """
    if zone.isascii() and zone.isdigit():
        return _by_link(int(zone))
    if zone == "my" or zone.startswith("my-"):
        return _by_login(zone)
    raise RefusedError()


def _by_link(link_id):
    generation = browser.granted_generation(link_id)
    if generation is None or link_id > MAX_ID:
        raise RefusedError()
    # The visitor has no rights of their own: the grant names exactly this one row.
    links_sudo = request.env["customer.zone.link"].sudo()
    link = links_sudo.search_fetch([("id", "=", link_id)], LINK_FIELDS)
    link = link.with_env(_environment(link.company_id))
    if not link._is_live(generation):
        raise refusal_for(link, generation)
    link = link.with_context(tz=_time_zone(link.company_id, link.recipient_id))
    document = link.scope == "document"
    return Visitor(
        zone=str(link.id),
        company=link.company_id,
        customer=link.customer_id,
        recipient=link.recipient_id,
        link=link,
        only_move=link.move_id if document else link.env["account.move"],
        history=link.company_id.customer_zone_mode == "history" and not document,
        is_staff=request.env.user._is_internal(),
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
    # The partner of the signed-in user is the visitor's own record.
    recipient = user.sudo().partner_id
    customer = recipient.commercial_partner_id
    if not company or not customer._zone_is_open(company):
        raise RefusedError()
    env = _environment(company)
    recipient = recipient.with_env(env)
    recipient = recipient.with_context(tz=_time_zone(company, recipient))
    env = recipient.env
    return Visitor(
        zone=zone,
        company=company.with_env(env),
        customer=customer.with_env(env),
        recipient=recipient,
        link=env["customer.zone.link"],
        only_move=env["account.move"],
        history=company.customer_zone_mode == "history",
        is_staff=user._is_internal(),
    )


def _company_of(zone, user_sudo):
    if zone == "my":
        return user_sudo.company_id
    text = zone.removeprefix("my-")
    if not (text.isascii() and text.isdigit()) or int(text) > MAX_ID:
        raise RefusedError()
    return user_sudo.env["res.company"].browse(int(text)).exists()


def _environment(company):
    """Return a sudo environment in the company of the visit."""
    context = dict(request.env.context, allowed_company_ids=company.ids)
    # Everything a visitor reads goes through Visitor.documents(); see there.
    return request.env(su=True, context=context)


def _time_zone(company, recipient):
    """Return the time zone whose days and hours the visitor is shown."""
    known = recipient.tz or company.partner_id.tz
    return known or request.env.context.get("tz") or "UTC"
