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

        Each as their own settings say, by e-mail or in Odoo, and in their own language,
        whatever the provider.
        """
        self.ensure_one()
        if self.state != "done" or not self.company_id.customer_zone_tell_seller:
            return
        for seller, invoices in self.invoice_ids.grouped("invoice_user_id").items():
            if not seller.active or seller.share:
                continue
            # Whoever sets this off may be a payer with a language of their own.
            tx = self.with_context(lang=seller.lang, mail_notify_force_send=False)
            told = invoices.with_env(tx.env)
            told[:1].message_notify(
                partner_ids=seller.partner_id.ids,
                author_id=self.partner_id.id,
                subject=tx.env._("Paid online: %s", told[:1].display_name),
                body=tx.env._(
                    "%(customer)s paid %(amount)s online for %(names)s. Reference: "
                    "%(reference)s.",
                    customer=tx.partner_id.display_name,
                    amount=tx.currency_id.format(tx.amount),
                    names=", ".join(told.mapped("display_name")),
                    reference=tx.reference,
                ),
            )
