from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .quotes_common import ZoneQuotesCommon


@tagged("post_install", "-at_install")
class TestPagesQuotesPay(ZoneQuotesCommon):
    def setUp(self):
        super().setUp()
        others = self.env["payment.provider"].search([("id", "!=", self.provider.id)])
        others.is_published = False
        self.provider.name = "Test Gateway"
        self.order = self._quote(
            require_signature=False, require_payment=True, prepayment_percent=0.3
        )
        self.base = self._enter()
        self.document = self._page_of(self.base, self.order)

    def _pay(self, **form):
        values = {
            "choice": "deposit",
            "stamp": "300.00",
            "version": self.order._zone_version(),
            **form,
        }
        return self._post(f"{self.document}/pay", csrf=self.document, **values)

    def _started(self):
        return self.order.sudo().transaction_ids

    def test_deposit_is_paid_in_three_steps_and_confirms_the_order(self):
        """X-14: amount, customer and page to return to come from the order."""
        page = self._get(self.document).text
        self.assertIn("Deposit", page)
        self.assertIn("300.00", page)
        check = self._get(f"{self.document}/pay?choice=deposit")
        self.assertIn("You will be taken to", check.text)
        self.assertFalse(self._started())
        page = self._pay(amount="1", partner_id=self.stranger.id)
        self.assertEqual(page.status_code, 200)
        self.assertIn("You will be redirected to", page.text)
        transaction = self._started()
        self.assertEqual(transaction.amount, 300.0)
        self.assertEqual(transaction.partner_id, self.order.partner_invoice_id)
        self.assertEqual(transaction.landing_route, self.document)
        self.assertEqual(self.order.state, "sent")
        self.assertIn("We are waiting to hear", self._get(self.document).text)
        transaction._set_done()
        transaction._post_process()
        self.assertEqual(self.order.state, "sale")
        page = self._get(self.document).text
        self.assertIn("Accepted", page)
        self.assertIn("Paid online", page)
        self.assertNotIn("Pay Now", page)

    def test_amount_or_offer_the_payer_did_not_see_is_not_charged(self):
        """X-14: a stale or altered form gets the page with what is asked now."""
        for stamp in ("", "1.00", "-300.00", "NaN", "1000.00"):
            self.assertEqual(self._pay(stamp=stamp).status_code, 409, stamp)
        self.assertEqual(self._pay(version="old").status_code, 409)
        self.assertEqual(self._pay(choice="nothing").status_code, 404)
        self.assertFalse(self._started())

    def test_refusal_of_the_provider_leaves_no_payment_begun(self):
        """X-14: it refuses when the payment is already written; both are taken back."""
        refuse = patch.object(
            type(self.env["payment.transaction"]),
            "_get_specific_rendering_values",
            side_effect=ValidationError("The provider takes no rand."),
        )
        with refuse:
            page = self._pay()
        self.assertEqual(page.status_code, 409)
        self.assertIn("The provider takes no rand.", page.text)
        self.assertFalse(self._started())
        events = self.env["customer.zone.event"]
        self.assertFalse(events.search([("kind", "=", "pay_start")]))

    def test_payment_being_booked_keeps_a_second_one_and_answers_out(self):
        self._pay()
        self._started()._set_done()
        page = self._get(self.document).text
        self.assertIn("Thank you, we have your payment", page)
        self.assertNotIn("Pay Now", page)
        self.assertEqual(self._pay().status_code, 409)
        self.assertEqual(self._decline(self.base, self.order).status_code, 409)
        self.assertEqual(len(self._started()), 1)
        self.assertEqual(self.order.state, "sent")

    def test_announced_transfer_says_what_to_do_and_keeps_nobody_out(self):
        self._pay()
        self._started()._set_pending()
        page = self._get(self.document).text
        self.assertIn("The order is confirmed when your payment of", page)
        self.assertIn("Pay Now", page)
        self.assertEqual(self._pay().status_code, 200)
        self.assertEqual(self._decline(self.base, self.order).status_code, 303)

    def test_quote_is_signed_before_it_is_paid(self):
        both = self._quote(require_payment=True, prepayment_percent=1.0)
        page = self._page_of(self.base, both)
        self.assertEqual(self._get(f"{page}/pay").status_code, 409)
        self.assertEqual(self._accept(self.base, both).status_code, 303)
        self.assertEqual(both.state, "sent")
        self.assertTrue(both.signature)
        self.assertEqual(self._get(f"{page}/pay").status_code, 200)

    def test_several_ways_to_pay_use_cores_own_form(self):
        answer = self._call(
            f"{self.document}/transaction/all",
            provider_id=self.provider.id,
            payment_method_id=self.payment_method_id,
            amount=1000.0,
            flow="redirect",
            landing_route="https://elsewhere.example",
        )
        transaction = self._started()
        self.assertEqual(answer["result"]["reference"], transaction.reference)
        self.assertEqual(transaction.landing_route, self.document)
        for extra in (
            {"amount": 999.0},
            {"amount": "1000.0"},
            {"flow": "token"},
            {"partner_id": self.stranger.id},
        ):
            form = {
                "provider_id": self.provider.id,
                "payment_method_id": self.payment_method_id,
                "amount": 1000.0,
                "flow": "redirect",
                **extra,
            }
            answer = self._call(f"{self.document}/transaction/all", **form)
            self.assertIn("error", answer, extra)
        self.assertEqual(len(self._started()), 1)

    def test_gate_refuses_amounts_the_order_does_not_ask_for(self):
        """A-13, X-14: the same on every route that pays an order."""
        order, currency = self.order.sudo(), self.order.currency_id
        for amount in (-1, 0, 299.99, 1000.01, 300.001, 1e12, float("nan"), "300"):
            self.assertTrue(order._zone_payment_refusal(amount, currency), amount)
        for amount in (300.0, 500.0, 1000.0):
            self.assertEqual(order._zone_payment_refusal(amount, currency), "")
        self.assertTrue(order._zone_payment_refusal(300.0, self.currency_euro))
        order._action_cancel()
        self.assertTrue(order._zone_payment_refusal(300.0, currency))
        with self.assertRaises(ValidationError):
            order._zone_create_payment_values(300.0, "/zone/my")

    def test_open_draft_of_somebody_else_keeps_a_second_payment_out(self):
        self._transaction(
            self.env["account.move"],
            amount=300.0,
            currency_id=self.order.currency_id.id,
            partner_id=self.order.partner_id.id,
            reference="ELSEWHERE-1",
            sale_order_ids=[(6, 0, self.order.ids)],
        )
        self.assertEqual(self._pay().status_code, 409)
        self.assertEqual(len(self._started()), 1)
