from odoo import api, models
from odoo.fields import Domain

from .hidden import with_hidden


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

    def _zone_hidden(self):
        """Return the documents not meant for whoever is signed in, staff apart.

        Those the seller closed to their customer, and those of colleagues where a
        contact sees only documents in their own name.
        """
        closed = self._zone_closed()
        colleagues = self._zone_colleagues_domain()
        if colleagues.is_false():
            return closed
        # The rule looks at followers and contacts that customers cannot read.
        return closed | self.sudo().filtered_domain(colleagues).with_env(self.env)

    @api.model
    def _zone_concerned_domain(self):
        """Return the domain of what a customer gets by e-mail at all.

        The same as `_zone_concerns_customer`, for searches.
        """
        return Domain.TRUE

    @api.model
    def _zone_hidden_domain(self):
        """Return the domain of `_zone_hidden`, for searches of a signed-in customer.

        They find documents of their own customer only, so the companies that do not
        let this customer in are all there is to leave out besides colleagues.
        """
        colleagues = self._zone_colleagues_domain()
        closed_sudo = self.env.user.partner_id._zone_closed_companies()
        if not closed_sudo:
            return colleagues
        closed = Domain("company_id", "in", closed_sudo.ids)
        return (closed & self._zone_concerned_domain()) | colleagues

    @api.model
    def _zone_colleagues_domain(self):
        """Return the domain of colleagues' documents the signed-in user is not shown.

        Whoever was made a follower of a document may still see it.
        """
        person = self.env.user.partner_id
        companies_sudo = person._zone_own_only_companies()
        if not companies_sudo:
            return Domain.FALSE
        customer = person.commercial_partner_id
        return (
            Domain("company_id", "in", companies_sudo.ids)
            & Domain("partner_id.commercial_partner_id", "=", customer.id)
            & self._zone_concerned_domain()
            & ~Domain("partner_id", "child_of", person.id)
            & ~Domain("message_partner_ids", "in", person.ids)
        )

    def _check_access(self, operation):
        """Close what is not meant for a signed-in customer, whatever the way.

        Pages, files, reports and calls of a signed-in customer all pass here or by
        `_search`; staff are not concerned.
        """
        result = super()._check_access(operation)
        if not any(self._ids) or self.env.user._is_internal():
            return result
        hidden = (self - result[0] if result else self)._zone_hidden()
        if not hidden:
            return result
        return with_hidden(result, hidden)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Leave out of every search what is not meant for the signed-in customer."""
        if not (self.env.su or bypass_access or self.env.user._is_internal()):
            hidden = self._zone_hidden_domain()
            if not hidden.is_false():
                domain = Domain(domain) & ~hidden
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
