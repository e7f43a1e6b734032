from odoo import models
from odoo.http import request

from .. import const


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        """Hand no posted field to the callback addresses as an argument.

        They read the body themselves. A stranger chooses the names of the fields,
        and none of them may meet the name of an argument. The addresses are known by
        their endpoint: a path may be written in more than one way.
        """
        if not set(const.CALLBACK_PATHS.values()).isdisjoint(
            endpoint.routing["routes"]
        ):
            request.params = {}
        return super()._dispatch(endpoint)
