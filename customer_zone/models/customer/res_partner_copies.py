from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Customers read their own contact records; staff alone may read this.
    customer_zone_gets_copies = fields.Boolean(
        string="Gets Invoices by E-mail",
        company_dependent=True,
        groups="base.group_user",
        help="Every invoice and credit note e-mailed to the customer goes to this "
        "contact as well, with a link of their own. Kept per company.",
    )

    def _zone_copied_contacts(self, company):
        """Return the contacts of this customer who get its invoices as well.

        :param company: `res.company` record that sends
        """
        contacts = self.with_company(company)
        return contacts.search(
            [
                ("id", "child_of", self.commercial_partner_id.id),
                ("customer_zone_gets_copies", "=", True),
                ("email", "!=", False),
            ]
        )
