from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_enabled = fields.Boolean(
        string="Customer Zone",
        help="Customers open, print and pay their invoices from the link in the "
        "invoice e-mail.",
    )
    customer_zone_mode = fields.Selection(
        selection=[
            ("documents", "Invoices only"),
            ("history", "Invoices and account history"),
        ],
        string="What Customers See",
        default="history",
        required=True,
    )
    customer_zone_link_days = fields.Integer(
        string="Link Life",
        default=90,
        help="Number of days an e-mailed link works, counted from the last time it "
        "was sent.",
    )
    customer_zone_ask_code = fields.Boolean(
        string="Ask for a Code",
        help="A link opens the document it was sent with. Everything else asks for a "
        "six-digit code, which is e-mailed to the contact the link belongs to.",
    )
    customer_zone_code_days = fields.Integer(
        string="Remember the Code",
        default=30,
        help="Number of days a browser is not asked for a code again.",
    )
    customer_zone_contact_scope = fields.Selection(
        selection=[
            ("all", "Documents of the whole company"),
            ("own", "Only documents in their own name"),
        ],
        string="Contacts See",
        default="all",
        required=True,
        help="What the contacts of a customer see, unless their form says otherwise.",
    )

    @api.constrains("customer_zone_code_days")
    def _check_customer_zone_code_days(self):
        """Let a code be remembered for at least one day and at most one year."""
        for company in self:
            if not 1 <= company.customer_zone_code_days <= 365:
                raise ValidationError(
                    self.env._("Codes are remembered for 1 to 365 days.")
                )

    @api.constrains("customer_zone_link_days")
    def _check_customer_zone_link_days(self):
        """Keep the life of links between one day and ten years."""
        for company in self:
            if not 1 <= company.customer_zone_link_days <= 3650:
                raise ValidationError(
                    self.env._("Links must work for at least 1 and at most 3650 days.")
                )

    def _zone_accountant(self):
        """Return somebody with an accountant's rights in this company, else nobody.

        :rtype: res.users (in sudo)
        """
        manager = self.env.ref("account.group_account_manager")
        # Whoever asks need not see the users of the company.
        users_sudo = self.env["res.users"].sudo()
        return users_sudo.search(
            [
                ("all_group_ids", "in", manager.ids),
                ("company_ids", "in", self.ids),
                ("share", "=", False),
            ],
            order="id",
            limit=1,
        )
