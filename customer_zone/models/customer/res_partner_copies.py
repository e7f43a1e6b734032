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

    def write(self, vals):
        """Let whoever is filed under another customer get no copies there unasked."""
        if not {"parent_id", "is_company"} & vals.keys():
            return super().write(vals)
        customers = {partner: partner.commercial_partner_id for partner in self}
        result = super().write(vals)
        for partner, customer in customers.items():
            if partner.commercial_partner_id != customer:
                partner._zone_stop_copies()
        return result

    def _zone_stop_copies(self):
        """Let this contact get no invoices but its own, of any company."""
        # Also archived ones, and those whoever files the contact is not at home in.
        of_any = [("active", "in", [True, False])]
        for company_sudo in self.env["res.company"].sudo().search(of_any):
            contact_sudo = self.sudo().with_company(company_sudo)
            if contact_sudo.customer_zone_gets_copies:
                contact_sudo.customer_zone_gets_copies = False

    def _zone_copied_contacts(self, company):
        """Return the contacts of this customer who get its invoices as well.

        :param company: `res.company` record that sends
        """
        contacts = self.with_company(company)
        # Not those of a subsidiary: it is a customer of its own.
        return contacts.search(
            [
                ("commercial_partner_id", "=", self.commercial_partner_id.id),
                ("customer_zone_gets_copies", "=", True),
                ("email", "!=", False),
            ]
        )
