from odoo import models


class CustomerZoneDocumentMixin(models.AbstractModel):
    _inherit = "customer.zone.document.mixin"

    def _zone_reader_url(self, partner, addressees):
        """Return the address that lets one reader of an e-mail open this document.

        The same rules as for the button: contacts of the customer get their own link,
        somebody added by hand gets the one document, staff and others get none.

        :param partner: `res.partner` record the mail goes to
        :param addressees: `res.partner` records the message was addressed to
        :return: absolute address, or ""
        """
        self.ensure_one()
        customer = self._zone_customer()
        is_staff = any(user._is_internal() for user in partner.sudo().user_ids)
        if is_staff or not self._zone_concerns_customer():
            return ""
        if not customer._zone_is_open(self.company_id) or not self._zone_is_visible():
            return ""
        data = {"id": partner.id, "type": "customer"}
        recipient = self._zone_link_recipient(customer, data, set(addressees.ids))
        if not recipient:
            return ""
        return self._zone_link_for(recipient)._zone_url(self)
