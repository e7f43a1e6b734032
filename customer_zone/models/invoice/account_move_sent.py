from odoo import api, models
from odoo.fields import Domain


class AccountMove(models.Model):
    _inherit = "account.move"

    # The queue of documents waiting to be sent costs the same in a ledger of any size.
    _customer_zone_queue_idx = models.Index(
        "(date, invoice_date, sequence_number, id) WHERE sending_data IS NOT NULL"
    )

    def _zone_mark_shared(self):
        """Mark the document as sent, as core does when it makes the PDF."""
        # Whoever writes to a customer need not have the right to change invoices.
        # The lines do not depend on it: thousands are sent at a time.
        move_sudo = self.sudo().with_context(skip_invoice_sync=True)
        if not move_sudo.is_move_sent:
            move_sudo.is_move_sent = True
        return super()._zone_mark_shared()

    @api.model
    def _zone_sent_domain(self, company):
        """Return what a document must be beside confirmed, to be seen in the zone.

        :param company: `res.company` record whose documents are shown
        :rtype: Domain
        """
        # Visitors do not read companies; the switch decides what they see.
        if company.sudo().customer_zone_sent_only:
            return Domain("is_move_sent", "=", True)
        return Domain.TRUE

    @api.model
    def _zone_documents_domain(self, customer, company):
        """Leave out what was not sent yet, where the company asks so."""
        domain = super()._zone_documents_domain(customer, company)
        return domain & self._zone_sent_domain(company)

    @api.model
    def _zone_credit_notes_domain(self, customer, company):
        """Leave out what was not sent yet, where the company asks so."""
        domain = super()._zone_credit_notes_domain(customer, company)
        return domain & self._zone_sent_domain(company)
