from odoo import models

from .. import const
from .payment_provider_health import Finding


class PaymentProvider(models.Model):
    """Whether money that arrives can be booked (M-13)."""

    _inherit = "payment.provider"

    def _sagepay_booking_findings(self):
        """Return what would keep a receipt from being booked; empty when nothing.

        :rtype: list[Finding]
        """
        self.ensure_one()
        journal = self.journal_id
        texts = (
            [*self._sagepay_journal_faults(journal), *self._sagepay_line_faults()]
            if journal
            else [self.env._("Choose the bank account that receives the money.")]
        )
        if not journal and self.state == "disabled":
            return []  # nothing chosen yet, and nothing to book
        return [Finding("booking", "danger", text) for text in texts]

    def _sagepay_journal_faults(self, journal):
        """Yield what is wrong with the bank account itself."""
        name = journal.display_name
        if journal.company_id != self.company_id:
            yield self.env._(
                "The bank account %(name)s belongs to %(other)s, not to %(company)s.",
                name=name,
                other=journal.company_id.name,
                company=self.company_id.name,
            )
        if not journal.active:
            yield self.env._("The bank account %(name)s is archived.", name=name)
        if journal.type != "bank":
            yield self.env._("%(name)s is not a bank account.", name=name)
        account = journal.default_account_id
        if not account:
            yield self.env._("The bank account %(name)s has no account.", name=name)
        elif not account.active:
            yield self.env._(
                "The account %(account)s of the bank account %(name)s is archived.",
                account=account.display_name,
                name=name,
            )
        currency = journal.currency_id or journal.company_id.currency_id
        if journal.currency_id and currency.name != const.CURRENCY:
            yield self.env._(
                "The bank account %(name)s is kept in %(currency)s, and Sage Pay pays "
                "rand (ZAR).",
                name=name,
                currency=currency.name,
            )

    def _sagepay_line_faults(self):
        """Yield what is wrong with the payment method line receipts are booked by."""
        lines = self.env["account.payment.method.line"].search(
            [("payment_provider_id", "=", self.id), ("journal_id", "!=", False)]
        )
        if len(lines) != 1:
            yield self.env._(
                "%(count)s incoming payment methods of the bank accounts belong to "
                "Sage Pay: %(names)s. There must be exactly one.",
                count=len(lines),
                names=", ".join(line.journal_id.display_name for line in lines) or "-",
            )
            return
        account = lines.payment_account_id
        if account and not account.active:
            yield self.env._(
                "The account %(account)s, where receipts wait for the bank statement, "
                "is archived.",
                account=account.display_name,
            )
