from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import SERVICE_KEY
from .settlement_common import DAY, Account


@tagged("post_install", "-at_install")
class TestSettlementCurrency(AccountTestInvoicingCommon):
    """A company of another currency, with Odoo's generic chart and no rand journal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zar = cls.env.ref("base.ZAR")
        cls.zar.active = True
        cls.company = cls.company_data["company"]
        cls.system = cls.env(su=True)
        rates = cls.system["res.currency.rate"]
        for days, rate in ((-30, 20.0), (1, 16.0)):
            rates.create(
                {
                    "name": DAY + timedelta(days=days),
                    "rate": rate,
                    "currency_id": cls.zar.id,
                    "company_id": cls.company.id,
                }
            )
        providers = cls.system["payment.provider"]
        cls.sagepay = providers._sagepay_of_company(cls.company)
        cls.sagepay.write({"sagepay_service_key": SERVICE_KEY})
        cls.sagepay.write({"state": "test"})
        cls.journal = cls.sagepay._sagepay_make_journal()

    def test_accounts_are_proposed_from_the_generic_chart(self):
        """Never by a number of ours."""
        self.assertNotEqual(self.company.currency_id, self.zar)
        self.assertEqual(self.journal.currency_id, self.zar)
        self.assertEqual(self.sagepay.sagepay_fee_account_id.account_type, "expense")
        transfer = self.company.transfer_account_id
        self.assertEqual(self.sagepay.sagepay_payout_account_id, transfer)

    def test_rand_are_settled_and_the_difference_is_on_the_exchange_account(self):
        """M-12: the rate changed between the payment and the statement."""
        invoice, tx = self.payment()
        account = Account(first=DAY + timedelta(days=1))
        account.receive(tx)
        account.move("NSF", "-11.50", "Service fee", vat="1.5000")
        account.move("BTR", "-50.00", "Bank transfer to client")
        days = self.system["sagepay.statement.day"]
        day, _new = days._take_in(self.sagepay, account.close(), trust_start=True)
        day._book_all()
        self.assertEqual(tx.state, "done")
        self.assertTrue(tx.payment_id.is_matched)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertTrue(day.is_balanced)
        self.assertEqual(day.books_balance, 38.5)
        for move in day.line_ids.statement_line_id.move_id:
            balance = sum(move.line_ids.mapped("balance"))
            self.assertTrue(self.company.currency_id.is_zero(balance))
        receipt = day.line_ids.filtered(lambda line: line.code == "PNC")
        liquidity = receipt.statement_line_id.line_ids.filtered(
            lambda item: item.account_id == self.journal.default_account_id
        )
        self.assertEqual(liquidity.balance, 6.25)

    def payment(self):
        """Return an invoice of a hundred rand and a payment of it nobody told of."""
        customer = self.system["res.partner"].create({"name": "Karoo Crafts"})
        invoice = self.system["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "company_id": self.company.id,
                "currency_id": self.zar.id,
                "invoice_date": DAY,
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Work", "price_unit": 100.0, "tax_ids": False}
                    )
                ],
            }
        )
        invoice.action_post()
        tx = self.system["payment.transaction"].create(
            {
                "provider_id": self.sagepay.id,
                "payment_method_id": self.env.ref("payment.payment_method_card").id,
                "reference": "S1-ABCDEF",
                "amount": 100.0,
                "currency_id": self.zar.id,
                "partner_id": customer.id,
                "operation": "online_redirect",
                "invoice_ids": [Command.set(invoice.ids)],
            }
        )
        return invoice, tx
