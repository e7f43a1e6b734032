import base64

from odoo import models
from odoo.tools.image import image_data_uri

QR_PIXELS = 160


class AccountMove(models.Model):
    _inherit = "account.move"

    def _zone_bank_account(self):
        """Return the company's account this invoice is paid to, empty for none.

        :return: `res.partner.bank` record in sudo
        """
        self.ensure_one()
        # Printed on the invoice, so whoever reads the invoice may read it.
        move_sudo = self.sudo()
        company = move_sudo.company_id
        stated = move_sudo.partner_bank_id
        if stated.active and stated.partner_id == company.partner_id:
            return stated
        return company._zone_bank_accounts(move_sudo.currency_id)[:1]

    def _zone_bank_check_qr(self):
        """Return a QR code of the bank details check as a data URI, "" for none.

        It carries the public address of the seller's accounts and nothing about the
        invoice or its customer.
        """
        self.ensure_one()
        company = self.company_id.sudo()
        if self.move_type != "out_invoice" or not company.customer_zone_enabled:
            return ""
        if not self._zone_bank_account():
            return ""
        image = self.env["ir.actions.report"].barcode(
            "QR",
            company._zone_bank_check_url(),
            width=QR_PIXELS,
            height=QR_PIXELS,
        )
        return image_data_uri(base64.b64encode(image))
