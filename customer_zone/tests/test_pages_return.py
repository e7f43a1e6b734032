from urllib.parse import quote

from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesReturn(ZonePagesCommon):
    """The payer comes back: twice, without a session, or after somebody else."""

    def setUp(self):
        super().setUp()
        others = self.env["payment.provider"].search([("id", "!=", self.provider.id)])
        others.is_published = False
        self.base = self._enter()
        self._pay_form(self.base, self.invoice)
        self.transaction = self._payments(self.invoice)
        self.page = f"{self.base}/pay/{self.transaction.id}"

    def _book(self, transaction):
        transaction._set_done()
        transaction._post_process()

    def _receivable(self, transaction):
        payment = transaction.payment_id
        return payment.move_id.line_ids.filtered(
            lambda line: line.account_id == payment.destination_account_id
        )

    def _forget_session(self):
        self.opener.cookies.clear()
        self.authenticate(None, None)

    def test_two_tabs_that_both_paid_leave_one_payment_and_one_credit(self):
        """R-06: the second money is kept as the customer's credit, and reported."""
        self._pay_form(self.base, self.invoice)
        second = self._payments(self.invoice) - self.transaction
        self.assertEqual(len(second), 1)
        self._book(self.transaction)
        self.assertEqual(self.invoice.payment_state, "paid")
        self._book(second)
        self.assertTrue(self._receivable(self.transaction).reconciled)
        line = self._receivable(second)
        self.assertEqual(line.amount_residual, -1000.0)
        self.assertEqual(line.partner_id, self.customer)
        self.assertEqual(
            second.payment_id.activity_ids.summary, "Online payment to allocate"
        )
        text = self._get(f"{self.base}/pay/{second.id}").text
        self.assertIn("Kept as credit on your account", text)
        self.assertIn("1,000.00", self._get(f"{self.base}/overview").text)

    def test_the_bookkeeper_is_told_in_a_language_of_their_own(self):
        """R-06: whatever the payer reads whose browser had the money booked."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.invoice._zone_bookkeeper().lang = "fr_FR"
        self._pay_form(self.base, self.invoice)
        second = self._payments(self.invoice) - self.transaction
        self._book(self.transaction)
        self._book(second)
        task = second.payment_id.activity_ids
        self.assertEqual(task.summary, "Paiement en ligne à affecter")
        self.assertIn("crédit", task.note)
        self.assertNotIn("credit of", task.note)

    def test_second_tab_cannot_begin_once_the_first_has_paid(self):
        """R-06: covered, whether booked already or about to be."""
        self.transaction._set_done()
        answer = self._pay_form(self.base, self.invoice)
        self.assertEqual(answer.status_code, 409)
        self.transaction._post_process()
        answer = self._pay_form(self.base, self.invoice, stamp="1000.00")
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(len(self._payments(self.invoice)), 1)

    def test_double_click_back_button_and_reload_make_no_second_debit(self):
        """R-07: each press is a draft of its own; nothing is taken by any of them."""
        for _press in range(3):
            answer = self._pay_form(self.base, self.invoice)
            self.assertEqual(answer.status_code, 200)
            self.assertIn('form="zone_continue_form"', answer.text)
        states = self._payments(self.invoice).mapped("state")
        self.assertEqual(set(states), {"draft"})
        entries = self.env["account.payment"].search_count(
            [("payment_transaction_id", "in", self._payments(self.invoice).ids)]
        )
        self.assertEqual(entries, 0)
        self.assertEqual(self.invoice.amount_residual, 1000.0)

    def test_return_without_a_session_is_clear_and_the_link_tells_the_truth(
        self,
    ):
        """R-11: never blank, never an error; after the link the page is the same."""
        self._book(self.transaction)
        before = self._settle(self._get(self.page))
        self._forget_session()
        lost = self._get(self.page)
        self.assertEqual(lost.status_code, 404)
        self.assertIn("open the newest one", " ".join(lost.text.split()))
        status = self._get("/payment/status")
        self.assertLess(status.status_code, 400)
        self._enter()
        after = self._get(self.page)
        self.assertEqual(after.status_code, 200)
        self.assertIn("Thank you, we have your payment", after.text)
        self.assertIn("Thank you, we have your payment", before)

    def test_return_of_a_signed_in_customer_comes_back_after_signing_in(self):
        """R-11: asked to sign in, then on to the very page."""
        self.portal_user.partner_id.parent_id = self.customer
        self.portal_user.company_id = self.company
        self._forget_session()
        page = f"/zone/my/pay/{self.transaction.id}"
        answer = self._get(page)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
        self.assertIn(quote(page, safe=""), answer.headers["Location"])
        self.authenticate(self.portal_user.login, self.portal_user.login)
        self.assertIn("We are waiting to hear from", self._get(page).text)

    def test_other_device_sees_the_same_truth_and_keeps_its_own_session(self):
        """R-11: whoever may open the invoice sees where its money is."""
        self._book(self.transaction)
        self._forget_session()
        self._enter(self._link(self.customer))
        base = f"/zone/{self._link(self.customer).id}"
        answer = self._get(f"{base}/pay/{self.transaction.id}")
        self.assertIn("Thank you, we have your payment", answer.text)
        self.assertEqual(self._get(f"{base}/invoices").status_code, 200)

    def test_credit_note_while_the_payer_is_away_makes_the_money_a_credit(self):
        """M-06: the invoice is settled once; statement and overview show the rest."""
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        reversal = wizard.create(
            {"journal_id": self.invoice.journal_id.id, "reason": "Returned"}
        )
        reversal.refund_moves()
        reversal.new_move_ids.action_post()
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self._book(self.transaction)
        line = self._receivable(self.transaction)
        self.assertEqual(line.amount_residual, -1000.0)
        self.assertEqual(line.partner_id, self.customer)
        overview = " ".join(self._get(f"{self.base}/overview").text.split())
        self.assertIn("You have more credit than you owe", overview)
        payments = self._get(f"{self.base}/payments").text
        self.assertIn("Credit left", payments)

    def test_receipt_is_one_click_away_and_nothing_is_said_twice(self):
        self._book(self.transaction)
        text = self._get(self.page).text
        receipt = f"{self.base}/payments/{self.transaction.payment_id.id}/receipt"
        self.assertIn(f'href="{receipt}"', text)
        self.assertNotIn("What it settled", text)

    def test_contact_with_own_documents_gets_the_receipt_of_its_own_payment(self):
        self.invoice.button_draft()
        self.invoice.partner_id = self.contact
        self.invoice.action_post()
        self._book(self.transaction)
        self.contact.customer_zone_scope = "own"
        text = self._get(self.page).text
        receipt = f"{self.base}/payments/{self.transaction.payment_id.id}/receipt"
        self.assertIn(f'href="{receipt}"', text)
        self.assertEqual(self._get(receipt, method="HEAD").status_code, 200)
        self.assertNotIn("Your balance now", text)

    def test_payer_of_an_invoice_taken_back_is_told_where_the_money_is(self):
        """M-07: the payer must not read "not available", and pay a second time."""
        self.invoice.button_draft()
        self._book(self.transaction)
        answer = self._get(self.page)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Thank you, we have your payment", answer.text)
        self.assertIn("Kept as credit on your account", answer.text)
        self.assertNotIn(f"/invoices/{self.invoice.id}", answer.text)

    def test_invoice_taken_back_after_it_was_paid_has_no_page_to_lead_to(self):
        """M-07: neither named nor linked, and nobody is asked to pay again."""
        self._book(self.transaction)
        self.invoice.button_draft()
        answer = self._get(self.page)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Thank you, we have your payment", answer.text)
        self.assertNotIn(f"/invoices/{self.invoice.id}", answer.text)
        self.assertNotIn("What it settled", answer.text)

    def test_whoever_sees_one_document_is_told_nothing_of_a_draft(self):
        """What was taken back is nobody's who was sent just the one invoice."""
        base = self._enter(self._link(self.stranger, move=self.invoice))
        page = f"{base}/pay/{self.transaction.id}"
        self.assertEqual(self._get(page).status_code, 200)
        self.invoice.button_draft()
        self.assertEqual(self._get(page).status_code, 404)

    def test_branch_paid_through_the_provider_of_the_company_above(self):
        """A-05: the payer comes back to the branch, whose zone books it safely."""
        branch = self._branch()
        invoice = self._invoice(self.customer, company_id=branch.id)
        tx = self._transaction(invoice, state="pending")
        base = self._enter(self.links._issue(branch, self.customer, self.customer))
        self.assertEqual(self._get(f"{base}/pay/{tx.id}").status_code, 200)
        self.assertIn(invoice.name, self._get(f"{base}/payments").text)
        self.assertNotIn(invoice.name, self._get(f"{self._enter()}/payments").text)
        self.company.customer_zone_enabled = False
        other = self._invoice(self.customer, company_id=branch.id)
        tx = self._transaction(invoice + other)
        other.button_draft()
        tx._set_done()
        tx._post_process()
        self.assertEqual(other.state, "draft")
        self.assertEqual(invoice.amount_residual, 0.0)
