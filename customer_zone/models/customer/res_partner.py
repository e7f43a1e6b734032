from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Customers read their own contact records; staff alone may read this flag.
    customer_zone_allowed = fields.Boolean(
        string="Allow this customer to view invoices online",
        company_dependent=True,
        groups="base.group_user",
        help="The customer opens, prints and pays invoices from the link in the "
        "invoice e-mail. Kept per company and shared by all contacts of the customer.",
    )
    customer_zone_scope = fields.Selection(
        selection=[
            ("all", "Documents of the whole company"),
            ("own", "Only documents in their own name"),
        ],
        string="Sees in the Customer Zone",
        company_dependent=True,
        groups="base.group_user",
        help="Whoever sees only their own documents sees no balance and no statement "
        "either. Empty: as set in the Customer Zone settings. Kept per company.",
    )

    @api.model
    def _commercial_fields(self):
        """Keep one flag per customer: contacts follow their company."""
        return [*super()._commercial_fields(), "customer_zone_allowed"]

    def _zone_is_open(self, company):
        """Return whether the zone of `company` is open to this partner's customer.

        :param company: `res.company` record whose documents would be shown
        :rtype: bool
        """
        if not self or not company.sudo().customer_zone_enabled:
            return False
        # The flag is for staff eyes, the answer is needed for every visitor.
        customer_sudo = self.sudo().commercial_partner_id.with_company(company)
        return customer_sudo.customer_zone_allowed

    def _zone_closed_companies(self):
        """Return the companies (in sudo) with a zone that is closed to this partner."""
        # Customers read neither companies nor their own flag.
        companies_sudo = self.env["res.company"].sudo()
        return companies_sudo.search([("customer_zone_enabled", "=", True)]).filtered(
            lambda company: not self._zone_is_open(company)
        )

    def _zone_sees_own_only(self, company):
        """Return whether this contact sees no documents of other contacts.

        The customer itself always sees everything.

        :param company: `res.company` record whose documents are shown
        :rtype: bool
        """
        self.ensure_one()
        # The setting is for staff eyes, the answer is needed for every visitor.
        contact_sudo = self.sudo().with_company(company)
        if contact_sudo.commercial_partner_id == contact_sudo:
            return False
        scope = contact_sudo.customer_zone_scope
        return (scope or company.sudo().customer_zone_contact_scope) == "own"

    def _zone_own_only_companies(self):
        """Return the companies (in sudo) that show this contact only their own.

        :return: `res.company` records with a zone that is open to the customer
        """
        # Customers read neither companies nor their own setting.
        companies_sudo = self.env["res.company"].sudo()
        if not self or self.sudo().commercial_partner_id == self:
            return companies_sudo
        return companies_sudo.search([("customer_zone_enabled", "=", True)]).filtered(
            lambda company: (
                self._zone_is_open(company) and self._zone_sees_own_only(company)
            )
        )

    def action_customer_zone_revoke_all(self):
        """Withdraw every link of these customers in the current company at once.

        :raise AccessError: for users without the invoicing rights
        """
        links = self.env["customer.zone.link"].search(
            [
                ("customer_id", "in", self.commercial_partner_id.ids),
                ("company_id", "=", self.env.company.id),
            ]
        )
        links.action_revoke()
