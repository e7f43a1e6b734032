import re

from werkzeug.exceptions import abort

from odoo import models
from odoo.http import Response, request

from ..script_call import is_call

CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _is_of_zone(path: str | None = None) -> bool:
    """Return whether an address, by default the one asked for, is the zone's."""
    return "/zone/" in (request.httprequest.path if path is None else path)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _match(cls, path_info):
        """Find nothing at an address that no browser writes and no header can hold."""
        if _is_of_zone(path_info) and CONTROL.search(path_info):
            abort(Response(status=404))
        return super()._match(path_info)

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Answer 400 to what no page of the zone, and no script of one, sends."""
        result = super()._pre_dispatch(rule, args)
        is_script = rule.endpoint.routing["type"] == "jsonrpc"
        if is_script and _is_of_zone() and not is_call(request.get_json_data):
            # With an answer of its own, as core gives it: no insides are told.
            abort(Response("Invalid JSON-RPC data", status=400))
        # Every field is text to its reader, Odoo's own token included.
        if not is_script and _is_of_zone() and request.httprequest.files:
            abort(Response("No files are taken here", status=400))
        return result

    @classmethod
    def _dispatch(cls, endpoint):
        """Hand no field named ``self`` to the zone's addresses.

        A stranger chooses the names of the fields, and a controller has an argument
        of that name already.
        """
        if _is_of_zone():
            request.params = {k: v for k, v in request.params.items() if k != "self"}
        return super()._dispatch(endpoint)

    @classmethod
    def _handle_error(cls, exception):
        """Let errors of the zone's addresses carry its headers, for scripts, too."""
        response = super()._handle_error(exception)
        if _is_of_zone() and hasattr(response, "headers"):
            for name, value in request.future_response.headers.items():
                if name != "Set-Cookie":
                    response.headers.setdefault(name, value)
        return response
