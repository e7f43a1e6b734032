from odoo import models
from odoo.fields import Command

from ...paynow.statement_codes import Kind


class SagepayStatementLine(models.Model):
    """Which accounts a line goes to."""

    _inherit = "sagepay.statement.line"

    def _bank_line_values(self, settled):
        """Return the values of the line in the journal.

        :param Settled settled: what a receipt settles; None for every other line
        """
        partner = settled.outstanding.partner_id if settled else None
        label = f"{self.description or self.code} ({self.code} {self.number})"
        items = [(self.booked_amount, self._journal_account(), {})]
        items += self._counterparts(settled)
        common = {
            "name": label,
            "partner_id": partner.id if partner else False,
            # Neither a payment nor a fee has a project to look for, line by line.
            "analytic_distribution": False,
        }
        return {
            "journal_id": self.provider_id.journal_id.id,
            "date": self.date,
            "payment_ref": label,
            "partner_id": common["partner_id"],
            "amount": self.booked_amount,
            "transaction_type": self.code,
            "line_ids": [
                Command.create({**common, **values})
                for values in self._in_company_currency(items)
            ],
        }

    def _journal_account(self):
        return self.provider_id.journal_id.default_account_id

    def _suspense_account(self):
        return self.provider_id.journal_id.suspense_account_id

    def _counterparts(self, settled):
        """Return [(amount in rand, account, more values)], opposite to the journal."""
        amount, provider = -self.booked_amount, self.provider_id
        if settled and settled.outstanding:
            return [(amount, settled.outstanding.account_id, {})]
        if self.kind == Kind.FEE.value:
            return self._fee_items(amount)
        if self.kind == Kind.VAT.value:
            return self._vat_items(amount)
        if self.kind in (Kind.PAYOUT.value, Kind.PAYOUT_RETURN.value):
            return [(amount, provider.sagepay_payout_account_id, {})]
        return [(amount, self._suspense_account(), {})]

    def _in_company_currency(self, items):
        """Return values of journal items that balance in both currencies.

        The last item takes what rounding leaves. (M-12)
        """
        company, rand = self.company_id, self.currency_id
        same = company.currency_id == rand
        values, balance_so_far = [], 0.0
        for position, (amount, account, more) in enumerate(items):
            balance = amount
            if not same:
                balance = rand._convert(amount, company.currency_id, company, self.date)
            if position == len(items) - 1:
                balance = company.currency_id.round(-balance_so_far)
            balance_so_far += balance
            values.append(
                {
                    "account_id": account.id,
                    "currency_id": rand.id,
                    "amount_currency": amount,
                    "balance": balance,
                    **more,
                }
            )
        return values
