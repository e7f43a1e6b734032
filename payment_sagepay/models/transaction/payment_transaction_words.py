from odoo import models
from odoo.tools.misc import get_lang

from ... import const
from ...paynow.reasons import Cause, read_cause

BANK_EFT, CASH = 2, 3


class PaymentTransaction(models.Model):
    """How a payment was made, and what the payer reads about it."""

    _inherit = "payment.transaction"

    def _sagepay_method(self, number):
        """Return the payment method for the gateway's number of a way to pay.

        :param int number: 0 when it was not told; unknown numbers are plain Sage Pay
        """
        code = const.METHOD_CODES.get(number, const.METHOD_CODE)
        # Ways to pay that the form does not show are methods all the same.
        methods = self.env["payment.method"].with_context(active_test=False)
        return methods.search([("code", "=", code)], limit=1) or self.payment_method_id

    def _sagepay_words(self, outcome, reason="", method=0):
        """Return what the payer is told, in the payer's language.

        Fixed sentences: the gateway's own text could be anybody's.

        :param str outcome: pending, declined, cancelled or amount_differs
        :param str reason: the gateway's own words, read for their cause only
        :param int method: the gateway's number of the way to pay
        """
        # A language that was switched off since must not stop the news.
        self = self.with_context(lang=get_lang(self.env, self.partner_lang).code)
        if outcome == "pending":
            return self._sagepay_words_pending(method)
        if outcome == "declined":
            return self._sagepay_words_declined(read_cause(reason))
        if outcome == "cancelled":
            return self.env._("The payment was cancelled and nothing was paid.")
        return self.env._(
            "The amount that was paid is not the amount of this payment, so it is "
            "not settled. We have been told and will contact you."
        )

    def _sagepay_words_pending(self, method):
        """Return what the payer is told while the money is on its way."""
        if method == BANK_EFT:
            return self.env._(
                "Sage Pay is waiting for your bank EFT. It can take a few days; "
                "use the reference that Sage Pay showed you."
            )
        if method == CASH:
            return self.env._(
                "Sage Pay is waiting for your cash. Take the slip or code to the shop; "
                "we see the money within a few days."
            )
        return self.env._(
            "Sage Pay is waiting for your money. A bank EFT or cash payment "
            "can take a few days; you need not do anything else."
        )

    def _sagepay_words_declined(self, cause):
        """Return why nothing was paid and what the payer can do about it."""
        declined = self.env._("The payment was declined and nothing was paid.")
        return f"{declined} {self._sagepay_advice(cause)}"

    def _sagepay_advice(self, cause):
        """Return the second half of that sentence, for one ``Cause``."""
        return {
            Cause.FUNDS: self.env._(
                "There is not enough money in the account. You can pay in another way."
            ),
            Cause.CARD_NUMBER: self.env._(
                "The card details are not right. Check them and try again."
            ),
            Cause.EXPIRED: self.env._("The card has expired. Please use another one."),
            Cause.LIMIT: self.env._(
                "The amount is above the limit of the card or account. Ask your bank "
                "or pay in another way."
            ),
            Cause.SECURITY: self.env._(
                "Your bank could not confirm that it was you. Try again and confirm "
                "the payment with your bank."
            ),
            Cause.LOST: self.env._("The bank does not allow this card to be used."),
            Cause.TIMEOUT: self.env._("It took too long. Please try again."),
            Cause.OTHER: self.env._("You can try again or pay in another way."),
        }[cause]
