from odoo import api, models

from ... import const


class PaymentProvider(models.Model):
    """Why Sage Pay is not offered, in words instead of a keyword."""

    _inherit = "payment.provider"

    @api.model
    def _get_compatible_providers(
        self, company_id, partner_id, amount, currency_id=None, report=None, **kwargs
    ):
        """Say in the availability report why Sage Pay is not among the providers."""
        providers = super()._get_compatible_providers(
            company_id,
            partner_id,
            amount,
            currency_id=currency_id,
            report=report,
            **kwargs,
        )
        for provider, line in ((report or {}).get("providers") or {}).items():
            if provider.code == const.PROVIDER_CODE and not line["available"]:
                words = provider._sagepay_why_not(partner_id, amount, currency_id)
                line["reason"] = words or line["reason"]
        return providers

    def _sagepay_why_not(self, partner_id, amount, currency_id):
        """Return why this payment cannot be made with Sage Pay, or None.

        :param int partner_id: who pays
        :param float amount: in the currency
        """
        currency = self.env["res.currency"].browse(currency_id).exists()
        if currency and currency.name != const.CURRENCY:
            return self.env._(
                "Sage Pay takes rand (ZAR) only, and this payment is in %(currency)s. "
                "Please pay in another way.",
                currency=currency.name,
            )
        country = self.env["res.partner"].browse(partner_id).country_id
        allowed = self.available_country_ids
        if country and allowed and country not in allowed:
            return self.env._(
                "Sage Pay is not offered to customers in %(country)s.",
                country=country.name,
            )
        if self.maximum_amount and amount > self.maximum_amount:
            return self.env._(
                "The amount is above the seller's limit for online payments. Please "
                "pay in parts or in another way."
            )
        return None
