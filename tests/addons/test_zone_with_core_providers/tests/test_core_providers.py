from lxml import html

from odoo.tests import tagged

from odoo.addons.customer_zone.tests.pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestCoreProviders(ZonePagesCommon):
    """Odoo's own demo and wire transfer providers behind the zone's pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["payment.provider"].search([]).state = "disabled"
        cls.second = cls._invoice(cls.customer, 250.0)
        cls.both = cls.invoice | cls.second

    def _provider(self, code):
        provider = self._prepare_provider(code, update_values={"is_published": True})
        provider.journal_id = self.company_data["default_journal_bank"]
        # As the provider's own set-up does.
        provider.payment_method_ids.active = True
        return provider

    def _bank_account(self):
        return self.env["res.partner.bank"].create(
            {"acc_number": "6200142077", "partner_id": self.company.partner_id.id}
        )

    def test_wire_transfer_shows_the_bank_details_and_keeps_the_invoice_payable(self):
        """R-06: an announced transfer is no money, so it keeps nobody out."""
        self._bank_account()
        self._provider("custom")
        base = self._enter()
        check = self._get(f"{base}/invoices/{self.invoice.id}/pay").text
        self.assertIn("You pay from your own bank", check)
        page = self._pay_form(base, self.invoice)
        form = html.fromstring(page.text).get_element_by_id("zone_continue_form")
        transaction = self._payments(self.invoice)
        self.assertEqual(dict(form.fields)["reference"], transaction.reference)
        self._send(form.action, dict(form.fields))
        self.assertEqual(transaction.state, "pending")
        result = self._get(f"{base}/pay/{transaction.id}").text
        self.assertIn("Now pay from your bank", result)
        self.assertIn("6200142077", result)
        self.assertIn(self.invoice.payment_reference, result)
        self.assertNotIn("do not pay again", result)
        self.assertIn("Pay Now", self._get(f"{base}/invoices/{self.invoice.id}").text)

    def test_demo_provider_pays_ticked_invoices_through_cores_form(self):
        """The form is Odoo's, the amount and the invoices are ours."""
        provider = self._provider("demo")
        base = self._enter()
        query = f"pay={self.invoice.id}&pay={self.second.id}"
        page = self._get(f"{base}/pay?{query}").text
        self.assertIn('id="o_payment_form"', page)
        route = f"{base}/pay/transaction/{self.invoice.id}-{self.second.id}/all"
        self.assertIn(route, page)
        answer = self._call(
            route,
            provider_id=provider.id,
            payment_method_id=provider.payment_method_ids[:1].id,
            token_id=None,
            amount=1250.0,
            flow="direct",
            tokenization_requested=False,
            landing_route="/",
            is_validation=False,
        )
        transaction = self._payments(self.both)
        self.assertEqual(answer["result"]["reference"], transaction.reference)
        self.assertEqual(transaction.amount, 1250.0)
        self._call(
            "/payment/demo/simulate_payment",
            reference=transaction.reference,
            payment_details="1234",
            simulated_state="done",
        )
        self._call("/payment/status/poll")
        self.assertEqual(set(self.both.mapped("payment_state")), {"paid"})
        result = self._get(transaction.landing_route).text
        self.assertIn("Thank you, we have your payment", result)
        for invoice in self.both:
            self.assertIn(invoice.name, result)

    def test_demo_provider_that_fails_says_so_and_offers_to_try_again(self):
        provider = self._provider("demo")
        base = self._enter()
        self._call(
            f"{base}/pay/transaction/{self.invoice.id}/all",
            provider_id=provider.id,
            payment_method_id=provider.payment_method_ids[:1].id,
            amount=1000.0,
            flow="direct",
        )
        transaction = self._payments(self.invoice)
        self._call(
            "/payment/demo/simulate_payment",
            reference=transaction.reference,
            payment_details="1234",
            simulated_state="error",
        )
        result = self._get(f"{base}/pay/{transaction.id}").text
        self.assertIn("did not go through", result)
        self.assertIn("Try again", result)
        self.assertEqual(self.invoice.payment_state, "not_paid")
