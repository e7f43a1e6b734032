from odoo import api, fields, models
from odoo.fields import Domain


class CustomerZoneLink(models.Model):
    _inherit = "customer.zone.link"

    last_used_at = fields.Datetime(
        string="Last Used",
        compute="_compute_last_used_at",
        help="When somebody last did something with this link (UTC).",
    )

    @api.depends("recipient_id", "customer_id")
    def _compute_last_used_at(self):
        """Read the newest activity of each link, all in one query."""
        # By customer first, for which activity is indexed.
        domain = Domain("company_id", "in", self.company_id.ids)
        domain &= Domain("customer_id", "in", self.customer_id.ids)
        domain &= Domain("link_id", "in", self.ids)
        events = self.env["customer.zone.event"]
        domain &= events._zone_visits_domain()
        newest = dict(events._read_group(domain, ["link_id"], ["happened_at:max"]))
        for link in self:
            link.last_used_at = newest.get(link, False)
