from odoo import fields
from odoo.fields import Command

from odoo.addons.account_payment.tests.common import AccountPaymentCommon


class ZoneCommon(AccountPaymentCommon):
    """A company with the zone in use, one customer with a contact, one stranger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].sudo().set_param(
            "account_payment.enable_portal_payment", "True"
        )
        cls.company = cls.env.company
        # Its day is the one of `fields.Date.today()`, also late in the evening.
        cls.company.partner_id.tz = "UTC"
        cls.company.write(
            {"customer_zone_enabled": True, "customer_zone_mode": "history"}
        )
        cls.customer = cls._contact("Acacia Trading", is_company=True)
        cls.customer.customer_zone_allowed = True
        cls.contact = cls._contact("Thandi Acacia", parent_id=cls.customer.id)
        cls.stranger = cls._contact("Auditor Elsewhere")
        cls.other_customer = cls._contact("Baobab Stores", is_company=True)
        cls.other_customer.customer_zone_allowed = True
        cls.invoice = cls._invoice(cls.customer)
        cls.links = cls.env["customer.zone.link"].sudo()

    @classmethod
    def _contact(cls, name, **values):
        slug = name.lower().replace(" ", ".")
        return cls.env["res.partner"].create(
            {
                "name": name,
                "email": f"{slug}@example.com",
                "company_id": False,
                **values,
            }
        )

    def _branch(self, name="Branch"):
        """Return a branch of the company, with a zone in which the customer is let."""
        branch = self.env["res.company"].create(
            {
                "name": name,
                "parent_id": self.company.id,
                "customer_zone_enabled": True,
                "customer_zone_mode": "history",
            }
        )
        self.env.user.company_ids += branch
        self.env.cr.precommit.run()
        self.customer.with_company(branch).customer_zone_allowed = True
        return branch

    @classmethod
    def _invoice(cls, partner, amount=1000.0, post=True, **values):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": fields.Date.today(),
                "currency_id": cls.company.currency_id.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Service",
                            "price_unit": amount,
                            "quantity": 1,
                            "tax_ids": [],
                        }
                    )
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _transaction(cls, invoices, state="draft", **values):
        """Create a transaction as the payment routes do, in the given state."""
        number = len(invoices.transaction_ids)
        return (
            cls.env["payment.transaction"]
            .sudo()
            .create(
                {
                    "provider_id": cls.provider.id,
                    "payment_method_id": cls.payment_method_id,
                    "reference": f"TX-{invoices[:1].id}-{number}",
                    "amount": sum(invoices.mapped("amount_residual")),
                    "currency_id": invoices[:1].currency_id.id,
                    "partner_id": invoices[:1].partner_id.id,
                    "operation": "online_redirect",
                    "state": state,
                    "invoice_ids": [Command.set(invoices.ids)],
                    **values,
                }
            )
        )

    def _link(self, recipient=None, move=None):
        """Return a link of the customer as sending an invoice makes it."""
        return self.links._issue(
            self.company, self.customer, recipient or self.customer, document=move
        )

    def _token(self, link, document=None):
        return link._zone_url(document).rpartition("/zone/l/")[2]
