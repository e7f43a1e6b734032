from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_zone_new_customers = fields.Boolean(
        related="company_id.customer_zone_new_customers", readonly=False
    )
    customer_zone_banner = fields.Text(
        related="company_id.customer_zone_banner", readonly=False
    )

    def action_customer_zone_banner(self):
        """Open the company's message alone, where each language can be written.

        :return: an `ir.actions.act_window` dictionary
        """
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Message to Customers"),
            "res_model": "res.company",
            "res_id": self.company_id.id,
            "views": [
                (self.env.ref("customer_zone.res_company_view_form_banner").id, "form")
            ],
            "target": "new",
        }

    def action_customer_zone_go_live(self):
        """Open the list of what still keeps the company from going live.

        :return: an `ir.actions.act_window` dictionary
        """
        self.ensure_one()
        return self.env["customer.zone.go.live"]._zone_open(self.company_id)
