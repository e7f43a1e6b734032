from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_installments_data(
        self, payment_currency=None, payment_date=None, next_payment_date=None
    ):
        """Judge what a payment settles by the day it was made, not booked.

        Odoo asks as of today, and takes no discount off a payment that was made in time
        and proven a day later.
        """
        return super()._get_installments_data(
            payment_currency=payment_currency,
            payment_date=payment_date or self.env.context.get("sagepay_paid_on"),
            next_payment_date=next_payment_date,
        )
