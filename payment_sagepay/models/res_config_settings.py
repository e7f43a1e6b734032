from odoo import api, fields, models

MODES = [("test", "Test: no real money moves"), ("live", "Live: real payments")]
STATE_OF_MODE = {"test": "test", "live": "enabled"}


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
    sagepay_service_key = fields.Char("Pay Now service key", groups="base.group_system")
    sagepay_accept_url = fields.Char(compute="_compute_sagepay_urls")
    sagepay_decline_url = fields.Char(compute="_compute_sagepay_urls")
    sagepay_redirect_url = fields.Char(compute="_compute_sagepay_urls")
    sagepay_notify_url = fields.Char(compute="_compute_sagepay_urls")
    sagepay_url_is_public = fields.Boolean(compute="_compute_sagepay_urls")

    @api.depends("company_id")
    def _compute_sagepay_urls(self):
        """Show the callback addresses as they have to be in the merchant portal."""
        callbacks = self.env["payment.provider"]._sagepay_callback_urls()
        for settings in self:
            for kind, url in callbacks.items():
                settings[f"sagepay_{kind}_url"] = url
            host = callbacks["notify"].partition("://")[2]
            settings.sagepay_url_is_public = callbacks["notify"].startswith(
                "https://"
            ) and not host.startswith(("localhost", "127."))

    @api.model
    def get_values(self):
        """Show what the company's provider is set to; administrators only."""
        values = super().get_values()
        if not self.env.user.has_group("base.group_system"):
            return values
        provider = self.env["payment.provider"]._sagepay_of_company(self.env.company)
        return {
            **values,
            "sagepay_enabled": provider.state in ("test", "enabled"),
            "sagepay_mode": "live" if provider.state == "enabled" else "test",
            "sagepay_journal_id": provider.journal_id.id,
            "sagepay_service_key": provider.sagepay_service_key,
        }

    def set_values(self):
        """Write what was changed to the company's provider; administrators only.

        :raise ValidationError: when Sage Pay is enabled without a complete key
        """
        result = super().set_values()
        if not self.env.user.has_group("base.group_system"):
            return result
        provider = self.env["payment.provider"]._sagepay_of_company(self.company_id)
        state = (
            STATE_OF_MODE[self.sagepay_mode or "test"]
            if self.sagepay_enabled
            else "disabled"
        )
        wanted = {
            "state": state,
            "sagepay_service_key": self.sagepay_service_key,
        }
        changed = {k: v for k, v in wanted.items() if (provider[k] or "") != (v or "")}
        if provider and changed:
            provider.write(changed)
        if provider and self.sagepay_enabled and self.sagepay_journal_id:
            if provider.journal_id != self.sagepay_journal_id:
                provider.journal_id = self.sagepay_journal_id
        return result
