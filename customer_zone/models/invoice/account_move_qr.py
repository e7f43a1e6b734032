from odoo import api, models


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.depends("customer_zone_offered")
    def _compute_display_link_qr_code(self):
        """Print core's QR code where it leads somewhere: to a payable invoice."""
        result = super()._compute_display_link_qr_code()
        for move in self:
            # Senders need not read the settings of a company.
            company_sudo = move.company_id.sudo()
            if company_sudo.customer_zone_enabled and move.display_link_qr_code:
                move.display_link_qr_code = (
                    move._zone_is_visible() and move._zone_allows_payment()
                )
        return result

    def _get_portal_payment_link(self):
        """Let the QR code on the paper open this one document, and no account.

        Whoever holds the paper has read the document already. The link is one of the
        zone's: it ends with time and can be withdrawn.
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        if not self._zone_is_visible() or not customer._zone_is_open(self.company_id):
            return super()._get_portal_payment_link()
        links = self.env["customer.zone.link"]
        link = links._issue(self.company_id, customer, self.partner_id, document=self)
        return link._zone_url(self)
