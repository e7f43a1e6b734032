from odoo import http
from odoo.http import request

from ..page.answers import harden, refuse
from ..visit import preview
from ..visit.visitor import MAX_ID, RefusedError


class ZonePreview(http.Controller):
    """How staff come to look at what a customer sees."""

    @http.route(
        "/zone/preview/<int:partner_id>",
        type="http",
        auth="user",
        methods=["GET"],
        csrf=True,
        save_session=True,
        website=True,
        multilang=False,
        sitemap=False,
    )
    def zone_preview(self, partner_id, company_id=""):
        """Begin a preview, if the user may, and go to the customer's first page."""
        harden()
        company = request.env.company
        if company_id.isascii() and company_id.isdigit():
            company = company.browse(min(int(company_id), MAX_ID))
        recipient = request.env["res.partner"].browse(min(partner_id, MAX_ID))
        try:
            zone = preview.begin(company, recipient)
        except RefusedError as refusal:
            return refuse(refusal)
        return request.redirect(f"/zone/{zone}", code=303)
