from odoo.tests import tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestPostProcess(ZoneCommon):
    def _payments(self, tx):
        return self.env["account.payment"].search(
            [("payment_transaction_id", "=", tx.id)]
        )

    def _receivable(self, tx):
        return self._payments(tx).move_id.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )

    def test_paid_invoice_gets_one_posted_and_reconciled_receipt(self):
        tx = self._transaction(self.invoice)
        tx._set_done()
        tx._post_process()
        payment = self._payments(tx)
        self.assertEqual(len(payment), 1)
        self.assertIn(payment.state, ("paid", "in_process"))
        self.assertEqual(payment.partner_id, self.customer)
        self.assertFalse(payment.activity_ids)
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertIn(self.invoice.payment_state, ("paid", "in_payment"))

    def test_second_worker_with_an_old_list_books_nothing(self):
        """R-09: the flag is read again under the lock."""
        tx = self._transaction(self.invoice)
        tx._set_done()
        tx._post_process()
        messages = self.invoice.message_ids
        tx._post_process()
        tx._post_process()
        self.assertEqual(len(self._payments(tx)), 1)
        self.assertEqual(self.invoice.message_ids, messages)

    def test_stale_cache_does_not_book_twice(self):
        """R-09: what another worker wrote counts, not what this one remembers."""
        tx = self._transaction(self.invoice)
        tx._set_done()
        tx.flush_recordset()
        self.assertFalse(tx.is_post_processed)
        self.env.cr.execute(
            "UPDATE payment_transaction SET is_post_processed = true WHERE id = %s",
            [tx.id],
        )
        tx._post_process()
        self.assertFalse(self._payments(tx))
        self.assertEqual(self.invoice.amount_residual, 1000.0)

    def test_invoice_taken_back_to_draft_stays_draft_and_money_becomes_credit(self):
        """M-07: no document is posted because money came in."""
        tx = self._transaction(self.invoice)
        self.invoice.button_draft()
        tx._set_done()
        tx._post_process()
        self.assertEqual(self.invoice.state, "draft")
        self.assertEqual(tx.invoice_ids, self.invoice)
        payment = self._payments(tx)
        self.assertEqual(len(payment), 1)
        receivable = self._receivable(tx)
        self.assertEqual(receivable.partner_id, self.customer)
        self.assertEqual(receivable.amount_residual, -1000.0)
        self.assertIn(tx.reference, self.invoice.message_ids[0].body)
        self.assertEqual(len(payment.activity_ids), 1)
        self.assertIn("Not posted", payment.activity_ids.note)
        self.assertTrue(
            payment.activity_ids.user_id.has_group("account.group_account_invoice")
        )

    def test_customer_merged_meanwhile_pays_once_as_who_it_has_become(self):
        """A-09: in both directions, with a payment under way."""
        wizard = self.env["base.partner.merge.automatic.wizard"]
        for kept, gone in (
            (self.other_customer, self.customer),
            (self._contact("Cedar Mills"), self.other_customer),
        ):
            invoice = self._invoice(gone)
            tx = self._transaction(invoice)
            wizard._merge((kept | gone).ids, kept)
            self.env.invalidate_all()
            tx._set_done()
            tx._post_process()
            self.assertEqual(len(self._payments(tx)), 1)
            self.assertEqual(self._receivable(tx).partner_id, kept)
            self.assertEqual(invoice.amount_residual, 0.0)

    def test_cancelled_invoice_stays_cancelled_and_money_becomes_credit(self):
        """M-08: the payment is kept on the customer."""
        tx = self._transaction(self.invoice)
        self.invoice.button_draft()
        self.invoice.button_cancel()
        tx._set_done()
        tx._post_process()
        self.assertEqual(self.invoice.state, "cancel")
        self.assertEqual(self._payments(tx).partner_id, self.customer)

    def test_one_draft_among_several_leaves_the_others_paid(self):
        """M-04: the open ones are settled, the rest is credit."""
        second = self._invoice(self.customer, 250.0)
        both = self.invoice | second
        tx = self._transaction(both)
        second.button_draft()
        tx._set_done()
        tx._post_process()
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(second.state, "draft")
        self.assertEqual(set(tx.invoice_ids.ids), set(both.ids))
        self.assertEqual(self._receivable(tx).amount_residual, -250.0)

    def test_money_stays_with_the_customer_a_contact_has_left(self):
        """A-09: the invoice is the old customer's, and so is what was paid for it."""
        invoice = self._invoice(self.contact)
        tx = self._transaction(invoice, amount=1200.0)
        self.contact.parent_id = self.other_customer
        tx._set_done()
        tx._post_process()
        self.assertEqual(tx.payment_id.partner_id, self.customer)
        self.assertEqual(self._receivable(tx).partner_id, self.customer)
        self.assertEqual(invoice.amount_residual, 0.0)

    def test_company_without_zone_keeps_cores_own_behaviour(self):
        self.company.customer_zone_enabled = False
        tx = self._transaction(self.invoice)
        tx._set_done()
        tx._post_process()
        self.assertEqual(len(self._payments(tx)), 1)
        self.assertTrue(tx.is_post_processed)

    def test_declined_payment_books_nothing(self):
        tx = self._transaction(self.invoice)
        tx._set_error("Declined")
        tx._post_process()
        self.assertTrue(tx.is_post_processed)
        self.assertFalse(self._payments(tx))
        self.assertEqual(self.invoice.amount_residual, 1000.0)
