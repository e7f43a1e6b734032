from odoo import api, models
from odoo.fields import Domain

from ..merging import same_after_merge

REQUEST_KEY = ("company_id", "customer_id", "recipient_id")


class CustomerZoneChangeRequest(models.Model):
    _inherit = "customer.zone.change.request"

    @api.model
    def _zone_before_merge(self, gone, kept):
        """Take back all but the newest of the requests that one person would wait for.

        :param gone: `res.partner` records that are merged away
        :param kept: the `res.partner` record they become
        """
        waiting = Domain("state", "=", "waiting")
        for asked in same_after_merge(self, gone, kept, REQUEST_KEY, waiting):
            asked.sorted("id")[:-1]._zone_withdraw()
