from odoo import api, fields, models


class AccountMoveSendBatchWizard(models.TransientModel):
    _inherit = "account.move.send.batch.wizard"

    customer_zone_can_link_only = fields.Boolean(
        compute="_compute_customer_zone_can_link_only"
    )
    customer_zone_link_only = fields.Boolean(
        string="Send without the PDF",
        help="Customers open their invoices in the Customer Zone, so you see that they "
        "were viewed. Customers who are not allowed into it get the PDF.",
    )

    @api.depends("move_ids")
    def _compute_customer_zone_can_link_only(self):
        """Offer it where a company of these documents uses the zone."""
        for wizard in self:
            # Senders need not read the settings of a company.
            companies_sudo = wizard.move_ids.company_id.sudo()
            wizard.customer_zone_can_link_only = any(
                companies_sudo.mapped("customer_zone_enabled")
            )

    def action_send_and_print(self, force_synchronous=False, allow_fallback_pdf=False):
        """Queue the documents, with the wish for the link alone beside each."""
        result = super().action_send_and_print(
            force_synchronous=force_synchronous, allow_fallback_pdf=allow_fallback_pdf
        )
        queued = self.move_ids.filtered("sending_data")
        if self.customer_zone_link_only and queued:
            # One value for all of them, and nothing their lines depend on.
            queued.with_context(skip_invoice_sync=True).sending_data = {
                **queued[0].sending_data,
                "customer_zone_link_only": True,
            }
        return result
