from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _zone_receivable_lines(self):
        """Return the open instalments of these invoices, oldest due date first.

        The order is the one in which a payment settles them when it is booked.
        """
        # The order in which a transaction lists its invoices decides between equals.
        lines = self.sorted().line_ids.filtered(
            lambda line: line.display_type == "payment_term" and not line.reconciled
        )
        return lines.sorted(
            lambda line: (
                line.date_maturity or line.date,
                line.currency_id.id,
                line.amount_currency,
                line.balance,
            )
        )

    def _zone_late_amount(self, today=None):
        """Return what of these invoices is overdue, 0 unless it is a part of them.

        Their oldest instalments, so a payment of just this amount settles them and
        no other. In the invoices' one currency.

        :param date today: what was due before it is overdue; the payer's day by default
        """
        today = today or fields.Date.context_today(self)
        lines = self._zone_receivable_lines()
        late = lines.filtered(lambda line: (line.date_maturity or line.date) < today)
        if late == lines:
            return 0.0
        return self.currency_id[:1].round(sum(late.mapped("amount_residual_currency")))

    def _zone_allocation(self, amount):
        """Return what a payment settles of each invoice, oldest due date first.

        :param float amount: in the invoices' one currency
        :return: list of (invoice, amount settled); the invoice settled first comes
            first, invoices that get nothing come last with 0
        """
        currency = self.currency_id
        if self._zone_is_discounted(amount):
            # The discount is written off with the payment.
            return [(self, self.amount_residual)]
        settled = {}
        for line in self._zone_receivable_lines():
            part = min(amount, line.amount_residual_currency)
            part = currency.round(max(part, 0.0))
            amount = currency.round(amount - part)
            settled[line.move_id] = settled.get(line.move_id, 0.0) + part
        return [(move, currency.round(part)) for move, part in settled.items()]

    def _zone_is_discounted(self, amount):
        """Return whether this amount pays one invoice in full by early payment."""
        if len(self) != 1:
            return False
        values = self._get_invoice_next_payment_values()
        return (
            values.get("installment_state") == "epd"
            and self.currency_id.compare_amounts(amount, values["amount_due"]) == 0
        )

    def _is_eligible_for_early_payment_discount(self, currency, reference_date):
        """Give no discount where a payment of several invoices is booked."""
        if self.env.context.get("customer_zone_together"):
            return False
        return super()._is_eligible_for_early_payment_discount(currency, reference_date)

    def _zone_part_limits(self):
        """Return ``(least, most)`` of a part payment, None where it is not allowed.

        In the invoices' one currency; the company's floor is converted at the rate
        of today, and is never more than what is left.
        """
        company, currency = self.company_id.sudo(), self.currency_id
        if len(company) != 1 or len(currency) != 1:
            return None
        if not (company.customer_zone_enabled and company.customer_zone_part_payments):
            return None
        total = currency.round(sum(self.mapped("amount_residual")))
        floor = company.currency_id._convert(
            company.customer_zone_part_floor,
            currency,
            company,
            fields.Date.context_today(self),
        )
        return min(max(floor, currency.rounding), total), total

    def _zone_is_allowed_part(self, amount):
        """Return whether the amount lies within the limits of a part payment."""
        limits = self._zone_part_limits()
        if not limits:
            return False
        compare = self.currency_id.compare_amounts
        return compare(amount, limits[0]) >= 0 and compare(amount, limits[1]) <= 0

    def _zone_together_refusal(self):
        """Return why these invoices cannot be paid in one go, "" when they can."""
        if len(self.currency_id) > 1:
            return self.env._(
                "These invoices are in different currencies. Please pay one currency "
                "at a time."
            )
        if len(self.company_id) > 1 or len(self.commercial_partner_id) > 1:
            return self.env._("Please pay invoices of one customer at a time.")
        if len(self._zone_receivable_lines().account_id) > 1:
            return self.env._(
                "These invoices are booked on different accounts. Please pay them one "
                "at a time."
            )
        return ""
