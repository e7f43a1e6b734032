"""How the zone answers: the decorator of every route, headers, pages and refusals."""

import functools
import re
from urllib.parse import urlencode

from werkzeug.exceptions import NotFound

from odoo.http import request

from ...report.engine_slots import EngineBusyError
from ..visit.resolver import resolve
from ..visit.visitor import RefusedError, SignInNeededError
from . import policy
from .brand import readable_brand
from .formats import Formats
from .honest import only_looks
from .seller import seller_of
from .tabs import tabs_for

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}
RETRY_SECONDS = 5
# Pages of the zone that may be gone back to after the code was confirmed.
WANTED = re.compile(r"(/[a-z][a-z-]{0,30}){1,2}(/\d{1,10})?(/[a-z]{1,20})?\Z")


def harden(**changes):
    """Put the zone's headers on whatever this request answers, errors included."""
    allowed = {"Content-Security-Policy": policy.strict(_is_in_website())}
    for name, value in {**HEADERS, **allowed, **changes}.items():
        request.future_response.headers.set(name, value)


def for_visitor(endpoint):
    """Give a page route its visitor, or answer the refusal.

    The first part of the address arrives as ``visitor`` (text) and reaches the
    method as a :class:`~.visitor.Visitor`, resolved anew on every request. Whoever
    could see more after confirming a code is asked for it wherever the method
    refuses, whether or not there is anything to see. Whoever wants a PDF while as
    many as may be are being made is told so at once.
    """

    @functools.wraps(endpoint)
    def answer(self, visitor, **params):
        harden()
        found = None
        try:
            found = resolve(visitor)
            _check_harmless(found)
            return endpoint(self, visitor=found, **params)
        except RefusedError as refusal:
            if found and found.needs_code:
                return ask_code(found)
            return refuse(refusal)
        except SignInNeededError:
            return sign_in()
        except EngineBusyError:
            return prepare(found)

    return answer


def for_visitor_json(endpoint):
    """Give a JSON route its visitor, or answer "not found"."""

    @functools.wraps(endpoint)
    def answer(self, visitor, **params):
        harden()
        try:
            found = resolve(visitor)
            _check_harmless(found)
            return endpoint(self, visitor=found, **params)
        except (RefusedError, SignInNeededError) as refusal:
            raise NotFound() from refusal

    return answer


def _check_harmless(visitor):
    """Refuse everything but looking to staff who look as a customer.

    :raises RefusedError: for a preview that sends something
    """
    if visitor.is_preview and request.httprequest.method not in ("GET", "HEAD"):
        raise RefusedError()


def page(visitor, template, http_status=200, **values):
    """Answer one zone page for this visitor."""
    _loosen_policy_for(values)
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


def _loosen_policy_for(values):
    """Let the two pages that lead to a payment provider reach it."""
    if values.get("payment_methods_sudo"):
        allowed = policy.for_payment_form(values["providers_sudo"])
        harden(**{"Content-Security-Policy": allowed})
    elif values.get("form"):
        allowed = policy.for_form(values["form"], _is_in_website())
        harden(**{"Content-Security-Policy": allowed})


def _is_in_website():
    """Return whether this request is answered inside an Odoo website."""
    return bool(getattr(request, "website", None))


def plain_page(company, template, http_status=200, **values):
    """Answer a page that knows no visitor: refusals and good-byes."""
    values |= {
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
        # The address with the token is not repeated: its form goes where it is.
        has_token = request.httprequest.path.startswith("/zone/l/")
        return plain_page(
            refusal.expired.company_id,
            "customer_zone.link_expired",
            http_status=410,
            fresh_url=None if has_token else f"/zone/{refusal.expired.id}/fresh",
        )
    # The public user cannot read companies; name and contact are printed.
    company = request.env.company.sudo()
    return plain_page(company, "customer_zone.not_available", http_status=404)


def ask_code(visitor):
    """Answer the question for the code, the same for every page that needs it."""
    return page(
        visitor,
        "customer_zone.code_needed",
        http_status=403,
        tab="",
        wanted=wanted_part(visitor, request.httprequest.path),
    )


def wanted_part(visitor, path):
    """Return the part of a path behind the visitor's address, if it is a page's."""
    part = path.partition(visitor.path)[2]
    is_page = WANTED.match(part) and not part.startswith("/code")
    return part if is_page else ""


def prepare(visitor):
    """Answer that a PDF is being prepared; the page asks again by itself.

    What was posted is not sent again without a person.
    """
    asked = request.httprequest
    is_form = asked.method == "POST"
    values = asked.form if is_form else asked.args
    fields = [pair for pair in values.items(multi=True) if pair[0] != "csrf_token"]
    query = f"?{urlencode(fields)}" if fields else ""
    part = asked.path.partition(visitor.path)[2]
    again = f"{visitor.base}{part}{'' if is_form else query}"
    harden(**{"Retry-After": str(RETRY_SECONDS)})
    if not is_form:
        harden(Refresh=f"{RETRY_SECONDS}; url={again}")
    tab = part.split("/")[1]
    # Of what is made a PDF there is a page as well, but for receipts.
    back = "" if tab == "payments" else part.rpartition("/")[0]
    return page(
        visitor,
        "customer_zone.pdf_prepared",
        http_status=503,
        tab=tab,
        again_url=again,
        again_fields=fields if is_form else None,
        back_url=back and f"{visitor.base}{back}{query}",
    )


def sign_in():
    """Send the visitor to the login page and back here afterwards."""
    query = {"redirect": request.httprequest.path}
    return request.redirect_query("/web/login", query, code=303)


def is_look_only():
    """Return whether the request only looks (HEAD, link previews) and must not act."""
    return only_looks(request.httprequest.method, request.httprequest.headers)
