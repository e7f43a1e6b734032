from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        """Hand no field named ``self`` to the zone's addresses.

        A stranger chooses the names of the fields, and a controller has an argument
        of that name already.
        """
        if "/zone/" in request.httprequest.path:
            request.params = {k: v for k, v in request.params.items() if k != "self"}
        return super()._dispatch(endpoint)

    @classmethod
    def _serve_fallback(cls):
        """Look for nothing under an address that no database can hold."""
        if "\x00" in request.httprequest.path:
            return None
        return super()._serve_fallback()

    @classmethod
    def _handle_error(cls, exception):
        """Let errors of the zone's addresses carry its headers, for scripts, too."""
        response = super()._handle_error(exception)
        if "/zone/" in request.httprequest.path and hasattr(response, "headers"):
            for name, value in request.future_response.headers.items():
                if name != "Set-Cookie":
                    response.headers.setdefault(name, value)
        return response
