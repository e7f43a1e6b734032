import secrets
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.payment.logging import get_payment_logger

from ... import const
from ...paynow.codes import DEFAULT_VENDOR_KEY
from ...paynow.errors import PayNowError
from ...paynow.form import Order, build_fields, clean_reference_prefix
from ...paynow.hosts import PAGE_PATH

_logger = get_payment_logger(__name__, sensitive_keys=const.SENSITIVE_KEYS)


class PaymentTransaction(models.Model):
    """Starting a payment: its reference, and the form that takes the payer away."""

    _inherit = "payment.transaction"

    sagepay_notice_ids = fields.One2many(
        "sagepay.notice",
        string="Sage Pay notices",
        compute="_compute_sagepay_notice_ids",
        compute_sudo=True,
    )

    def _compute_sagepay_notice_ids(self):
        """Find what was posted about each payment, newest first."""
        ours = self.filtered(lambda tx: tx.provider_code == const.PROVIDER_CODE)
        found = self.env["sagepay.notice"].search(
            [("reference", "in", ours.mapped("reference"))]
        )
        for tx in self:
            tx.sagepay_notice_ids = found.filtered(
                lambda notice, tx=tx: tx in ours and notice.reference == tx.reference
            )

    @api.model
    def _compute_reference(self, provider_code, prefix=None, separator="-", **kwargs):
        """Return a reference the gateway takes: 25 letters, digits and hyphens.

        The document number comes first, as far as it fits, with its other characters
        turned into hyphens; random letters make each attempt its own, because the
        gateway takes a reference once only, and two attempts may start together.
        Which document is meant is stored on the transaction, not read back from here.
        """
        if provider_code == const.PROVIDER_CODE:
            if not prefix:
                # The prefix is made of document names the payer may not read.
                prefix = self.sudo()._compute_reference_prefix(separator, **kwargs)
            prefix = self._sagepay_reference(prefix)
            separator = "-"
        return super()._compute_reference(
            provider_code, prefix=prefix, separator=separator, **kwargs
        )

    @api.model
    def _sagepay_reference(self, prefix):
        """Return ``prefix`` cleaned and cut, followed by random letters."""
        visible = clean_reference_prefix(prefix, const.REFERENCE_PREFIX_LENGTH)
        token = "".join(
            secrets.choice(const.REFERENCE_ALPHABET)
            for _ in range(const.REFERENCE_TOKEN_LENGTH)
        )
        return f"{visible or 'tx'}-{token}"

    def _get_specific_rendering_values(self, processing_values):
        """Return the hidden fields of the form that takes the payer to the gateway.

        :raise ValidationError: with a sentence for the payer, when this payment must
            not start
        """
        if self.provider_code != const.PROVIDER_CODE:
            return super()._get_specific_rendering_values(processing_values)
        self._sagepay_check_can_start()
        # Only system administrators may read the keys; the form needs them.
        provider_sudo = self.provider_id.sudo()
        try:
            page_base, *_rest = provider_sudo._sagepay_hosts(live=self.is_live)
            inputs = build_fields(
                self._sagepay_order(),
                provider_sudo.sagepay_service_key or "",
                provider_sudo.sagepay_vendor_key or DEFAULT_VENDOR_KEY,
            )
        except PayNowError as error:
            _logger.error("Sage Pay cannot start %s: %s", self.reference, error)
            raise ValidationError(
                self.env._(
                    "This payment cannot be sent to Sage Pay as it stands. "
                    "Please contact us."
                )
            ) from error
        return {"page_url": f"{page_base}{PAGE_PATH}", "inputs": inputs}

    def _sagepay_order(self):
        """Return this transaction as the protocol's order."""
        return Order(
            reference=self.reference,
            description=self.company_id.name,
            amount=self._sagepay_amount(),
            email=self.partner_email,
            mobile=self.partner_phone,
        )

    def _sagepay_amount(self):
        """Return the amount in rand as an exact decimal with two places."""
        return Decimal(f"{self.amount:.2f}")

    def _sagepay_check_can_start(self):
        """Refuse a payment that could not be booked afterwards.

        :raise ValidationError: with the sentence the payer sees
        """
        self.ensure_one()
        if self.provider_id.state == "disabled":
            raise ValidationError(
                self.env._("Online payment is not available at the moment.")
            )
        if self.currency_id.name != const.CURRENCY:
            raise ValidationError(
                self.env._("Sage Pay takes payments in rand (ZAR) only.")
            )
        # "not >" also refuses what is not a number.
        if not self.amount > 0:
            raise ValidationError(
                self.env._("The amount to pay must be more than zero.")
            )
        if not self._sagepay_company_fits():
            raise ValidationError(
                self.env._("These documents cannot be paid online with this account.")
            )

    def _sagepay_company_fits(self):
        """Tell whether all documents belong to the provider's company or a branch."""
        # The payer need not have access to the companies compared here.
        self_sudo = self.sudo()
        company = self_sudo.provider_id.company_id
        return all(
            company in document.company_id.parent_ids
            for document in self_sudo.invoice_ids
        )
