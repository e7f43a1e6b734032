from odoo import models
from odoo.http import request

from .. import const


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Keep what was posted to the callback addresses as it came.

        The form parser gives nothing and keeps nothing of a body it cannot read, and
        a notice must not be lost with it. The limit of the addresses holds already.
        """
        result = super()._pre_dispatch(rule, args)
        if _is_callback(rule.endpoint) and request.httprequest.method == "POST":
            request.httprequest.get_data(cache=True)
        return result

    @classmethod
    def _dispatch(cls, endpoint):
        """Hand no posted field to the callback addresses as an argument.

        They read the body themselves. A stranger chooses the names of the fields,
        and none of them may meet the name of an argument. The addresses are known by
        their endpoint: a path may be written in more than one way.
        """
        if _is_callback(endpoint):
            request.params = {}
        return super()._dispatch(endpoint)


def _is_callback(endpoint):
    return not set(const.CALLBACK_PATHS.values()).isdisjoint(endpoint.routing["routes"])
