from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.payment_sagepay.tests.common import SagepayCommon


@tagged("post_install", "-at_install")
class TestSale(SagepayCommon):
    """A paid quotation goes Odoo's own way, whatever is set up for it."""

    def setUp(self):
        super().setUp()
        product = self.env["product.product"].create(
            {"name": "Table", "list_price": 100.0, "invoice_policy": "order"}
        )
        # Invoicing staff write no quotes.
        self.order = (
            self.env["sale.order"]
            .sudo()
            .create(
                {
                    "partner_id": self.customer.id,
                    "order_line": [
                        Command.create({"product_id": product.id, "tax_ids": False})
                    ],
                }
            )
        )
        self.order.action_quotation_sent()

    def _pay_order(self):
        tx = self.make_tx(
            amount=self.order.amount_total,
            sale_order_ids=[Command.set(self.order.ids)],
        )
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertEqual(self.order.state, "sale")
        return tx

    def test_the_invoice_made_for_a_paid_order_is_posted_and_settled(self):
        """M-04: where invoices are made by themselves, the money settles them."""
        self.env["ir.config_parameter"].sudo().set_param(
            "sale.automatic_invoice", "True"
        )
        tx = self._pay_order()
        invoice = self.order.invoice_ids
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(tx.invoice_ids, invoice)
        self.assertFalse(self.receipts(tx).activity_ids)

    def test_money_for_an_order_that_was_cancelled_meanwhile_is_somebodys_task(self):
        """M-08: it is booked, and the accountant is told that it settles nothing."""
        tx = self.make_tx(
            amount=self.order.amount_total,
            sale_order_ids=[Command.set(self.order.ids)],
        )
        self.order._action_cancel()
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertEqual(self.order.state, "cancel")
        task = self.receipts(tx).activity_ids
        self.assertEqual(len(task), 1)
        self.assertIn(self.order.name, str(task.note))

    def test_without_that_the_money_waits_for_the_invoice(self):
        """M-14: it is a credit until somebody invoices the order."""
        tx = self._pay_order()
        self.assertFalse(self.order.invoice_ids)
        self.assertFalse(tx.invoice_ids)
