from odoo.tests import tagged

from odoo.addons.customer_zone.tests.pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestAnyProvider(ZonePagesCommon):
    """The zone takes payments with a provider it has never heard of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["payment.provider"].search([("id", "!=", False)])
        others.state = "disabled"
        cls.provider = cls._prepare_provider(
            "fake_redirect", update_values={"is_published": True}
        )
        cls.provider.journal_id = cls.company_data["default_journal_bank"]

    def _start(self):
        """Walk the three steps; return the last page and the transaction."""
        page = self._pay_form(self._enter(), self.invoice)
        return page, self._payments(self.invoice)

    def _tell(self, transaction, amount, paid=True):
        """Speak for the fake gateway, then let core do its work."""
        transaction._process(
            "fake_redirect",
            {
                "reference": transaction.reference,
                "amount": amount,
                "currency": transaction.currency_id.name,
                "paid": paid,
            },
        )
        if transaction.state == "done":
            transaction._post_process()

    def test_the_last_step_posts_to_the_provider_of_the_company(self):
        page, transaction = self._start()
        self.assertIn('action="https://gateway.example/pay"', page.text)
        self.assertIn(f'value="{transaction.reference}"', page.text)
        self.assertIn("Fake Gateway", page.text)

    def test_a_paid_invoice_is_reconciled_with_one_receipt(self):
        _page, transaction = self._start()
        self._tell(transaction, 1000.0)
        self.assertEqual(transaction.state, "done")
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(len(transaction.payment_id), 1)
        self.assertEqual(transaction.payment_id.amount, 1000.0)

    def test_a_cancelled_payment_leaves_the_invoice_as_it_was(self):
        _page, transaction = self._start()
        self._tell(transaction, 1000.0, paid=False)
        self.assertEqual(transaction.state, "cancel")
        self.assertEqual(self.invoice.amount_residual, 1000.0)
        self.assertFalse(transaction.payment_id)
