from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestPaymentRefusal(ZoneCommon):
    def _refusal(self, amount=None, invoices=None, currency=None, own=()):
        invoices = self.invoice if invoices is None else invoices
        amount = sum(invoices.mapped("amount_residual")) if amount is None else amount
        return invoices._zone_payment_refusal(
            amount, self.company.currency_id if currency is None else currency, own
        )

    def test_open_invoice_is_payable_in_full(self):
        self.assertEqual(self._refusal(), "")
        self.assertEqual(self._refusal(1000), "")

    def test_bad_amounts_are_refused(self):
        """X-14: everything that is not exactly an amount on offer."""
        bad = (
            -1,
            0,
            -1000.0,
            0.01,
            999.99,
            1000.01,
            1000.004,
            1000.001,
            999.995,
            float("nan"),
            float("inf"),
            float("-inf"),
            10**12,
            10**400,
            1e308,
            "1000",
            "1e3",
            True,
            False,
            [1000],
            {"amount": 1000},
        )
        for amount in bad:
            with self.subTest(amount=repr(amount)[:30]):
                self.assertTrue(self._refusal(amount))
        self.assertTrue(self.invoice._zone_payment_refusal(None, self.currency))

    def test_other_currency_is_refused(self):
        self.assertTrue(self._refusal(1000.0, currency=self.currency_euro))
        self.assertTrue(self._refusal(1000.0, currency=self.currency.browse()))

    def test_closed_documents_are_refused(self):
        draft = self._invoice(self.customer, post=False)
        self.assertTrue(self._refusal(1000.0, draft))
        refund = self.invoice._reverse_moves()
        refund.action_post()
        self.assertTrue(self._refusal(1000.0, refund))
        paid = self._invoice(self.customer)
        self._register_payment(paid)
        self.assertTrue(self._refusal(1000.0, paid))

    def _register_payment(self, invoice, **values):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create(values)._create_payments()

    def test_partly_paid_invoice_is_payable_for_the_rest_alone(self):
        """M-01: the residual, not the total and not more."""
        self._register_payment(self.invoice, amount=400.0)
        self.assertEqual(self._refusal(600.0), "")
        self.assertIn("more than", self._refusal(1000.0))
        self.assertIn("600", self._refusal(400.0))

    def test_next_instalment_is_on_offer(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "30 / 70",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": share, "nb_days": days}
                    )
                    for share, days in ((30, 10), (70, 60))
                ],
            }
        )
        invoice = self._invoice(self.customer, invoice_payment_term_id=term.id)
        self.assertEqual(self._refusal(300.0, invoice), "")
        self.assertEqual(self._refusal(1000.0, invoice), "")
        self.assertTrue(self._refusal(700.0, invoice))
        values = invoice._zone_create_payment_values(300.0, "/zone/1")
        self.assertEqual(values["name_next_installment"], f"{invoice.name}-1")

    def test_payment_under_way_refuses_another(self):
        """R-06: no second start while one is pending, being booked or just begun."""
        self.provider.code = "none"
        for state in ("done", "draft"):
            tx = self._transaction(self.invoice, state)
            with self.subTest(state=state):
                self.assertTrue(self._refusal())
            tx.state = "error"
            self.assertEqual(self._refusal(), "")

    def test_own_unfinished_payment_does_not_stand_in_the_way(self):
        """R-07: the back button leads to a payment, not to a wall."""
        tx = self._transaction(self.invoice)
        self.assertTrue(self._refusal())
        self.assertEqual(self._refusal(own={tx.id}), "")
        self.assertTrue(self._refusal(own={tx.id + 1}))

    def test_abandoned_payment_stands_in_the_way_for_a_quarter_of_an_hour(self):
        tx = self._transaction(self.invoice)
        tx.flush_recordset()
        for minutes, refused in ((14, True), (16, False)):
            with self.subTest(minutes=minutes):
                created = fields.Datetime.now() - timedelta(minutes=minutes)
                self.env.cr.execute(
                    "UPDATE payment_transaction SET create_date = %s WHERE id = %s",
                    [created, tx.id],
                )
                tx.invalidate_recordset()
                self.assertEqual(bool(self._refusal()), refused)

    def test_several_invoices_are_paid_together_or_not_at_all(self):
        """M-05: one customer, one currency, one company, the whole sum."""
        second = self._invoice(self.customer, 250.0)
        both = self.invoice | second
        self.assertEqual(self._refusal(1250.0, both), "")
        self.assertTrue(self._refusal(1000.0, both))
        self.assertTrue(self._refusal(1250.01, both))
        foreign = self.invoice | self._invoice(self.other_customer, 250.0)
        self.assertIn("one customer", self._refusal(1250.0, foreign))
        euro = self._invoice(self.customer, 250.0, currency_id=self.currency_euro.id)
        self.assertIn("currency", self._refusal(1250.0, self.invoice | euro))
        second.customer_zone_online_payment = False
        self.assertTrue(self._refusal(1250.0, both))
        self.assertTrue(self._refusal(1.0, self.invoice.browse()))

    def test_values_of_the_transaction_come_from_the_books(self):
        """L-07: customer, currency and figure are ours whatever was asked."""
        child = self._contact("Accounts Payable", parent_id=self.customer.id)
        invoice = self._invoice(child)
        values = invoice._zone_create_payment_values(1000, "/zone/1/invoices/2")
        self.assertEqual(values["partner_id"], child.id)
        self.assertEqual(values["currency_id"], self.company.currency_id.id)
        self.assertEqual(values["amount"], 1000.0)
        self.assertEqual(values["landing_route"], "/zone/1/invoices/2")
        self.assertEqual(
            values["custom_create_values"],
            {"invoice_ids": [Command.set(invoice.ids)]},
        )
        with self.assertRaisesRegex(ValidationError, "more than zero"):
            invoice._zone_create_payment_values(-5, "/zone/1")
