from odoo import api, fields, models
from odoo.fields import Domain


class CustomerZoneLink(models.Model):
    _inherit = "customer.zone.link"

    @api.model
    def _zone_links_of(self, company, customer, recipient):
        """Return the links one person holds to one customer's documents, newest first.

        :param company: `res.company` record whose documents the links open
        :param customer: commercial `res.partner` record owning the documents
        :param recipient: `res.partner` record the links were handed to
        :return: links that were not withdrawn (in sudo), those that ran out included
        """
        domain = Domain("company_id", "=", company.id)
        domain &= Domain("customer_id", "=", customer.id)
        domain &= Domain("recipient_id", "=", recipient.id)
        domain &= Domain("revoked_at", "=", False)
        # Visitors have no rights on links; they are told about their own.
        return self.sudo().search(domain)

    @api.model
    def _zone_holders(self, company, customer, limit=50):
        """Return the links that open the whole account now, one per person.

        :param company: `res.company` record whose documents the links open
        :param customer: commercial `res.partner` record owning the documents
        :param int limit: most links returned
        :rtype: customer.zone.link (in sudo)
        """
        domain = Domain("company_id", "=", company.id)
        domain &= Domain("customer_id", "=", customer.id)
        domain &= Domain("scope", "=", "account")
        domain &= Domain("revoked_at", "=", False)
        domain &= Domain("expires_at", ">", fields.Datetime.now())
        # Whoever sees the account may know who else does.
        links_sudo = self.sudo().search(domain, limit=limit)
        belonging = links_sudo.filtered(lambda link: link._still_belongs())
        of_person = belonging.grouped("recipient_id").values()
        return links_sudo.browse().union(*(links[:1] for links in of_person))
