from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesResult(ZonePagesCommon):
    def setUp(self):
        super().setUp()
        others = self.env["payment.provider"].search([("id", "!=", self.provider.id)])
        others.is_published = False
        self.base = self._enter()
        self._pay_form(self.base, self.invoice)
        self.transaction = self._payments(self.invoice)
        self.page = f"{self.base}/pay/{self.transaction.id}"

    def _text(self):
        page = self._get(self.page)
        self.assertEqual(page.status_code, 200)
        return page.text

    def test_page_says_what_the_books_say_in_every_state(self):
        self.assertIn("We are waiting to hear from", self._text())
        self.transaction._set_pending()
        text = self._text()
        self.assertIn("Please do not pay again", text)
        self.assertNotIn("Try again", text)
        self.transaction._set_error("The card has expired.")
        text = self._text()
        self.assertIn("did not go through", text)
        self.assertIn("The card has expired.", text)
        self.assertIn("Try again", text)
        self.transaction._set_done()
        self.transaction._post_process()
        self.assertEqual(self.invoice.payment_state, "paid")
        text = self._text()
        self.assertIn("Thank you, we have your payment", text)
        self.assertIn(self.transaction.payment_id.name, text)
        self.assertNotIn("Try again", text)

    def test_page_is_the_same_whoever_comes_first(self):
        """R-12: payer before notice or notice before payer, one final page."""
        self.transaction._set_done()
        before = self._text()
        self.assertIn('data-zone-poll="booking"', before)
        self._call("/payment/status/poll")
        self.assertTrue(self.transaction.is_post_processed)
        payer_first = self._settle(self._get(self.page))
        self.transaction._post_process()
        notice_first = self._settle(self._get(self.page))
        self.assertEqual(payer_first, notice_first)
        self.assertEqual(self.invoice.payment_state, "paid")
        self.assertEqual(
            self.env["account.payment"].search_count(
                [("payment_transaction_id", "=", self.transaction.id)]
            ),
            1,
        )

    def test_cores_status_page_hands_over_to_the_zone(self):
        answer = self._get("/payment/status")
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith(self.page))

    def test_cores_status_page_stays_for_payments_from_elsewhere(self):
        self.transaction.landing_route = "/my/invoices/1"
        answer = self._get("/payment/status")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(self.transaction.reference, answer.text)

    def test_address_cannot_make_a_payment_look_paid(self):
        text = self._get(f"{self.page}?state=done&Accepted=true").text
        self.assertNotIn("Thank you", text)
        self.assertEqual(self.transaction.state, "draft")

    def test_joint_payment_with_a_foreign_invoice_stays_closed(self):
        self.transaction.invoice_ids |= self._invoice(self.other_customer)
        self.assertEqual(self._get(self.page).status_code, 404)
