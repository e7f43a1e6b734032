from odoo import api, models

# The models of ours that have something once per customer or person.
MERGED = (
    "customer.zone.link",
    "customer.zone.change.request",
    "customer.zone.statement.run.line",
    "customer.zone.event.tally",
)


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Make room for what the merged contacts bring along, so that it is kept."""
        for name in MERGED:
            # Whoever may merge contacts need not see what the zone knows of them.
            self.env[name].sudo()._zone_before_merge(src_partners, dst_partner)
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
