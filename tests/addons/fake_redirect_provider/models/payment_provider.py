from odoo import fields, models


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    code = fields.Selection(
        selection_add=[("fake_redirect", "Fake redirect")],
        ondelete={"fake_redirect": "set default"},
    )

    def _get_default_payment_method_codes(self):
        """Offer one method, another than cards: Odoo shows each method once."""
        if self.code != "fake_redirect":
            return super()._get_default_payment_method_codes()
        return {"paypal"}
