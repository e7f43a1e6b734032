from odoo import models


class BaseModuleUninstall(models.TransientModel):
    _inherit = "base.module.uninstall"

    def _get_models(self):
        """Count what Sage Pay stores among what is lost with it."""
        stored = self.env["ir.model"].search(
            [("model", "=like", "sagepay.%"), ("transient", "=", False)]
        )
        return super()._get_models() | stored.filtered(
            lambda model: self.env[model.model]._auto
        )
