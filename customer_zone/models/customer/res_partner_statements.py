from odoo import api, fields, models

from .res_partner_visits import BOOKKEEPERS


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Customers read their own contact records; staff alone may read these.
    customer_zone_no_statements = fields.Boolean(
        string="No scheduled statements",
        company_dependent=True,
        groups="base.group_user",
        help="This customer gets no statement by itself; you can still send one. Kept "
        "per company and shared by all contacts of the customer.",
    )
    customer_zone_statement_contact_id = fields.Many2one(
        "res.partner",
        string="Statements Go To",
        company_dependent=True,
        groups="base.group_user",
        domain="[('commercial_partner_id', '=', commercial_partner_id),"
        " ('email', '!=', False)]",
        help="Whoever gets this customer's statements. Empty: whoever gets the "
        "invoices. Kept per company.",
    )
    customer_zone_statement_count = fields.Integer(
        string="Statements Sent",
        compute="_compute_customer_zone_statement_count",
        groups=BOOKKEEPERS,
    )

    @api.model
    def _commercial_fields(self):
        """Keep one answer per customer: contacts follow their company."""
        return [
            *super()._commercial_fields(),
            "customer_zone_no_statements",
            "customer_zone_statement_contact_id",
        ]

    @api.depends_context("company")
    def _compute_customer_zone_statement_count(self):
        """Count what each customer was sent in this company, all in one query."""
        sent = self.env["customer.zone.statement.sent"]
        counts = dict(
            sent._read_group(
                [
                    ("company_id", "=", self.env.company.id),
                    ("customer_id", "in", self.commercial_partner_id.ids),
                ],
                ["customer_id"],
                ["__count"],
            )
        )
        for partner in self:
            customer = partner.commercial_partner_id
            partner.customer_zone_statement_count = counts.get(customer, 0)

    def action_customer_zone_statements(self):
        """Open the statements that this customer was sent.

        :return: an `ir.actions.act_window` dictionary
        """
        return self._zone_action("customer_zone.action_customer_zone_statement_sent")

    def _zone_statement_recipient(self):
        """Return who gets this customer's statements in the current company.

        The contact chosen for it, else whoever gets the invoices, else the customer;
        it may be without an e-mail address where nobody has one.
        """
        customer = self.commercial_partner_id
        chosen = customer.customer_zone_statement_contact_id
        if chosen.active and chosen.commercial_partner_id == customer:
            return chosen
        invoiced = customer.browse(customer.address_get(["invoice"])["invoice"])
        return invoiced if invoiced.email_normalized else customer
