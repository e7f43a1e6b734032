from odoo import api, fields, models

# Settings that have the same name on the company's provider.
STATEMENT_FIELDS = (
    "sagepay_fetch",
    "sagepay_catch_up_days",
    "sagepay_alert_days",
    "sagepay_fee_account_id",
    "sagepay_fee_tax_id",
    "sagepay_payout_account_id",
)


class ResConfigSettings(models.TransientModel):
    """The statement block of the Sage Pay settings: accounts, days, fetching."""

    _inherit = "res.config.settings"

    sagepay_fetch = fields.Boolean("Fetch the statement every day")
    sagepay_catch_up_days = fields.Integer("Days to catch up")
    sagepay_alert_days = fields.Integer("Days until a payment must be on the statement")
    sagepay_fee_account_id = fields.Many2one(
        "account.account",
        string="Account for fees",
        domain="[('account_type', 'in', ('expense', 'expense_direct_cost'))]",
        check_company=True,
    )
    sagepay_fee_tax_id = fields.Many2one(
        "account.tax",
        string="Purchase tax of fees",
        domain="[('type_tax_use', '=', 'purchase'), ('amount_type', '=', 'percent')]",
        check_company=True,
    )
    sagepay_payout_account_id = fields.Many2one(
        "account.account",
        string="Account for payouts on their way",
        domain="[('reconcile', '=', True)]",
        check_company=True,
    )

    @api.model
    def get_values(self):
        """Show what is set, and the chart's own accounts where nothing is yet."""
        values = super().get_values()
        if not self.env.user.has_group("base.group_system"):
            return values
        provider = self.env["payment.provider"]._sagepay_of_company(self.env.company)
        shown = {
            name: provider._fields[name].convert_to_write(provider[name], provider)
            for name in STATEMENT_FIELDS
        }
        if provider and not provider.sagepay_fee_account_id:
            shown["sagepay_fee_account_id"] = provider._sagepay_fee_account().id
            shown["sagepay_fee_tax_id"] = provider._sagepay_fee_tax().id
        if provider and not provider.sagepay_payout_account_id:
            transfer = provider.company_id.transfer_account_id
            shown["sagepay_payout_account_id"] = transfer.id
        return {**values, **shown}

    def _sagepay_store(self, provider):
        """Write the accounts and days, too, where they differ."""
        result = super()._sagepay_store(provider)
        wanted = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in STATEMENT_FIELDS
        }
        changed = {
            name: value
            for name, value in wanted.items()
            if provider._fields[name].convert_to_write(provider[name], provider)
            != value
        }
        if changed:
            provider.write(changed)
        return result

    def action_sagepay_make_journal(self):
        """Create the journal for the money at the gateway and use it from now on.

        :raise AccessError: for everybody but system administrators
        """
        provider = self._sagepay_provider()
        provider.check_access("write")
        provider._sagepay_make_journal()
        return {"type": "ir.actions.client", "tag": "reload"}
