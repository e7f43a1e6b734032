from odoo import api, models

from ..merging import same_after_merge


class CustomerZoneStatementRunLine(models.Model):
    _inherit = "customer.zone.statement.run.line"

    @api.model
    def _zone_before_merge(self, gone, kept):
        """Leave one line in a run that both customers were in; the sent ones stay.

        :param gone: `res.partner` records that are merged away
        :param kept: the `res.partner` record they become
        """
        for lines in same_after_merge(self, gone, kept, ("run_id", "customer_id")):
            lines[1:].unlink()
