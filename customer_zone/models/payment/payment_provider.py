from odoo import api, models
from odoo.fields import Domain


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    @api.model
    def _zone_payment_options(self, company, partner, amount, currency, **context):
        """Return the providers and payment methods open to a payer.

        :param company: `res.company` record that is paid
        :param partner: `res.partner` record the payment is booked to
        :param float amount: in `currency`; 0 when a card is only stored
        :param currency: `res.currency` record, may be empty when a card is only stored
        :param context: further criteria core's search knows
        :return: (payment.provider, payment.method), both in sudo
        """
        # Payers have no rights on providers.
        providers_sudo = self.sudo()._get_compatible_providers(
            company.id, partner.id, amount, currency_id=currency.id, **context
        )
        context.pop("is_validation", None)
        # Payers have no rights on payment methods.
        methods_sudo = (
            self.env["payment.method"]
            .sudo()
            ._get_compatible_payment_methods(
                providers_sudo.ids, partner.id, currency_id=currency.id, **context
            )
        )
        return providers_sudo, methods_sudo

    @api.model
    def _zone_served_currencies(self, company):
        """Return the currencies in which anything can be paid to a company online.

        A quick answer for lists; what is on offer for one payment is decided by
        `_zone_payment_options`, which never offers more than this.

        :param company: `res.company` record that is paid
        :return: set of ids of `res.currency`, None for every currency
        """
        # Payers have no rights on providers.
        providers_sudo = self.sudo().search_fetch(
            Domain(self._check_company_domain(company))
            & Domain("state", "in", ("enabled", "test"))
            & Domain("is_published", "=", True),
            ["available_currency_ids"],
        )
        named = [provider.available_currency_ids.ids for provider in providers_sudo]
        return None if [] in named else {one for ids in named for one in ids}
