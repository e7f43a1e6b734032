from odoo import api, models
from odoo.exceptions import ValidationError

from ... import const
from .payment_provider_health import Finding


class PaymentProvider(models.Model):
    """Whether money that arrives can be booked (M-13)."""

    _inherit = "payment.provider"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to switch on what could take money and not book it."""
        providers = super().create(vals_list)
        providers._sagepay_check_can_book()
        return providers

    def write(self, vals):
        """Refuse to switch on what could take money and not book it.

        Looked at after the bank account of the same values has been set, which is
        later than constraints are looked at.

        :raise ValidationError: with the sentence of the first finding about booking
        """
        result = super().write(vals)
        if vals.get("state") in ("test", "enabled"):
            self._sagepay_check_can_book()
        return result

    def _sagepay_check_can_book(self):
        """Raise the first reason for which a receipt could not be booked.

        :raise ValidationError: when there is one
        """
        # The journals behind it are nobody's own.
        for provider in self.sudo():
            if provider.code != const.PROVIDER_CODE or provider.state == "disabled":
                continue
            if findings := provider._sagepay_booking_findings():
                raise ValidationError(findings[0].text)

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
