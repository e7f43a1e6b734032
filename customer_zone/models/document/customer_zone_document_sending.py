from odoo import models

from .placeholder import PLACEHOLDER


class CustomerZoneDocumentMixin(models.AbstractModel):
    _inherit = "customer.zone.document.mixin"

    def _zone_sending_kind(self):
        """Return what this e-mail is: `sent`, `reminder`, or "" for a mere message.

        Marks start anew when a document is sent, not when somebody writes about it.
        """
        return self.env.context.get("customer_zone_sending") or ""

    def _zone_mark_shared(self):
        """Note on the document that its customer was given a way to see it."""

    def _zone_note_sending(self, recipient, link):
        """Note that one person was e-mailed the document with a link of their own.

        :param recipient: `res.partner` record the mail goes to
        :param link: `customer.zone.link` record the mail carries
        """
        self.ensure_one()
        self._zone_mark_shared()
        if kind := self._zone_sending_kind():
            self.env["customer.zone.event"]._record(
                {
                    "company_id": link.company_id.id,
                    "customer_id": link.customer_id.id,
                    "recipient_id": recipient.id,
                    # The link was not used: it was handed out.
                    "link_id": False,
                },
                kind,
                **self._zone_event_document(),
            )

    def _zone_event_document(self):
        """Return the document as the argument of `customer.zone.event._record`."""
        return {"order" if self._name == "sale.order" else "move": self}

    def _zone_split_unsaved(self, recipients_data):
        """Split the recipients of a mail whose one body goes to all of them.

        Its button is the placeholder, which becomes each reader's own link on the
        way out.

        :param list recipients_data: recipients as `mail.thread` describes them
        :return: (list of at most one filled group, list of the other recipients)
        """
        named = {data["id"] for data in recipients_data if data["id"]}
        groups, others = self._zone_classify_recipients(recipients_data, named)
        readers = [data for group in groups for data in group["recipients_data"]]
        if not any(group["has_button_access"] for group in groups):
            return groups, others
        button = {
            "url": f"{self.get_base_url()}{PLACEHOLDER}",
            "title": self._zone_button_title(),
        }
        return self._zone_group("customer_zone_readers", readers, button), others
