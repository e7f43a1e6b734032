from odoo import models

from ..document.placeholder import PLACEHOLDER, write_link

# What an e-mail of these models is about can be opened in the zone.
READABLE_MODELS = ("account.move", "sale.order", "account.payment")


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _personalize_outgoing_body(self, body, partner=False, doc_to_followers=None):
        """Write each recipient's own link where the body has the placeholder.

        In the copy that is sent alone: the message and the queue keep the placeholder.
        """
        body = super()._personalize_outgoing_body(
            body, partner=partner, doc_to_followers=doc_to_followers
        )
        if not body or not partner or PLACEHOLDER not in body:
            return body
        document = self._zone_document()
        url = document and document._zone_reader_url(partner, self._zone_addressees())
        if not url:
            return body
        return write_link(body, url)

    def _zone_document(self):
        """Return the document (in sudo) this mail is about, None for anything else."""
        if self.model not in READABLE_MODELS or not self.res_id:
            return None
        # The queue sends for everybody; who gets a link is decided by the document.
        return self.env[self.model].sudo().browse(self.res_id).exists()

    def _zone_addressees(self):
        """Return the partners this message was addressed to by hand."""
        addressees = self.mail_message_id.partner_ids
        # Sent to many at once it has no followers: whoever gets it was named.
        is_mailing = self.message_type == "email_outgoing"
        return addressees | self.recipient_ids if is_mailing else addressees
