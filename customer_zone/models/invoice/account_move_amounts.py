from odoo import models
from odoo.tools import float_is_zero


class AccountMove(models.Model):
    """Which amounts can be paid: the payer chooses among figures of the books."""

    _inherit = "account.move"

    def _zone_payable_amounts(self, net=False):
        """Return the amounts a payer may choose from, in the invoices' currency.

        One invoice: all of it, what is due next by instalments, or the discounted
        total while an early payment discount runs. Several invoices: all of them, or
        what of them is overdue.

        :param bool net: the customer's credit is taken off: that one amount, or none
        """
        if net:
            return [left] if (left := self._zone_net_amount()) else []
        total = sum(self.mapped("amount_residual"))
        if len(self) > 1:
            return [total, late] if (late := self._zone_late_amount()) else [total]
        following = self._get_invoice_next_payment_values()
        candidates = [
            total,
            following.get("next_amount_to_pay", total),
            following.get("amount_due", total),
        ]
        compare = self.currency_id.compare_amounts
        return [
            self.currency_id.round(amount)
            for amount in candidates
            if compare(amount, 0) > 0 and compare(amount, total) <= 0
        ]

    def _zone_exact_amount(self, amount, net=False):
        """Return our own figure for `amount`, None when it is not one on offer.

        Exact means exact: a figure with more decimals than the currency has is not
        rounded into an amount on offer.
        """
        digits = max(self.currency_id.mapped("decimal_places"), default=2) + 4
        candidates = self._zone_payable_amounts(net)
        rounded = self.currency_id.round(amount)
        if not net and self._zone_is_allowed_part(rounded):
            candidates.append(rounded)
        return next(
            (
                payable
                for payable in candidates
                if float_is_zero(payable - amount, precision_digits=digits)
            ),
            None,
        )

    def _zone_amount_refusal(self, amount, currency, net=False):
        """Return why this amount is not one on offer, "" when it is."""
        total = sum(self.mapped("amount_residual"))
        if currency.compare_amounts(amount, total) > 0:
            return self.env._(
                "The amount is more than the %(total)s that is still to be paid.",
                total=currency.format(total),
            )
        if self._zone_exact_amount(amount, net) is not None:
            return ""
        if net:
            return self.env._("The credit that can be taken off has changed.")
        if limits := self._zone_part_limits():
            return self.env._(
                "Please pay an amount from %(least)s to %(most)s.",
                least=currency.format(limits[0]),
                most=currency.format(limits[1]),
            )
        return self.env._(
            "Please pay one of these amounts: %(amounts)s.",
            amounts=", ".join(
                dict.fromkeys(map(currency.format, self._zone_payable_amounts()))
            ),
        )
