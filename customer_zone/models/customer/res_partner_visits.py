from odoo import api, fields, models
from odoo.fields import Domain

BOOKKEEPERS = "account.group_account_invoice,account.group_account_readonly"


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_zone_last_visit = fields.Datetime(
        string="Last Visit",
        compute="_compute_customer_zone_last_visit",
        groups=BOOKKEEPERS,
        help="When somebody of this customer last did something in the Customer Zone "
        "of the current company (UTC).",
    )
    customer_zone_waiting_count = fields.Integer(
        string="Changes Asked For",
        compute="_compute_customer_zone_waiting_count",
        groups=BOOKKEEPERS,
    )

    @api.depends_context("company")
    def _compute_customer_zone_last_visit(self):
        """Read the newest activity of each customer, all in one query."""
        events = self.env["customer.zone.event"]
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("customer_id", "in", self.commercial_partner_id.ids)
        domain &= events._zone_visits_domain()
        newest = dict(events._read_group(domain, ["customer_id"], ["happened_at:max"]))
        for partner in self:
            partner.customer_zone_last_visit = newest.get(
                partner.commercial_partner_id, False
            )

    @api.depends_context("company")
    def _compute_customer_zone_waiting_count(self):
        """Count the changes each customer waits for, all in one query."""
        requests = self.env["customer.zone.change.request"]
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("customer_id", "in", self.commercial_partner_id.ids)
        domain &= Domain("state", "=", "waiting")
        counts = dict(requests._read_group(domain, ["customer_id"], ["__count"]))
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_zone_waiting_count = counts.get(customer, 0)

    def action_customer_zone_events(self):
        """Open what this customer did in the zone.

        :return: an `ir.actions.act_window` dictionary
        """
        return self._zone_action("customer_zone.action_customer_zone_event")

    def action_customer_zone_requests(self):
        """Open the changes this customer asked for, waiting and answered.

        :return: an `ir.actions.act_window` dictionary
        """
        action = self._zone_action("customer_zone.action_customer_zone_change_request")
        return {**action, "context": {}}

    def action_customer_zone_links(self):
        """Open the links that were issued for this customer.

        :return: an `ir.actions.act_window` dictionary
        """
        action = self._zone_action("customer_zone.action_customer_zone_link")
        context = {"search_default_working": 1, "customer_zone_of_one": True}
        return {**action, "context": context}

    def _zone_action(self, xmlid):
        """Return a window action narrowed to this customer.

        :raise AccessError: for users who may not read what it shows
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        self.env[action["res_model"]].check_access("read")
        customer = self.commercial_partner_id
        return {**action, "domain": [("customer_id", "=", customer.id)]}
