from odoo import http
from odoo.http import request

from ..page.answers import WANTED, for_visitor, page
from ..page.kinds import CURRENT, SMALL_FORM
from ..visit import browser


class ZoneCode(http.Controller):
    """The code that opens more than the document the link was sent with."""

    # Public: whoever visits is resolved from the session's grant or sign-in.
    @http.route("/zone/<string:visitor>/code", **CURRENT)
    @for_visitor
    def zone_code(self, visitor, wanted="", held=""):
        """Show the field for the code."""
        if not visitor.needs_code:
            return _go_on(visitor, wanted)
        problem = _too_many(visitor.env) if held else ""
        return _code_page(visitor, wanted, problem)

    @http.route("/zone/<string:visitor>/code/send", **SMALL_FORM)
    @for_visitor
    def zone_code_send(self, visitor, wanted=""):
        """E-mail a code to the address on file, and go to the field for it."""
        if not visitor.needs_code:
            return _go_on(visitor, wanted)
        # Visitors have no rights on codes; one is sent to the link's recipient.
        codes_sudo = request.env["customer.zone.code"].sudo()
        query = {"wanted": _page_in(wanted)}
        if not codes_sudo._send(visitor.link):
            query["held"] = "1"
        return request.redirect_query(f"{visitor.base}/code", query, code=303)

    @http.route("/zone/<string:visitor>/code", **SMALL_FORM)
    @for_visitor
    def zone_code_confirm(self, visitor, code="", wanted=""):
        """Open everything else to this browser if the code is right."""
        if not visitor.needs_code:
            return _go_on(visitor, wanted)
        # Visitors have no rights on codes; this compares and uses one up.
        codes_sudo = request.env["customer.zone.code"].sudo()
        if not codes_sudo._confirm(visitor.link, code):
            problem = visitor.env._(
                "This code is not right, or it has run out. Look at the newest e-mail, "
                "or have another code sent."
            )
            return _code_page(visitor, wanted, problem, http_status=403)
        browser.remember_confirmed(visitor.link)
        return _go_on(visitor, wanted)


def _code_page(visitor, wanted, problem, http_status=200):
    return page(
        visitor,
        "customer_zone.code_enter",
        http_status=http_status,
        tab="",
        wanted=_page_in(wanted),
        problem=problem,
    )


def _go_on(visitor, wanted):
    """Go to the page that was asked for, inside this visitor's own zone."""
    return request.redirect(visitor.base + _page_in(wanted), code=303)


def _page_in(wanted):
    return wanted if WANTED.match(wanted) else ""


def _too_many(env):
    return env._(
        "Too many codes were sent. The newest one still works for ten minutes; after "
        "that, please try again in an hour or reach us."
    )
