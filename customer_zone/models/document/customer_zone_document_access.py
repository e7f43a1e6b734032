from functools import partial

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class CustomerZoneDocumentMixin(models.AbstractModel):
    _inherit = "customer.zone.document.mixin"

    def _zone_closed(self):
        """Return the documents whose customer the seller does not let in online.

        With the company's zone off there are none: then core's rules hold alone.
        """
        # Customers do not read companies or their own flag.
        documents_sudo = self.sudo().filtered(
            lambda document: (
                document.company_id.customer_zone_enabled
                and document._zone_concerns_customer()
                and not document._zone_customer()._zone_is_open(document.company_id)
            )
        )
        return self.browse(documents_sudo.ids)

    @api.model
    def _zone_concerned_domain(self):
        """Return the domain of what a customer gets by e-mail at all.

        The same as `_zone_concerns_customer`, for searches.
        """
        return Domain.TRUE

    def _check_access(self, operation):
        """Close these documents, whatever the way, to customers not let in.

        Pages, files, reports and calls of a signed-in customer all pass here or by
        `_search`; staff are not concerned.
        """
        result = super()._check_access(operation)
        if not any(self._ids) or self.env.user._is_internal():
            return result
        closed = (self - result[0] if result else self)._zone_closed()
        if not closed:
            return result
        if result:
            return result[0] | closed, result[1]
        return closed, partial(
            AccessError, self.env._("This document is not available.")
        )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Leave out of every search what the seller closed to the signed-in customer.

        Signed-in customers find documents of their own customer only, so the
        companies that do not let this customer in are all there is to leave out.
        """
        if not (self.env.su or bypass_access or self.env.user._is_internal()):
            companies_sudo = self.env.user.partner_id._zone_closed_companies()
            if companies_sudo:
                closed = Domain("company_id", "in", companies_sudo.ids)
                domain = Domain(domain) & ~(closed & self._zone_concerned_domain())
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
