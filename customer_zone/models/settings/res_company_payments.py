from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# A change of the bank details is announced in red for so long.
BANK_NOTICE_DAYS = 30


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_zone_part_payments = fields.Boolean(
        string="Part Payments",
        help="Customers may pay a part of what is open. The money settles the oldest "
        "due date first.",
    )
    customer_zone_part_floor = fields.Monetary(
        string="Smallest Part Payment",
        help="The least a customer can pay at a time; less only when less is left.",
    )
    customer_zone_net_credit = fields.Boolean(
        string="Take Credit Off",
        help="Customers who pay in the zone may have their open credit notes and "
        "payments that are not used yet taken off the amount. The credit settles the "
        "invoices when the money has arrived.",
    )
    customer_zone_bank_changed_at = fields.Datetime(
        string="Bank Details Last Changed",
        readonly=True,
        copy=False,
        help="When an account of the company was added, changed or taken away the "
        "last time (UTC). Empty: never since the first account.",
    )

    @api.constrains("customer_zone_part_floor")
    def _check_customer_zone_part_floor(self):
        """Keep the smallest part payment at zero or more."""
        for company in self:
            if (
                company.currency_id.compare_amounts(company.customer_zone_part_floor, 0)
                < 0
            ):
                raise ValidationError(
                    self.env._("The smallest part payment cannot be negative.")
                )

    def _zone_bank_accounts(self, currency=None):
        """Return the company's own bank accounts, as they are in Odoo at this moment.

        :param currency: `res.currency` record; leaves out accounts of other currencies
        :return: `res.partner.bank` records in sudo
        """
        self.ensure_one()
        # The accounts are on every invoice; whoever reads an invoice may read them.
        accounts_sudo = self.env["res.partner.bank"].sudo()
        domain = Domain("partner_id", "=", self.sudo().partner_id.id)
        domain &= Domain("company_id", "in", [False, self.id])
        if currency:
            domain &= Domain("currency_id", "in", [False, currency.id])
        return accounts_sudo.search(domain, order="sequence, id")

    def _zone_bank_changed_lately(self):
        """Return whether the bank details changed within the last 30 days."""
        self.ensure_one()
        changed_at = self.customer_zone_bank_changed_at
        if not changed_at:
            return False
        return (fields.Datetime.now() - changed_at).days < BANK_NOTICE_DAYS

    def _zone_bank_check_url(self):
        """Return the public address that shows these accounts and no customer data."""
        self.ensure_one()
        return f"{self.get_base_url()}/zone/bank-details/{self.id}"
