from functools import partial

from odoo import api, models
from odoo.exceptions import AccessError


class CustomerZoneDocumentMixin(models.AbstractModel):
    _inherit = "customer.zone.document.mixin"

    def _zone_closed(self):
        """Return the documents whose customer the seller does not let in online.

        With the company's zone off there are none: then core's rules hold alone.
        """
        # Customers do not read companies or their own flag.
        documents_sudo = self.sudo().filtered(
            lambda document: document.company_id.customer_zone_enabled
            and document._zone_concerns_customer()
            and not document._zone_customer()._zone_is_open(document.company_id)
        )
        return self.browse(documents_sudo.ids)

    def _check_access(self, operation):
        """Close these documents, whatever the way, to customers not let in.

        Pages, files, reports and calls of a signed-in customer all pass here; staff
        are not concerned.
        """
        result = super()._check_access(operation)
        user = self.env.user
        if not any(self._ids) or user._is_internal():
            return result
        closed = (self - result[0] if result else self)._zone_closed()
        if not closed:
            return result
        if result:
            return result[0] | closed, result[1]
        return closed, partial(AccessError, self._zone_closed_words())

    @api.model
    def _zone_closed_words(self):
        return self.env._("This document is not available.")

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        """Close the messages, too: core's tokens for them never run out."""
        thread = super()._get_thread_with_access(thread_id, **kwargs)
        if thread and not self.env.user._is_internal() and thread._zone_closed():
            return self.browse()
        return thread
