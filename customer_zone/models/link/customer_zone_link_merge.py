from odoo import api, models
from odoo.fields import Domain

from ..merging import same_after_merge

# What there is one link for; see `_one_per_recipient`.
LINK_KEY = ("company_id", "customer_id", "recipient_id", "move_id", "order_id")


class CustomerZoneLink(models.Model):
    _inherit = "customer.zone.link"

    @api.model
    def _zone_before_merge(self, gone, kept):
        """Let links stand beside the kept contact's own ones for the same.

        They were e-mailed: they stay good for what they open, under their own
        generation, unless the kept contact's link was withdrawn.

        :param gone: `res.partner` records that are merged away
        :param kept: the `res.partner` record they become
        """
        single = Domain("is_merged", "=", False)
        for own, *others in same_after_merge(self, gone, kept, LINK_KEY, single):
            beside = self.union(*others)
            beside.write({"is_merged": True})
            if own.revoked_at:
                beside._withdraw()

    def _zone_with_merged(self):
        """Return these links with those that open the same to the same persons."""
        if not self:
            return self
        domain = Domain.OR(
            Domain.AND([(name, "=", link[name].id)] for name in LINK_KEY)
            for link in self
        )
        return self | self.search(domain & Domain("revoked_at", "=", False))
