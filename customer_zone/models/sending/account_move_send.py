from odoo import api, models


class AccountMoveSend(models.AbstractModel):
    _inherit = "account.move.send"

    @api.model
    def _get_default_mail_partner_ids(self, move, mail_template, mail_lang):
        """Address whoever the customer named for its invoices as well."""
        partners = super()._get_default_mail_partner_ids(move, mail_template, mail_lang)
        # Senders need not read the settings of a company.
        if not move.company_id.sudo().customer_zone_enabled:
            return partners
        if not move.is_sale_document(include_receipts=True):
            return partners
        customer = move.commercial_partner_id
        return partners | customer._zone_copied_contacts(move.company_id)

    @api.model
    def _send_mail(self, move, mail_template, **kwargs):
        """Send the document, and let its marks of being viewed start anew."""
        move = move.with_context(customer_zone_sending="sent")
        return super()._send_mail(move, mail_template, **kwargs)
