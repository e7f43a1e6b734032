from odoo import fields, models

# Parts of My Details that customers may ask to change, by the field that says so.
CHANGE_FIELDS = {
    "contact": "customer_zone_change_contact",
    "language": "customer_zone_change_language",
    "company": "customer_zone_change_company",
    "billing": "customer_zone_change_billing",
    "delivery": "customer_zone_change_delivery",
    "person": "customer_zone_change_people",
}


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_change_contact = fields.Boolean(
        string="Contact person and phone",
        default=True,
        help="Never the name of somebody who signs in, nor any e-mail address.",
    )
    customer_zone_change_language = fields.Boolean(string="Language", default=True)
    customer_zone_change_company = fields.Boolean(
        string="Tax and registration number",
        default=True,
        help="Only as long as no document was made for the customer.",
    )
    customer_zone_change_billing = fields.Boolean(
        string="Invoice address", default=True
    )
    customer_zone_change_delivery = fields.Boolean(
        string="Delivery address", default=True
    )
    customer_zone_change_people = fields.Boolean(
        string="People who receive documents", default=True
    )

    def _zone_changeable(self):
        """Return which parts of My Details customers may ask to change.

        :return: set of keys of `CHANGE_FIELDS`
        """
        self.ensure_one()
        # Visitors have no rights on companies; these switches concern them.
        company_sudo = self.sudo()
        return {key for key, name in CHANGE_FIELDS.items() if company_sudo[name]}
