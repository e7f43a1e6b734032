from odoo import api, fields, models


class AccountMoveSendWizard(models.TransientModel):
    _inherit = "account.move.send.wizard"

    customer_zone_can_link_only = fields.Boolean(
        compute="_compute_customer_zone_can_link_only"
    )
    customer_zone_link_only = fields.Boolean(
        string="Send without the PDF",
        help="The customer opens the invoice in the Customer Zone, so you see that it "
        "was viewed.",
    )

    @api.depends("move_id", "sending_methods", "extra_edis")
    def _compute_customer_zone_can_link_only(self):
        """Offer it where the link gives the customer what the PDF would."""
        for wizard in self:
            wizard.customer_zone_can_link_only = self._zone_can_send_link_only(
                wizard.move_id, wizard.sending_methods or [], wizard.extra_edis or []
            )

    @api.depends("customer_zone_link_only", "customer_zone_can_link_only")
    def _compute_mail_attachments_widget(self):
        """Show no PDF where none is sent."""
        result = super()._compute_mail_attachments_widget()
        for wizard in self:
            if wizard.customer_zone_link_only and wizard.customer_zone_can_link_only:
                wizard.mail_attachments_widget = [
                    one
                    for one in self._zone_without_pdf(
                        wizard.move_id, wizard.mail_attachments_widget
                    )
                    if not one.get("skip")
                ]
        return result

    def _get_sending_settings(self):
        """Hand on that the link alone is to be sent, where that was asked for."""
        settings = super()._get_sending_settings()
        if self.customer_zone_link_only:
            settings["customer_zone_link_only"] = True
        return settings
