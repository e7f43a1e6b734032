from odoo import api, models
from odoo.fields import Domain

# What the seller does.
SENDING_KINDS = ("sent", "reminder")


class CustomerZoneEvent(models.Model):
    _inherit = "customer.zone.event"

    @api.model
    def _zone_visits_domain(self):
        """Return the domain of what customers did, without what they were sent."""
        return Domain("kind", "not in", SENDING_KINDS)

    @api.model
    def _zone_last_of(self, visitor_values):
        """Return when this visitor was last seen to do something.

        :param dict visitor_values: see `_record`
        :return: UTC time, or False
        """
        keys = ("company_id", "customer_id", "recipient_id")
        domain = Domain.AND([(key, "=", visitor_values[key])] for key in keys)
        domain &= self._zone_visits_domain()
        # Visitors have no rights on what is noted about them; this is their own.
        return self.sudo().search(domain, limit=1).happened_at
