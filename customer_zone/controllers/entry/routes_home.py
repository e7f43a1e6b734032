from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..visit.resolver import open_companies


class ZoneHomeCard(CustomerPortal):
    """The card on the portal's home page that leads to the zone."""

    def _prepare_portal_layout_values(self):
        """Tell the portal home page whether the signed-in customer has a zone."""
        values = super()._prepare_portal_layout_values()
        user = request.env.user
        # Portal users cannot read companies; only the zone's switch is looked at.
        company_sudo = user.sudo().company_id
        is_open = user.partner_id._zone_is_open(company_sudo) or open_companies(user)
        values["zone_home_url"] = "/zone/my" if is_open else ""
        return values
