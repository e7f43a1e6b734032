"""How the zone answers: the decorator of every route, headers, pages and refusals."""

import functools

from werkzeug.exceptions import NotFound

from odoo.http import request

from . import visitor as visiting
from .brand import readable_brand
from .formats import Formats
from .seller import seller_of
from .tabs import tabs_for

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'self'",
}


def harden(**changes):
    """Put the zone's headers on whatever this request answers, errors included."""
    for name, value in {**HEADERS, **changes}.items():
        request.future_response.headers.set(name, value)


def for_visitor(endpoint):
    """Give a page route its visitor, or answer the refusal.

    The first part of the address arrives as ``visitor`` (text) and reaches the
    method as a :class:`~.visitor.Visitor`, resolved anew on every request.
    """

    @functools.wraps(endpoint)
    def answer(self, visitor, **params):
        harden()
        try:
            return endpoint(self, visitor=visiting.resolve(visitor), **params)
        except visiting.RefusedError as refusal:
            return refuse(refusal)
        except visiting.SignInNeededError:
            return sign_in()

    return answer


def for_visitor_json(endpoint):
    """Give a JSON route its visitor, or answer "not found"."""

    @functools.wraps(endpoint)
    def answer(self, visitor, **params):
        harden()
        try:
            return endpoint(self, visitor=visiting.resolve(visitor), **params)
        except (visiting.RefusedError, visiting.SignInNeededError) as refusal:
            raise NotFound() from refusal

    return answer


def page(visitor, template, http_status=200, **values):
    """Answer one zone page for this visitor."""
    formats = Formats(visitor.env, visitor.company.currency_id)
    values.setdefault("tab", "invoices")
    return request.render(
        template,
        {
            "visitor": visitor,
            "seller": seller_of(visitor.company),
            "zone_brand": readable_brand(visitor.company.primary_color),
            "zone_tabs": tabs_for(visitor),
            "formats": formats,
            **values,
        },
        status=http_status,
    )


def plain_page(company, template, http_status=200):
    """Answer a page that knows no visitor: refusals and good-byes."""
    values = {
        "visitor": None,
        "seller": seller_of(company),
        "zone_brand": readable_brand(company.primary_color),
        "zone_tabs": [],
    }
    return request.render(template, values, status=http_status)


def refuse(refusal):
    """Answer "not available": the same page and status whatever the reason was.

    Only the holder of a genuine link that has run out learns that it has.
    """
    if refusal.expired:
        company = refusal.expired.company_id
        return plain_page(company, "customer_zone.link_expired", http_status=410)
    # The public user cannot read companies; name and contact are printed.
    company = request.env.company.sudo()
    return plain_page(company, "customer_zone.not_available", http_status=404)


def sign_in():
    """Send the visitor to the login page and back here afterwards."""
    query = {"redirect": request.httprequest.path}
    return request.redirect_query("/web/login", query, code=303)


def is_look_only():
    """Return whether the request only looks (HEAD, link previews) and must not act."""
    http = request.httprequest
    return http.method == "HEAD" or "Odoo-Link-Preview" in http.headers
