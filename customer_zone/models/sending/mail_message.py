from markupsafe import Markup

from odoo import api, models

from ...log_filter import mask


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """Keep links out of the thread: answers quote the e-mail they answer."""
        return super().create([self._zone_without_tokens(vals) for vals in vals_list])

    def write(self, vals):
        """Keep links out of the thread when a message is edited, too."""
        return super().write(self._zone_without_tokens(vals))

    @api.model
    def _zone_without_tokens(self, vals):
        """Return `vals` with every link token in the body replaced by asterisks."""
        body = vals.get("body")
        if not isinstance(body, str):
            return vals
        masked = mask(body)
        if masked == body:
            return vals
        # Asterisks in place of letters: as safe as the body was before.
        return {**vals, "body": Markup(masked) if isinstance(body, Markup) else masked}
