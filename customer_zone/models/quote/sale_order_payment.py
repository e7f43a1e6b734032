from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import SQL

from ..document.customer_zone_document_payment import ANNOUNCED_ONLY, DRAFT_MINUTES


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _zone_amounts_to_pay(self):
        """Return what is still to be paid, in the quote's currency.

        :return: (what confirms the quote, everything)
        """
        self.ensure_one()
        left = self.currency_id.round(self.amount_total - self.amount_paid)
        needed = self._get_prepayment_required_amount() - self.amount_paid
        needed = max(self.currency_id.round(needed), 0.0)
        return min(needed, left), left

    def _zone_payments_under_way(self):
        """Return the online payments whose money is here or is sure to come.

        A wire transfer that was only announced is not one of them.
        """
        # Customers have no rights on transactions.
        return self.sudo().transaction_ids.filtered(
            lambda tx: (
                tx.state in ("authorized", "done")
                or (tx.state == "pending" and tx.provider_code not in ANNOUNCED_ONLY)
            )
        )

    def _zone_payment_refusal(self, amount, currency, own_transaction_ids=()):
        """Return why this order cannot be paid now, "" when it can.

        :param amount: what the payer asks to pay, from outside, in `currency`
        :param currency: `res.currency` record of that amount
        :param own_transaction_ids: transactions this very visitor began before; an
            unfinished one of these does not stand in the way
        :return: a sentence for the payer, or ""
        :rtype: str
        """
        if refusal := self._zone_number_refusal(amount):
            return refusal
        if len(self) != 1 or currency != self.currency_id:
            return self.env._("Please pay in the currency of the quote.")
        if currency.round(amount) != amount:
            return self.env._("The amount to pay has too many decimals.")
        if self.state == "cancel" or self.is_expired:
            return self.env._("This quote is no longer open.")
        needed, left = self._zone_amounts_to_pay()
        least = 0.0 if self.state == "sale" else needed
        compare = currency.compare_amounts
        if compare(amount, left) > 0 or compare(amount, least) < 0:
            return self.env._(
                "Please pay between %(least)s and %(most)s.",
                least=currency.format(least),
                most=currency.format(left),
            )
        return self._zone_other_payment_refusal(own_transaction_ids)

    def _zone_other_payment_refusal(self, own_transaction_ids):
        """Return why another payment keeps a new one out, "" when none does."""
        coming = self._zone_payments_under_way().filtered(
            lambda tx: tx.state == "pending"
        )
        if coming:
            return self.env._("A payment for this quote is on its way.")
        if self._zone_begun_lately(own_transaction_ids):
            return self.env._(
                "A payment of this quote was begun a few minutes ago. Please finish "
                "it, or try again in %(minutes)s minutes.",
                minutes=DRAFT_MINUTES,
            )
        return ""

    def _zone_create_payment_values(
        self, amount, landing_route, currency=None, own_transaction_ids=()
    ):
        """Return what a transaction for this order is made of, decided by us.

        :param amount: what the payer asks to pay
        :param str landing_route: local address of the page to return to
        :param currency: currency of the amount; the order's own by default
        :param own_transaction_ids: see `_zone_payment_refusal`
        :return: arguments for the payment controllers' `_create_transaction`
        :raise ValidationError: with a sentence for the payer
        """
        if self.ids:
            # A row that is touched makes the next visitor's request start again.
            self.env.cr.execute(
                SQL("UPDATE sale_order SET id = id WHERE id IN %s", tuple(self.ids))
            )
        currency = self.currency_id if currency is None else currency
        refusal = self._zone_payment_refusal(amount, currency, own_transaction_ids)
        if refusal:
            raise ValidationError(refusal)
        return {
            "amount": amount,
            "currency_id": currency.id,
            "partner_id": self.partner_invoice_id.id,
            "landing_route": landing_route,
            "custom_create_values": {"sale_order_ids": [Command.set(self.ids)]},
        }
