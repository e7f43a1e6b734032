from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_datetime

from .res_config_settings import SECRETS

KEYS = ("sagepay_account_number", *SECRETS)


class ResConfigSettings(models.TransientModel):
    """Checking keys before they are stored, and showing what was found."""

    _inherit = "res.config.settings"

    sagepay_accept_url = fields.Char(compute="_compute_sagepay_urls")
    sagepay_decline_url = fields.Char(compute="_compute_sagepay_urls")
    sagepay_redirect_url = fields.Char(compute="_compute_sagepay_urls")
    sagepay_notify_url = fields.Char(compute="_compute_sagepay_urls")
    sagepay_url_is_public = fields.Boolean(compute="_compute_sagepay_urls")
    sagepay_url_is_frozen = fields.Boolean(compute="_compute_sagepay_urls")
    sagepay_check_result = fields.Char(
        compute="_compute_sagepay_check", groups="base.group_system"
    )
    sagepay_check_text = fields.Char(
        compute="_compute_sagepay_check", groups="base.group_system"
    )
    sagepay_findings = fields.Html(
        compute="_compute_sagepay_findings",
        sanitize=False,  # rendered here from our own sentences, escaped
        groups="base.group_system",
    )

    @api.depends("company_id")
    def _compute_sagepay_urls(self):
        """Show the callback addresses as they have to be in the merchant portal."""
        provider = self.env["payment.provider"]
        callbacks = provider._sagepay_callback_urls()
        for settings in self:
            for kind, url in callbacks.items():
                settings[f"sagepay_{kind}_url"] = url
            settings.sagepay_url_is_public = provider._sagepay_base_is_public()
            settings.sagepay_url_is_frozen = provider._sagepay_base_is_frozen()

    @api.depends("company_id", *KEYS)
    def _compute_sagepay_check(self):
        """Show when the keys in the form were last checked, and the answer."""
        for settings in self:
            settings.sagepay_check_result = settings.sagepay_check_text = False
            provider = settings._sagepay_provider()
            if not provider:
                continue
            keys = settings._sagepay_entered_keys(provider)
            if not (last := provider._sagepay_last_check(keys)):
                continue
            settings.sagepay_check_result = last.result
            settings.sagepay_check_text = self.env._(
                "%(time)s: %(message)s",
                time=format_datetime(self.env, last.asked_at, dt_format="short"),
                message=last.message,
            )

    @api.depends("company_id")
    def _compute_sagepay_findings(self):
        """Show what is still missing or wrong, the worst first."""
        for settings in self:
            settings.sagepay_findings = settings._sagepay_provider().sagepay_findings

    def _sagepay_entered_keys(self, provider):
        """Return the keys as they stand in the form."""
        return provider._sagepay_keys({name: self[name] for name in KEYS})

    def action_sagepay_check(self):
        """Ask Sage Pay about the keys in the form, without storing them.

        :raise UserError: when there is nothing to ask about
        """
        self.ensure_one()
        provider = self._sagepay_provider()
        provider.check_access("write")
        keys = self._sagepay_entered_keys(provider)
        state = self._sagepay_state()
        # Keys are checked before Sage Pay is switched on, in the mode chosen here.
        return provider._sagepay_check_and_tell(
            keys, "test" if state == "disabled" else state
        )

    def execute(self):
        """Check changed keys before anything is written; then save as usual.

        It has to be here: no row is locked yet while the gateway answers, and
        nothing of the form is saved when the keys are refused.

        :raise UserError: with the reason, when the new keys are wrong
        """
        unclear = None
        if self.env.user.has_group("base.group_system"):
            unclear = self._sagepay_check_changed_keys()
        result = super().execute()
        self._sagepay_forget_secrets()
        if not unclear:
            return result
        if result.get("tag") == "reload":
            # Reloading the whole page would take the notification away.
            result = {"type": "ir.actions.client", "tag": "soft_reload"}
        return self._sagepay_provider()._sagepay_tell(unclear, then=result)

    def _sagepay_check_changed_keys(self):
        """Ask about keys that differ from the stored ones.

        :return: the answer when nothing was learnt: the keys are stored unconfirmed
        :raise UserError: when they are wrong, or may not be asked about now
        """
        provider = self._sagepay_provider()
        if not provider:
            return None
        keys = self._sagepay_entered_keys(provider)
        if keys == provider._sagepay_keys() or not keys.can_be_asked:
            return None
        state = self._sagepay_state()
        answer = provider._sagepay_check_entered(
            keys, "test" if state == "disabled" else state
        )
        if answer.result == "valid":
            return None
        if answer.result == "unclear":
            return answer
        raise UserError(
            answer.message
            + "\n\n"
            + self.env._(
                "Nothing was saved. The keys that were stored before stay in use."
            )
        )
