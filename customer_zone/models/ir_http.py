from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        """Let errors of the zone's addresses carry its headers, for scripts, too."""
        response = super()._handle_error(exception)
        if "/zone/" in request.httprequest.path and hasattr(response, "headers"):
            for name, value in request.future_response.headers.items():
                if name != "Set-Cookie":
                    response.headers.setdefault(name, value)
        return response
