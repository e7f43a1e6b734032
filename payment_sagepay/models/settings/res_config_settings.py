from odoo import api, fields, models
from odoo.exceptions import UserError

MODES = [("test", "Test: no real money moves"), ("live", "Live: real payments")]
STATE_OF_MODE = {"test": "test", "live": "enabled"}

# Settings that have the same name on the company's provider.
PROVIDER_FIELDS = (
    "sagepay_account_number",
    "sagepay_service_key",
    "sagepay_account_key",
    "sagepay_mail_receipt",
    "sagepay_mail_seller",
    "sagepay_mail_business",
    "sagepay_mail_user_ids",
    "sagepay_mail_addresses",
)
SECRETS = ("sagepay_service_key", "sagepay_account_key")


class ResConfigSettings(models.TransientModel):
    """The Sage Pay block of the accounting settings: one provider per company."""

    _inherit = "res.config.settings"

    sagepay_enabled = fields.Boolean("Enable Sage Pay Online Payments")
    sagepay_mode = fields.Selection(MODES, string="Mode", default="test")
    sagepay_journal_id = fields.Many2one(
        "account.journal",
        string="Bank account that receives the money",
        domain="[('type', '=', 'bank'), ('company_id', '=', company_id)]",
        check_company=True,
    )
    sagepay_account_number = fields.Char("Account number", groups="base.group_system")
    sagepay_mail_receipt = fields.Boolean("E-mail a receipt to the customer")
    sagepay_mail_seller = fields.Boolean("Tell the salesperson of the invoice")
    sagepay_mail_business = fields.Boolean("E-mail notification on payment")
    sagepay_mail_user_ids = fields.Many2many(
        "res.users",
        "sagepay_settings_mail_user_rel",
        string="Users to notify",
        domain=[("share", "=", False)],
    )
    sagepay_mail_addresses = fields.Char("Further addresses")

    @api.model
    def get_values(self):
        """Show what the company's provider is set to; administrators only."""
        values = super().get_values()
        if not self.env.user.has_group("base.group_system"):
            return values
        provider = self.env["payment.provider"]._sagepay_of_company(self.env.company)
        stored = {name: provider[name] for name in PROVIDER_FIELDS}
        return {
            **values,
            **stored,
            "sagepay_mail_user_ids": [
                fields.Command.set(provider.sagepay_mail_user_ids.ids)
            ],
            "sagepay_enabled": provider.state in ("test", "enabled"),
            "sagepay_mode": "live" if provider.state == "enabled" else "test",
            "sagepay_journal_id": provider.journal_id.id,
        }

    def set_values(self):
        """Write what was changed to the company's provider; administrators only.

        :raise ValidationError: when Sage Pay is enabled without a complete key, or
            receipts could not be booked
        """
        result = super().set_values()
        if self.env.user.has_group("base.group_system"):
            provider = self._sagepay_provider()
            if provider:
                self._sagepay_store(provider)
        return result

    def _sagepay_provider(self):
        """Return the Sage Pay provider these settings are about."""
        return self.env["payment.provider"]._sagepay_of_company(self.company_id)

    def _sagepay_state(self):
        """Return the state of the provider these settings ask for."""
        if not self.sagepay_enabled:
            return "disabled"
        return STATE_OF_MODE[self.sagepay_mode or "test"]

    def _sagepay_store(self, provider):
        """Write the settings that differ; the bank account comes first.

        Switching on looks at the bank account, so it has to be the one chosen here.
        """
        chosen = self.sagepay_journal_id
        if self.sagepay_enabled and chosen and provider.journal_id != chosen:
            provider.journal_id = chosen
        values = {
            name: self[name].ids
            if self._fields[name].relational
            else (self[name] or False)
            for name in PROVIDER_FIELDS
        }
        present = {
            name: provider[name].ids
            if self._fields[name].relational
            else (provider[name] or False)
            for name in PROVIDER_FIELDS
        }
        values["state"] = self._sagepay_state()
        present["state"] = provider.state
        changed = {k: v for k, v in values.items() if present[k] != v}
        if "sagepay_mail_user_ids" in changed:
            changed["sagepay_mail_user_ids"] = [
                fields.Command.set(values["sagepay_mail_user_ids"])
            ]
        if changed:
            provider.write(changed)

    @api.constrains("sagepay_typed_keys", "sagepay_account_number")
    def _check_sagepay_shapes(self):
        """Refuse texts that cannot be keys before anybody is asked about them."""
        provider = self.env["payment.provider"]
        # Only administrators may read these; their shape holds whoever writes them.
        for settings in self.sudo():
            for name in (*SECRETS, "sagepay_account_number"):
                provider._sagepay_check_shape(name, (settings[name] or "").strip())

    def action_sagepay_freeze_base_url(self):
        """Keep the address of this Odoo as it is, whoever signs in by what name.

        :raise UserError: for anybody but a system administrator
        """
        if not self.env.user.has_group("base.group_system"):
            raise UserError(self.env._("Only administrators can do this."))
        self.env["ir.config_parameter"].set_param("web.base.url.freeze", "True")
        return False
