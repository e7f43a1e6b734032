from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesPay(ZonePagesCommon):
    def setUp(self):
        super().setUp()
        others = self.env["payment.provider"].search([("id", "!=", self.provider.id)])
        others.is_published = False
        self.provider.name = "Test Gateway"
        self.base = self._enter()
        self.document = f"{self.base}/invoices/{self.invoice.id}"

    def _assert_nothing_started(self):
        self.assertFalse(self._payments(self.invoice))
        self.assertFalse(
            self.env["customer.zone.event"].search([("kind", "=", "pay_start")])
        )

    def test_three_steps_lead_to_the_provider_without_a_script(self):
        invoice_page = self._get(self.document)
        self.assertIn("Pay Now", invoice_page.text)
        self.assertIn("1,000.00", invoice_page.text)
        check = self._get(f"{self.document}/pay")
        self.assertIn("Check what you are paying", check.text)
        self.assertIn("You will be taken to", check.text)
        self._assert_nothing_started()
        page = self._pay_form(self.base, self.invoice)
        self.assertIn("You will be redirected to", page.text)
        self.assertIn("Test Gateway", page.text)
        self.assertIn('action="dummy"', page.text)
        self.assertRegex(page.text, r'form="zone_continue_form"[^>]*>Continue<')
        transaction = self._payments(self.invoice)
        self.assertEqual(len(transaction), 1)
        self.assertEqual(transaction.state, "draft")
        self.assertEqual(transaction.amount, 1000.0)
        self.assertEqual(transaction.partner_id, self.invoice.partner_id)
        self.assertEqual(transaction.landing_route, f"{self.base}/pay/{transaction.id}")
        event = self.env["customer.zone.event"].search([("kind", "=", "pay_start")])
        self.assertEqual(event.move_id, self.invoice)

    def test_amount_and_landing_page_never_come_from_the_browser(self):
        """X-14: whatever else is sent, the books decide."""
        self._pay_form(
            self.base,
            self.invoice,
            amount="1",
            landing_route="https://elsewhere.example",
            partner_id=self.stranger.id,
            currency_id=self.currency_euro.id,
        )
        transaction = self._payments(self.invoice)
        self.assertEqual(transaction.amount, 1000.0)
        self.assertEqual(transaction.currency_id, self.invoice.currency_id)
        self.assertEqual(transaction.partner_id, self.invoice.partner_id)
        self.assertTrue(transaction.landing_route.startswith(self.base))

    def test_refusal_of_the_provider_leaves_no_payment_begun(self):
        """X-14: it refuses when the payment is already written; both are taken back."""
        refuse = patch.object(
            type(self.env["payment.transaction"]),
            "_get_specific_rendering_values",
            side_effect=ValidationError("The provider takes no rand."),
        )
        with refuse:
            page = self._pay_form(self.base, self.invoice)
        self.assertEqual(page.status_code, 409)
        self.assertIn("The provider takes no rand.", page.text)
        self._assert_nothing_started()
        self._pay_form(self.base, self.invoice)
        self.assertEqual(len(self._payments(self.invoice)), 1)

    def test_amount_the_payer_did_not_see_is_not_charged(self):
        """X-14: a stale or altered amount gets the page with the amount of now."""
        for stamp in ("", "1.00", "-1000.00", "NaN", "Infinity", "1000.001", "1e3"):
            page = self._pay_form(self.base, self.invoice, stamp=stamp)
            self.assertEqual(page.status_code, 409, stamp)
            self.assertIn("The amount has changed", page.text)
        self._assert_nothing_started()

    def test_choice_that_is_not_on_offer_is_refused(self):
        for choice in ("due", "everything", "-1"):
            page = self._pay_form(self.base, self.invoice, choice=choice)
            self.assertEqual(page.status_code, 404, choice)
        self._assert_nothing_started()

    def test_payment_needs_the_form_of_the_page(self):
        page = self._post(
            f"{self.document}/pay", csrf=False, choice="all", stamp="1000.00"
        )
        self.assertEqual(page.status_code, 400)
        self._assert_nothing_started()

    def test_payment_is_the_invoices_customers_whoever_is_signed_in(self):
        """L-07: a forwarded link never books the money to the one who opened it."""
        self.authenticate(self.portal_user.login, self.portal_user.login)
        base = self._enter()
        self._pay_form(base, self.invoice)
        transaction = self._payments(self.invoice)
        self.assertEqual(transaction.partner_id, self.invoice.partner_id)
        self.assertFalse(transaction.tokenize)

    def test_staff_cannot_pay_on_a_customers_page(self):
        self.authenticate(self.internal_user.login, self.internal_user.login)
        base = self._enter()
        address = f"{base}/invoices/{self.invoice.id}"
        self.assertNotIn(f"{address}/pay", self._get(address).text)
        page = self._pay_form(base, self.invoice)
        self.assertEqual(page.status_code, 409)
        answer = self._start_by_form(base)
        self.assertIn("error", answer)
        self._assert_nothing_started()

    def test_switch_on_the_invoice_holds_on_the_server(self):
        self.invoice.customer_zone_online_payment = False
        self.assertNotIn("Pay Now", self._get(self.document).text)
        self.assertEqual(self._get(f"{self.document}/pay").status_code, 409)
        page = self._pay_form(self.base, self.invoice)
        self.assertEqual(page.status_code, 409)
        self.assertIn("error", self._start_by_form(self.base))
        self._assert_nothing_started()

    def test_paid_invoice_cannot_be_paid_again(self):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard.create({})._create_payments()
        page = self._pay_form(self.base, self.invoice, stamp="1000.00")
        self.assertEqual(page.status_code, 409)
        self.assertIn("This invoice is paid", page.text)
        self._assert_nothing_started()

    def test_going_back_and_paying_again_starts_one_more_and_cancels_none(self):
        """A reference may be used once at a gateway, so no draft is used twice."""
        for _press in range(3):
            self.assertEqual(self._pay_form(self.base, self.invoice).status_code, 200)
        transactions = self._payments(self.invoice)
        self.assertEqual(transactions.mapped("state"), ["draft"] * 3)
        self.assertEqual(len(set(transactions.mapped("reference"))), 3)

    def test_payment_somebody_else_is_making_keeps_a_second_one_out(self):
        self._transaction(self.invoice, state="draft")
        page = self._pay_form(self.base, self.invoice)
        self.assertEqual(page.status_code, 409)
        self.assertIn("was begun a few minutes ago", page.text)
        self.assertEqual(len(self._payments(self.invoice)), 1)

    def test_unpublished_provider_is_not_on_offer(self):
        """A-13: what the seller does not offer cannot be asked for."""
        self.provider.is_published = False
        page = self._get(f"{self.document}/pay")
        self.assertEqual(page.status_code, 409)
        self.assertIn(
            f"Amounts in {self.invoice.currency_id.name} cannot be paid online.",
            page.text,
        )
        self._pay_form(self.base, self.invoice)
        self.assertIn("error", self._start_by_form(self.base))
        self._assert_nothing_started()

    def _start_by_form(self, base, choice="all", **values):
        """Send what core's payment form sends when several ways to pay are open."""
        params = {
            "provider_id": self.provider.id,
            "payment_method_id": self.payment_method_id,
            "token_id": None,
            "amount": self.invoice.amount_residual,
            "flow": "redirect",
            "tokenization_requested": True,
            "landing_route": "https://elsewhere.example",
            "is_validation": False,
            **values,
        }
        return self._call(
            f"{base}/pay/transaction/{self.invoice.id}/{choice}", **params
        )

    def _second_provider(self):
        second = self.provider.copy({"name": "Second Gateway", "is_published": True})
        second.write(
            {
                "state": "test",
                "is_published": True,
                "payment_method_ids": self.provider.payment_method_ids.ids,
                "redirect_form_view_id": self.provider.redirect_form_view_id.id,
            }
        )
        return second

    def test_several_ways_to_pay_use_cores_own_form(self):
        self._second_provider()
        page = self._get(f"{self.document}/pay").text
        self.assertIn('id="o_payment_form"', page)
        self.assertIn(f"{self.base}/pay/transaction/{self.invoice.id}/all", page)
        answer = self._start_by_form(self.base)
        transaction = self._payments(self.invoice)
        self.assertEqual(answer["result"]["reference"], transaction.reference)
        self.assertEqual(transaction.amount, 1000.0)
        self.assertFalse(transaction.tokenize)
        self.assertEqual(transaction.landing_route, f"{self.base}/pay/{transaction.id}")

    def test_cores_form_cannot_ask_for_anything_else(self):
        """X-14: altered amounts and extra arguments make no transaction."""
        amounts = (-1, 0, None, 1e12, 999.99, 1000.001, "1000.0", [1000.0])
        for amount in (*amounts, float("nan"), float("inf")):
            answer = self._start_by_form(self.base, amount=amount)
            self.assertIn("error", answer, amount)
        for extra in (
            {"partner_id": self.stranger.id},
            {"currency_id": self.currency_euro.id},
            {"company_id": 1},
            {"custom_create_values": {"state": "done"}},
            {"flow": "token", "token_id": 1},
            {"flow": None},
            {"provider_id": 0},
            {"provider_id": "1"},
            {"payment_method_id": 2**31},
        ):
            self.assertIn("error", self._start_by_form(self.base, **extra), extra)
        foreign = self._invoice(self.other_customer)
        answer = self._call(
            f"{self.base}/pay/transaction/{foreign.id}/all",
            provider_id=self.provider.id,
            payment_method_id=self.payment_method_id,
            amount=1000.0,
            flow="redirect",
        )
        self.assertEqual(answer["error"]["code"], 404)
        self.assertFalse(self._payments(foreign))
        self._assert_nothing_started()

    def test_old_draft_of_somebody_else_does_not_keep_out_for_ever(self):
        draft = self._transaction(self.invoice, state="draft")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET create_date = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(minutes=16), draft.id),
        )
        draft.invalidate_recordset()
        self.assertEqual(self._pay_form(self.base, self.invoice).status_code, 200)
        self.assertEqual(len(self._payments(self.invoice)), 2)
