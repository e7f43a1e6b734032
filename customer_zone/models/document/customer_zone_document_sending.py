from odoo import models


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
