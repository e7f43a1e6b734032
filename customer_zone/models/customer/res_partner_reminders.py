from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Customers read their own contact records; staff alone may read this.
    customer_zone_no_reminders = fields.Boolean(
        string="No overdue reminders",
        company_dependent=True,
        groups="base.group_user",
        help="This customer gets no reminders of overdue invoices. Kept per company "
        "and shared by all contacts of the customer.",
    )

    @api.model
    def _commercial_fields(self):
        """Keep one answer per customer: contacts follow their company."""
        return [*super()._commercial_fields(), "customer_zone_no_reminders"]
