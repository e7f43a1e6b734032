from odoo import http
from odoo.http import request

from ..page.answers import harden, plain_page
from ..page.kinds import SMALL_FORM
from ..visit import browser
from ..visit.visitor import MAX_ID


class ZoneFreshLink(http.Controller):
    """Asks for a working link; it only ever goes to the address on file."""

    # Public: the signed token in the address says which link has ended.
    @http.route("/zone/l/<string:token>", **SMALL_FORM, multilang=False)
    def zone_fresh_by_token(self, token):
        """E-mail a fresh link to the recipient of one that has ended.

        Whoever asks, and whatever came of it, is told the same.
        """
        links = request.env["customer.zone.link"]
        link, generation, document_key = links._unpack_token(token)
        link._send_fresh(generation, document_key)
        return _told(**{"Referrer-Policy": "no-referrer"})

    # Public: the session's grant says which link has ended.
    @http.route("/zone/<int:link_id>/fresh", **SMALL_FORM)
    def zone_fresh_by_grant(self, link_id):
        """E-mail a fresh link to the recipient of the one this browser opened."""
        generation = browser.granted_generation(link_id)
        if generation is not None and link_id <= MAX_ID:
            # The grant names this one row; what it allows is decided there.
            link_sudo = request.env["customer.zone.link"].sudo().browse(link_id)
            link_sudo.exists()._send_fresh(generation, "")
        return _told()


def _told(**headers):
    """Answer the one page that says nothing about who asked."""
    harden(**headers)
    # The public user cannot read companies; name and contact are printed.
    return plain_page(request.env.company.sudo(), "customer_zone.link_sent")
