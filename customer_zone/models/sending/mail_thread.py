from odoo import api, models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        """Close the messages of documents the seller does not show their customer.

        Core's tokens for a thread never run out; the seller's refusal ends them.
        """
        thread = super()._get_thread_with_access(thread_id, **kwargs)
        is_document = isinstance(
            thread, self.env.registry["customer.zone.document.mixin"]
        )
        if not (thread and is_document) or self.env.user._is_internal():
            return thread
        return thread - thread._zone_closed()
