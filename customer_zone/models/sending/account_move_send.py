from odoo import api, models


class AccountMoveSend(models.AbstractModel):
    _inherit = "account.move.send"

    @api.model
    def _send_mail(self, move, mail_template, **kwargs):
        """Send the document, and let its marks of being viewed start anew."""
        move = move.with_context(customer_zone_sending="sent")
        return super()._send_mail(move, mail_template, **kwargs)
