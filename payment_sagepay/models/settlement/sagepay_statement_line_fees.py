from odoo import models
from odoo.fields import Command


class SagepayStatementLine(models.Model):
    """Fees and the VAT on them, so that the VAT report is right.

    The gateway writes VAT either on a line of its own or inside the fee. Both put the
    same base and the same tax on the same lines of the report. Where the business
    claims no VAT there is no tax, and both are a cost.
    """

    _inherit = "sagepay.statement.line"

    def _fee_items(self, amount):
        """Return the items of a fee of ``amount`` rand, VAT split off if inside.

        Interest is a cost without VAT.
        """
        provider = self.provider_id
        account, tax = provider.sagepay_fee_account_id, provider.sagepay_fee_tax_id
        if not tax or self.code != "NSF":
            return [(amount, account, {})]
        vat = self.currency_id.round(self.vat)
        base = self.currency_id.round(amount - vat)
        items = [(base, account, self._base_values(tax))]
        if vat:
            items += self._tax_items(tax, vat, base)
        return items

    def _vat_items(self, amount):
        """Return the items of a VAT line of ``amount`` rand."""
        provider = self.provider_id
        tax = provider.sagepay_fee_tax_id
        if not tax:
            return [(amount, provider.sagepay_fee_account_id, {})]
        base = self.currency_id.round(amount / (tax.amount / 100)) if tax.amount else 0
        return self._tax_items(tax, amount, base)

    def _base_values(self, tax):
        """Return what marks an item as the base of ``tax``."""
        share = tax.invoice_repartition_line_ids.filtered(
            lambda share: share.repartition_type == "base"
        )
        return {
            "tax_ids": [Command.set(tax.ids)],
            "tax_tag_ids": [Command.set(share.tag_ids.ids)],
        }

    def _tax_items(self, tax, vat, base):
        """Return the item that carries ``vat`` rand of ``tax``."""
        share = tax.invoice_repartition_line_ids.filtered(
            lambda share: share.repartition_type == "tax"
        )
        values = {
            "tax_repartition_line_id": share.id,
            "tax_tag_ids": [Command.set(share.tag_ids.ids)],
            "tax_base_amount": base,
        }
        return [(vat, share.account_id, values)]
