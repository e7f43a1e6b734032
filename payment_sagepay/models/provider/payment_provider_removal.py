from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import const

# A payer who left for the gateway this long ago and was never heard of is not
# expected back; a payment the gateway called pending is expected for ever.
DRAFT_DAYS = 2


class PaymentProvider(models.Model):
    """Removing Sage Pay never loses money that is on its way."""

    _inherit = "payment.provider"

    @api.model
    def _remove_provider(self, code, **kwargs):
        """Refuse while money may still come in or is not booked yet.

        Core refuses while booked payments exist.

        :raise UserError: with the number of payments and where to see them
        """
        if code == const.PROVIDER_CODE:
            count = self._sagepay_count_open_payments()
            if count:
                raise UserError(
                    self.env._(
                        "%(count)s Sage Pay payments are under way or not booked yet, "
                        "so it stays installed. Switch Sage Pay off in the settings to "
                        "take no more.",
                        count=count,
                    )
                )
        return super()._remove_provider(code, **kwargs)

    @api.model
    def _sagepay_count_open_payments(self):
        """Return how many payments may still have to be booked, in any company."""
        recent = fields.Datetime.now() - timedelta(days=DRAFT_DAYS)
        # Removing is a matter of all companies, whoever asks.
        transactions = self.env["payment.transaction"].sudo()
        return transactions.search_count(
            [
                ("provider_code", "=", const.PROVIDER_CODE),
                "|",
                "|",
                ("state", "in", ("pending", "authorized")),
                "&",
                ("state", "=", "draft"),
                ("create_date", ">", recent),
                "&",
                ("state", "=", "done"),
                ("payment_id", "=", False),
            ]
        )
