from odoo import http
from odoo.http import request

from ..page.answers import (
    for_visitor,
    harden,
    is_look_only,
    plain_page,
    refuse,
    sign_in,
)
from ..page.kinds import CURRENT, FORM, READING
from ..page.seller import seller_of
from ..page.tabs import tabs_for
from ..visit import browser
from ..visit.resolver import open_companies, refusal_for
from ..visit.visitor import RefusedError, read_id
from .guesses import too_many_guesses

# Where the pages of a document live, by the first word of its key.
FOLDERS = {"invoice": "invoices", "quote": "quotes", "credit": "credit-notes"}
# What a statement's e-mail leads to, with the question it answers; no document.
STATEMENT = "statement"


class ZoneEntry(http.Controller):
    """The way in and the way out."""

    # Public: the signed token in the address is what lets the visitor in.
    @http.route("/zone/l/<string:token>", **CURRENT, multilang=False)
    def zone_enter(self, token):
        """Turn an e-mailed link into a grant and go to the clean address.

        A HEAD request or a link preview learns nothing and is granted nothing.
        """
        harden(**{"Referrer-Policy": "no-referrer"})
        if is_look_only():
            return request.make_response("")
        links = request.env["customer.zone.link"]
        link, generation, document_key = links._unpack_token(token)
        if not link:
            return too_many_guesses() or refuse(RefusedError())
        if not link._is_live(generation):
            return refuse(refusal_for(link, generation))
        browser.grant(link, generation)
        if read_key(document_key)[1]:
            browser.remember_emailed(link, document_key)
        self._speak_language_of(link.recipient_id)
        return request.redirect(f"/zone/{link.id}{_page_of(document_key)}", code=303)

    # Public: who is not signed in is sent to the login page.
    @http.route("/zone/my", **READING)
    def zone_mine(self):
        """Go to the zone of the signed-in user; of several sellers, ask which one."""
        harden()
        user = request.env.user
        if user._is_public():
            return sign_in()
        companies_sudo = open_companies(user)
        if len(companies_sudo) < 2:
            own = companies_sudo in (user.company_id, companies_sudo.browse())
            return self.zone_home(visitor="my" if own else f"my-{companies_sudo.id}")
        # Portal users cannot read companies; these show them documents.
        choices = [(f"/zone/my-{c.id}", seller_of(c)) for c in companies_sudo]
        return plain_page(
            user.sudo().company_id, "customer_zone.choose_company", choices=choices
        )

    @http.route("/zone/<string:visitor>", **READING)
    @for_visitor
    def zone_home(self, visitor):
        """Go to the first page this visitor may see."""
        if visitor.only_document:
            path = _page_of(visitor.only_document._zone_document_key())
        else:
            path = tabs_for(visitor)[0].path
        return request.redirect(visitor.base + path, code=303)

    @http.route("/zone/<string:visitor>/leave", **FORM)
    @for_visitor
    def zone_leave(self, visitor):
        """End this browser's grant and say so."""
        browser.forget(visitor.link)
        return plain_page(visitor.company, "customer_zone.signed_out")

    def _speak_language_of(self, recipient):
        """Start in the recipient's language; a language chosen before stays."""
        is_chosen = request.httprequest.cookies.get("frontend_lang")
        if recipient.lang and not is_chosen:
            request.future_response.set_cookie("frontend_lang", recipient.lang)


def read_key(document_key):
    """Return ``(kind, id)`` of a document key such as ``invoice-12``.

    :return: ``("", 0)`` for anything that is not such a key
    """
    kind, _dash, number = document_key.partition("-")
    document_id = read_id(number)
    if kind in FOLDERS and document_id is not None:
        return kind, document_id
    return "", 0


def _page_of(document_key):
    """Return the path of a document's page inside the zone, ``""`` for none."""
    name, question, query = document_key.partition("?")
    if name == STATEMENT:
        return f"/statement{question}{query}"
    kind, number = read_key(document_key)
    return f"/{FOLDERS[kind]}/{number}" if kind else ""
