from odoo import api, models

from ..merging import same_after_merge

# See `_one_per_month`.
TALLY_KEY = (
    "move_id",
    "order_id",
    "company_id",
    "customer_id",
    "kind",
    "is_customer",
    "month",
)


class CustomerZoneEventTally(models.Model):
    _inherit = "customer.zone.event.tally"

    @api.model
    def _zone_before_merge(self, gone, kept):
        """Add up the totals of one month that become those of one customer.

        :param gone: `res.partner` records that are merged away
        :param kept: the `res.partner` record they become
        """
        for totals in same_after_merge(self, gone, kept, TALLY_KEY):
            totals[:1].write(
                {
                    "times": sum(totals.mapped("times")),
                    "first_at": min(totals.mapped("first_at")),
                    "last_at": max(totals.mapped("last_at")),
                }
            )
            totals[1:].unlink()
