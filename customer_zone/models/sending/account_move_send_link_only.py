from odoo import api, models


class AccountMoveSend(models.AbstractModel):
    """Sends the link instead of the PDF, so that viewing is really seen."""

    _inherit = "account.move.send"

    @api.model
    def _zone_can_send_link_only(self, move, sending_methods, extra_edis=()):
        """Return whether an e-mail without the PDF still gives the invoice.

        Whatever a law or a portal wants to have made is made as always.

        :param move: `account.move` record
        :param sending_methods: names of the ways it is to be sent
        :param extra_edis: names of electronic documents to be made with it
        :rtype: bool
        """
        customer = move.commercial_partner_id
        return (
            set(sending_methods) == {"email"}
            and not extra_edis
            and move.state == "posted"
            and move._zone_is_visible()
            and customer._zone_is_open(move.company_id)
        )

    @api.model
    def _get_default_sending_settings(self, move, from_cron=False, **custom_settings):
        """Leave the PDF out where that was asked for and the link takes its place."""
        values = super()._get_default_sending_settings(
            move, from_cron=from_cron, **custom_settings
        )
        asked = custom_settings.get("customer_zone_link_only")
        if from_cron:
            asked = (move.sending_data or {}).get("customer_zone_link_only")
        if asked and self._zone_can_send_link_only(
            move, values["sending_methods"], values["extra_edis"]
        ):
            values["customer_zone_link_only"] = True
            values["mail_attachments_widget"] = self._zone_without_pdf(
                move, values.get("mail_attachments_widget")
            )
        return values

    @api.model
    def _zone_without_pdf(self, move, attachments):
        """Return the attachments of an e-mail without what core makes of the invoice.

        What somebody attached by hand, or to the template, stays.
        """
        stored = self._get_invoice_extra_attachments_data(move)
        stored_ids = [one["id"] for one in stored]
        others = [
            one
            for one in attachments or []
            if not one.get("placeholder") and one["id"] not in stored_ids
        ]
        # A stored PDF is attached at any rate unless it is listed as left out.
        return others + [{**one, "skip": True} for one in stored]

    @api.model
    def _generate_invoice_documents(self, invoices_data, allow_fallback_pdf=False):
        """Make no PDF for what is sent without one."""
        with_pdf = {}
        for move, move_data in invoices_data.items():
            if move_data.get("customer_zone_link_only"):
                move_data["proforma_pdf_attachment"] = self.env["ir.attachment"]
            else:
                with_pdf[move] = move_data
        return super()._generate_invoice_documents(
            with_pdf, allow_fallback_pdf=allow_fallback_pdf
        )
