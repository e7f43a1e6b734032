from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    """Keys in the form: those in use are read from the provider and never copied.

    Rows of forms outlive the form, and every button saves one. A key that was typed
    has to wait there for Save or for Check, so only what differs from the provider's
    is in the row, and Save takes it out.
    """

    _inherit = "res.config.settings"

    sagepay_service_key = fields.Char(
        string="Pay Now service key",
        compute="_compute_sagepay_service_key",
        inverse="_inverse_sagepay_service_key",
        groups="base.group_system",
    )
    sagepay_account_key = fields.Char(
        string="Account service key",
        compute="_compute_sagepay_account_key",
        inverse="_inverse_sagepay_account_key",
        groups="base.group_system",
    )
    # {name of the field: text, or False where it was emptied}
    sagepay_typed_keys = fields.Json(groups="base.group_system", copy=False)

    # A method for each: of fields that are worked out together, the one that is not
    # written reads as empty while the other one is.

    @api.depends("company_id", "sagepay_typed_keys")
    def _compute_sagepay_service_key(self):
        """Show what was typed, else the key in use."""
        self._sagepay_show_key("sagepay_service_key")

    @api.depends("company_id", "sagepay_typed_keys")
    def _compute_sagepay_account_key(self):
        """Show what was typed, else the key in use."""
        self._sagepay_show_key("sagepay_account_key")

    def _inverse_sagepay_service_key(self):
        """Keep what was typed until it is saved."""
        self._sagepay_keep_typed("sagepay_service_key")

    def _inverse_sagepay_account_key(self):
        """Keep what was typed until it is saved."""
        self._sagepay_keep_typed("sagepay_account_key")

    def _sagepay_show_key(self, name):
        """Fill the field ``name`` with what was typed, else with the key in use."""
        for settings in self:
            typed = settings.sagepay_typed_keys or {}
            settings[name] = typed.get(name, settings._sagepay_provider()[name])

    def _sagepay_keep_typed(self, name):
        """Keep what stands in the field ``name`` if it differs from the key in use."""
        for settings in self:
            typed = dict(settings.sagepay_typed_keys or {})
            typed.pop(name, None)
            entered = settings[name] or False
            if entered != settings._sagepay_provider()[name]:
                typed[name] = entered
            settings.sagepay_typed_keys = typed

    def _sagepay_forget_secrets(self):
        """Leave no copy of a key in the table of forms."""
        # Only administrators may write this field; others have none to forget.
        form = self.sudo().exists()
        if form.sagepay_typed_keys:
            form.sagepay_typed_keys = False
