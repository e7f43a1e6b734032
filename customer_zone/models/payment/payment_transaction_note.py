from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _zone_way(self):
        """Return how this was paid, for the payer: "Card, Provider", each name once."""
        self.ensure_one()
        method, provider = self.payment_method_id.name, self.provider_id.name
        if method == provider:
            return provider
        return self.env._("%(method)s, %(provider)s", method=method, provider=provider)

    def _zone_tell_seller(self):
        """Tell the salespeople of the invoices that an online payment was booked.

        Each as their own settings say, by e-mail or in Odoo, whatever the provider.
        """
        self.ensure_one()
        if self.state != "done" or not self.company_id.customer_zone_tell_seller:
            return
        for seller, invoices in self.invoice_ids.grouped("invoice_user_id").items():
            if not seller.active or seller.share:
                continue
            invoices[:1].with_context(mail_notify_force_send=False).message_notify(
                partner_ids=seller.partner_id.ids,
                author_id=self.partner_id.id,
                subject=self.env._("Paid online: %s", invoices[:1].display_name),
                body=self.env._(
                    "%(customer)s paid %(amount)s online for %(names)s. Reference: "
                    "%(reference)s.",
                    customer=self.partner_id.display_name,
                    amount=self.currency_id.format(self.amount),
                    names=", ".join(invoices.mapped("display_name")),
                    reference=self.reference,
                ),
            )
