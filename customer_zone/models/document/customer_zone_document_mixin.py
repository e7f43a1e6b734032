from odoo import models


class CustomerZoneDocumentMixin(models.AbstractModel):
    _name = "customer.zone.document.mixin"
    _description = "Document with a Customer Zone link in its e-mails"

    def _zone_document_key(self):
        """Return the short name of the document inside a link, e.g. `invoice-12`."""
        raise NotImplementedError

    def _zone_customer(self):
        """Return the customer (commercial partner) the document belongs to."""
        return self.sudo().partner_id.commercial_partner_id

    def _zone_is_visible(self):
        """Return whether the zone can show this document to its customer."""
        return False

    def _zone_concerns_customer(self):
        """Return whether this is a document a customer gets by e-mail at all."""
        return False

    def _zone_folder(self):
        """Return the part of a zone address that holds pages of such documents."""
        raise NotImplementedError

    def _zone_customer_files(self):
        """Return the `ir.attachment` records meant for the customer at any rate."""
        return self.env["ir.attachment"]

    def _zone_seller(self):
        """Return the user who looks after this document, may be empty."""
        return self.env["res.users"]

    def _zone_post_message(self, author, body, **options):
        """Post what a visitor wrote, so that the seller is told as Odoo users expect.

        Followers are notified, and with them whoever looks after the document. A
        contact of the customer follows from now on, to get the answer by e-mail.

        :param author: `res.partner` record of the visitor
        :param body: plain text, or safe HTML
        :param options: further arguments of `message_post`
        :rtype: mail.message
        """
        self.ensure_one()
        if author.commercial_partner_id == self._zone_customer():
            self.message_subscribe(partner_ids=author.ids)
        seller = self._zone_seller().filtered("active") or self.create_uid.filtered(
            lambda user: user.active and user._is_internal()
        )
        return self.message_post(
            body=body,
            author_id=author.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=seller.partner_id.ids,
            **options,
        )

    def _zone_button_title(self):
        """Return the text of the e-mail button, in the language of the context."""
        return self.env._("View your document")

    def _zone_classify_recipients(self, recipients_data, intended_ids):
        """Split the recipients of an e-mail into groups of ours and all others.

        Every contact of the customer gets the link issued to that contact alone;
        somebody else who was added by hand gets the one document and nothing more.
        When the customer may not use the zone, nobody outside gets a button.

        :param list recipients_data: recipients as `mail.thread` describes them
        :param intended_ids: ids of the partners the message is addressed to
        :return: (list of filled recipient groups, list of the other recipients)
        """
        # A customer who writes in the thread has no rights on the company.
        company, customer = self.sudo().company_id, self._zone_customer()
        if not company.customer_zone_enabled or not customer:
            return [], recipients_data
        if not self._zone_concerns_customer():
            return [], recipients_data
        if not customer._zone_is_open(company):
            outside = [data for data in recipients_data if data["type"] != "user"]
            inside = [data for data in recipients_data if data["type"] == "user"]
            return self._zone_group("customer_zone_refused", outside), inside
        if not self._zone_is_visible():
            return [], recipients_data
        return self._zone_personal_groups(customer, recipients_data, intended_ids)

    def _zone_split_recipients(self, message, recipients_data, msg_vals):
        """Return the groups of ours and the other recipients of one message.

        :param message: `mail.message` record
        :param list recipients_data: recipients as `mail.thread` describes them
        :param msg_vals: values of the message where it is not written yet
        :return: (list of filled recipient groups, list of the other recipients)
        """
        if len(self) != 1:
            return [], recipients_data
        if not message.id:
            return self._zone_split_unsaved(recipients_data)
        values = msg_vals or {}
        intended_ids = (
            values["partner_ids"]
            if "partner_ids" in values
            else message.partner_ids.ids
        )
        return self._zone_classify_recipients(recipients_data, set(intended_ids or ()))

    def _zone_personal_groups(self, customer, recipients_data, intended_ids):
        """Return one group per person who gets a link, and the other recipients."""
        groups, others = [], []
        title = self._zone_button_title()
        for data in recipients_data:
            recipient = self._zone_link_recipient(customer, data, intended_ids)
            if not recipient:
                others.append(data)
                continue
            link = self._zone_link_for(recipient)
            self._zone_note_sending(recipient, link)
            url = link._zone_url(self)
            groups += self._zone_group(
                f"customer_zone_{recipient.id}", [data], {"url": url, "title": title}
            )
        return groups, others

    def _zone_link_recipient(self, customer, data, intended_ids):
        """Return the partner to issue a link to, empty when core's mail is right."""
        recipient = self.env["res.partner"].browse(data["id"] or [])
        if not recipient or data["type"] == "user":
            return recipient.browse()
        # The sender may not be allowed to read a contact the message goes to.
        is_contact = recipient.sudo().commercial_partner_id == customer
        wanted = is_contact or recipient.id in intended_ids
        return recipient if wanted else recipient.browse()

    def _zone_link_for(self, recipient):
        """Return `recipient`'s own link, limited to this document for strangers.

        :param recipient: `res.partner` record the link is handed to
        :rtype: customer.zone.link
        """
        customer = self._zone_customer()
        # The sender may not be allowed to read a contact the message goes to.
        is_contact = recipient.sudo().commercial_partner_id == customer
        return self.env["customer.zone.link"]._issue(
            self.company_id, customer, recipient, document=None if is_contact else self
        )

    def _zone_group(self, name, recipients_data, button=None):
        """Return the recipients as a list of at most one group for the mail layout."""
        if not recipients_data:
            return []
        without_partner = [data for data in recipients_data if not data["id"]]
        return [
            {
                "active": True,
                "button_access": button or {"url": "", "title": ""},
                "has_button_access": bool(button),
                "notification_group_name": name,
                "recipients_data": recipients_data,
                "recipients_emails": [
                    data["email_normalized"] for data in without_partner
                ],
                "recipients_ids": [
                    data["id"] for data in recipients_data if data["id"]
                ],
            }
        ]
