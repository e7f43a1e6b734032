from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_customer_zone_allow(self):
        """Allow these customers to view invoices online, in the current company.

        :return: an `ir.actions.client` dictionary that says how many changed
        :raise AccessError: for users who may not change contacts
        """
        changed = self._zone_set_allowed(True)
        return self._zone_say(
            self.env._(
                "Customers who may view invoices online from now on: %(changed)s. "
                "Who already could: %(others)s.",
                changed=len(changed),
                others=len(self.commercial_partner_id) - len(changed),
            )
        )

    def action_customer_zone_disallow(self):
        """Close the zone of the current company to these customers.

        :return: an `ir.actions.client` dictionary that says how many changed
        :raise AccessError: for users who may not change contacts
        """
        changed = self._zone_set_allowed(False)
        return self._zone_say(
            self.env._(
                "Customers who may not view invoices online any more: %(changed)s. "
                "Who could not before: %(others)s.",
                changed=len(changed),
                others=len(self.commercial_partner_id) - len(changed),
            )
        )

    def _zone_set_allowed(self, allowed):
        """Set the permission and return the customers for whom that is a change."""
        customers = self.commercial_partner_id
        customers.check_access("write")
        changed = customers.filtered(
            lambda customer: customer.customer_zone_allowed != allowed
        )
        changed.customer_zone_allowed = allowed
        (customers - changed)._zone_note_decision(allowed)
        return changed

    def _zone_say(self, message):
        """Return the action that shows a sentence and reads the list again."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
