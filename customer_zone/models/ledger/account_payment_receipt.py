from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    def _notify_get_recipients_classify(
        self, message, recipients_data, model_description, msg_vals=False
    ):
        """Give each contact of the customer a button in the e-mailed receipt."""
        groups, others = [], recipients_data
        # An unsaved message goes to all of its readers alike: no link is for them all.
        if message.id:
            groups, others = self._zone_receipt_groups(recipients_data)
        return groups + super()._notify_get_recipients_classify(
            message, others, model_description, msg_vals=msg_vals
        )

    def _zone_receipt_groups(self, recipients_data):
        """Split the recipients of a receipt into contacts with a link and all others.

        :param list recipients_data: recipients as `mail.thread` describes them
        :return: (list of filled recipient groups, list of the other recipients)
        """
        customer = self.partner_id.commercial_partner_id
        if len(self) != 1 or not self._zone_is_receipt(customer):
            return [], recipients_data
        document, title = self._zone_receipt_target(customer)
        groups, others = [], []
        for data in recipients_data:
            recipient = self.env["res.partner"].browse(data["id"] or [])
            # The sender may not be allowed to read a contact the message goes to.
            is_contact = recipient.sudo().commercial_partner_id == customer
            if not recipient or not is_contact or data["type"] == "user":
                others.append(data)
                continue
            url = self._zone_receipt_url(customer, recipient, document)
            groups += self.env["account.move"]._zone_group(
                f"customer_zone_{recipient.id}",
                [data],
                {"url": url, "title": title, "zone_button": True},
            )
        return groups, others

    def _zone_receipt_url(self, customer, recipient, document):
        """Return a contact's own link to what a receipt leads to."""
        links = self.env["customer.zone.link"]
        return links._issue(self.company_id, customer, recipient)._zone_url(document)

    def _zone_reader_url(self, partner, _addressees):
        """Return the address that opens this receipt for one reader of an e-mail.

        Contacts of the customer get their own link, staff and all others get none.

        :param partner: `res.partner` record the mail goes to
        :return: absolute address, or ""
        """
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        is_staff = any(user._is_internal() for user in partner.sudo().user_ids)
        is_contact = partner.sudo().commercial_partner_id == customer
        if is_staff or not is_contact or not self._zone_is_receipt(customer):
            return ""
        document, _title = self._zone_receipt_target(customer)
        return self._zone_receipt_url(customer, partner, document)

    def _zone_is_receipt(self, customer):
        """Return whether a mail about this payment goes to a customer of the zone."""
        return (
            self.partner_type == "customer"
            and self.state in ("in_process", "paid")
            and customer._zone_is_open(self.company_id)
        )

    def _zone_receipt_target(self, customer):
        """Return the document a receipt leads to, None for the account, and the words.

        That is the invoice it settled where there is one, and one alone.
        """
        invoices = self.reconciled_invoice_ids.filtered(
            lambda move: (
                move.commercial_partner_id == customer and move._zone_is_visible()
            )
        )
        if len(invoices) == 1:
            return invoices, self.env._("View your invoice")
        return None, self.env._("View your account")
