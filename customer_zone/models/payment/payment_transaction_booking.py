from odoo import models


class PaymentTransaction(models.Model):
    """On whom, and with which discount, a payment of the zone's documents is booked."""

    _inherit = "payment.transaction"

    def _create_payment(self, **extra_create_values):
        """Book the money as the payer was shown it.

        It belongs to the customer of the invoices, wherever the contact who paid is
        filed meanwhile. A discount for paying early is for one invoice paid by itself:
        a part of several invoices settles the oldest, whatever it amounts to. (M-10)
        """
        tx, invoices = self, self.invoice_ids
        if any(invoices.company_id.mapped("customer_zone_enabled")):
            customer = invoices.commercial_partner_id
            if len(customer) == 1:
                extra_create_values.setdefault("partner_id", customer.id)
            tx = self.with_context(customer_zone_together=len(invoices) > 1)
        return super(PaymentTransaction, tx)._create_payment(**extra_create_values)
