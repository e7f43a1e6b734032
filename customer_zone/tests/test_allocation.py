from datetime import timedelta
from random import Random

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestAllocation(ZoneCommon):
    """What a preview promises is what booking the payment does."""

    def setUp(self):
        super().setUp()
        self.today = fields.Date.today()
        self.term = self.env["account.payment.term"].create(
            {
                "name": "thirds",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": part, "nb_days": days}
                    )
                    for part, days in ((40, 10), (30, 40), (30, 70))
                ],
            }
        )
        self.company.customer_zone_part_payments = True

    def _any_invoice(self, random):
        values = {"invoice_date": self.today - timedelta(days=random.randrange(120))}
        if random.random() < 0.4:
            values["invoice_payment_term_id"] = self.term.id
        else:
            due = self.today + timedelta(days=random.choice((-30, -30, 0, 20)))
            values["invoice_date_due"] = due
        amount = random.choice((100.0, 100.0, 333.33, 0.05, 1250.0))
        return self._invoice(self.customer, amount, **values)

    def test_booking_follows_the_preview_for_any_mixture(self):
        """M-01, M-04: instalments, equal dates, equal amounts, any part."""
        random = Random(19)
        for _round in range(12):
            invoices = self.env["account.move"]
            for _number in range(random.randint(1, 5)):
                invoices |= self._any_invoice(random)
            total = sum(invoices.mapped("amount_residual"))
            amount = self.company.currency_id.round(total * random.random()) or 0.01
            promised = dict(invoices._zone_allocation(amount))
            before = {one: one.amount_residual for one in invoices}
            transaction = self._transaction(invoices, amount=amount)
            transaction._set_done()
            transaction.invalidate_recordset(["invoice_ids"])
            transaction._post_process()
            for invoice in invoices:
                settled = before[invoice] - invoice.amount_residual
                self.assertAlmostEqual(settled, promised[invoice], 2)
            self.assertAlmostEqual(sum(promised.values()), amount, 2)

    def test_floor_and_ceiling_come_from_the_books(self):
        """M-01: never below the floor, unless less is left; never above the rest."""
        self.company.customer_zone_part_floor = 100.0
        refusal = self.invoice._zone_payment_refusal
        currency = self.company.currency_id
        for amount in (100.0, 500.5, 999.99, 1000.0):
            self.assertEqual(refusal(amount, currency), "", amount)
        for amount in (99.99, 0.01, 1000.01, 500.001, -100.0):
            self.assertTrue(refusal(amount, currency), amount)
        small = self._invoice(self.customer, 60.0)
        self.assertEqual(small._zone_payment_refusal(60.0, currency), "")
        self.assertTrue(small._zone_payment_refusal(59.0, currency))

    def test_three_parts_leave_nothing(self):
        """M-01: part by part down to exactly zero."""
        for amount in (333.33, 333.33, 333.34):
            values = self.invoice._zone_create_payment_values(amount, "/zone/1/pay/0")
            self.assertEqual(values["amount"], amount)
            transaction = self._transaction(self.invoice, amount=amount)
            transaction._set_done()
            transaction._post_process()
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(self.invoice.payment_state, "paid")

    def test_invoices_on_different_accounts_are_not_paid_together(self):
        """M-04: one payment settles one receivable account."""
        other = self.company_data["default_account_receivable"].copy()
        second = self._invoice(self.customer, 50.0, post=False)
        second.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        ).account_id = other
        second.action_post()
        both = self.invoice | second
        self.assertIn("different accounts", both._zone_together_refusal())

    def test_transaction_without_invoice_is_the_customers_credit(self):
        """M-14: money without an invoice is booked on the customer."""
        transaction = self._transaction(
            self.invoice, amount=75.0, invoice_ids=[Command.clear()]
        )
        transaction._set_done()
        transaction._post_process()
        payment = transaction.payment_id
        self.assertEqual(payment.partner_id, self.customer)
        line = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == payment.destination_account_id
        )
        self.assertEqual(line.amount_residual, -75.0)
