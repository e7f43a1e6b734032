from odoo import api, models

PAGE = "https://gateway.example/pay"


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _get_specific_rendering_values(self, processing_values):
        """Return the address of the fake gateway's page and what it is told."""
        if self.provider_code != "fake_redirect":
            return super()._get_specific_rendering_values(processing_values)
        return {"api_url": PAGE, "reference": self.reference}

    @api.model
    def _extract_reference(self, provider_code, payment_data):
        """Return the reference that the fake gateway names."""
        if provider_code != "fake_redirect":
            return super()._extract_reference(provider_code, payment_data)
        return payment_data["reference"]

    def _extract_amount_data(self, payment_data):
        """Return the amount and the currency that the fake gateway names."""
        if self.provider_code != "fake_redirect":
            return super()._extract_amount_data(payment_data)
        return {
            "amount": payment_data["amount"],
            "currency_code": payment_data["currency"],
        }

    def _apply_updates(self, payment_data):
        """Book what the fake gateway says; only tests can speak for it."""
        if self.provider_code != "fake_redirect":
            return super()._apply_updates(payment_data)
        if payment_data["paid"]:
            return self._set_done()
        return self._set_canceled()
