from unittest.mock import patch

from odoo.tests import tagged

from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestReceipt(SagepayCommon):
    """From paid to the books: one receipt, on the right customer and document."""

    def credit_of(self, tx):
        """Return what of the receipt of ``tx`` settled nothing, in rand."""
        payment = self.receipts(tx)
        lines = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == payment.destination_account_id
        )
        return -sum(lines.mapped("amount_residual"))

    def assertAccountantTold(self, tx, words=""):
        """Fail unless one open task on the receipt says what to do."""
        task = self.receipts(tx).activity_ids
        self.assertEqual(len(task), 1)
        self.assertTrue(task.user_id)
        self.assertIn(words, task.note)

    def test_the_receipt_settles_the_invoice_and_nobody_is_bothered(self):
        """The common case leaves no task behind."""
        invoice = self.make_invoice(100.0)
        tx = self.make_tx(invoice)
        self.pay(tx)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertIn(TRACE, self.receipts(tx).memo)
        self.assertEqual(self.credit_of(tx), 0.0)
        self.assertFalse(self.receipts(tx).activity_ids)

    def test_booking_again_books_nothing(self):
        """C-01: poll, schedule and notice may all ask."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.pay(tx)
        with patch.object(
            self.env.registry["payment.transaction"], "_create_payment"
        ) as create:
            for _time in range(3):
                tx._post_process()
            self.env["payment.transaction"].sudo()._cron_post_process()
        create.assert_not_called()
        self.assertPaidOnce(tx)

    def test_a_stale_record_does_not_book_again(self):
        """R-09: the flag is read again behind the lock, not from the cache."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.pay(tx)
        self.env.cache.set(tx, tx._fields["is_post_processed"], False)
        self.assertFalse(tx.is_post_processed)
        with patch.object(type(tx), "_sagepay_without_documents_taken_back") as book:
            tx._post_process()
        book.assert_not_called()

    def test_money_for_a_draft_invoice_becomes_a_credit_and_the_draft_stays(self):
        """M-07: never posted again behind the accountant's back."""
        invoice = self.make_invoice(100.0)
        tx = self.make_tx(invoice)
        invoice.button_draft()
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertEqual(invoice.state, "draft")
        self.assertEqual(self.credit_of(tx), 100.0)
        self.assertEqual(self.receipts(tx).partner_id, self.customer)
        self.assertEqual(tx.invoice_ids, invoice)
        self.assertAccountantTold(tx, "Not posted")

    def test_a_draft_made_for_this_payment_is_posted_and_settled(self):
        """M-07: only a draft that was an invoice before is left alone."""
        invoice = self.make_invoice(100.0, post=False)
        tx = self.make_tx(invoice)
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.amount_residual, 0.0)

    def test_money_for_a_cancelled_invoice_becomes_a_credit(self):
        """M-08"""
        invoice = self.make_invoice(100.0)
        tx = self.make_tx(invoice)
        invoice.button_draft()
        invoice.button_cancel()
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertEqual(invoice.state, "cancel")
        self.assertEqual(self.credit_of(tx), 100.0)
        self.assertAccountantTold(tx)

    def test_money_for_an_invoice_paid_meanwhile_becomes_a_credit(self):
        """M-03"""
        invoice = self.make_invoice(100.0)
        tx = self.make_tx(invoice)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({})._create_payments()
        self.assertEqual(invoice.amount_residual, 0.0)
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertEqual(self.credit_of(tx), 100.0)
        self.assertAccountantTold(tx)

    def test_money_for_an_invoice_credited_meanwhile_becomes_a_credit(self):
        """M-06: the part that is still open is settled, the rest is kept."""
        invoice = self.make_invoice(100.0)
        tx = self.make_tx(invoice)
        credit_note = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        credit_note.invoice_line_ids.price_unit = 30.0
        credit_note.action_post()
        (invoice + credit_note).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self.assertEqual(invoice.amount_residual, 70.0)
        self.pay(tx)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(self.credit_of(tx), 30.0)
        self.assertAccountantTold(tx, "30.00")

    def test_one_cancelled_invoice_of_two_leaves_its_part_as_credit(self):
        """M-04"""
        first, second = self.make_invoice(60.0), self.make_invoice(40.0)
        tx = self.make_tx(first + second, amount=100.0)
        second.button_draft()
        second.button_cancel()
        self.pay(tx)
        self.assertEqual(first.amount_residual, 0.0)
        self.assertEqual(self.credit_of(tx), 40.0)
        self.assertAccountantTold(tx, "40.00")

    def test_two_payments_of_one_invoice_are_one_settlement_and_one_credit(self):
        """R-06, second half: nobody's money is lost or booked on both."""
        invoice = self.make_invoice(100.0)
        first, second = self.make_tx(invoice), self.make_tx(invoice)
        self.pay(first, trace="1.1")
        self.pay(second, trace="1.2")
        self.assertPaidOnce(first)
        self.assertPaidOnce(second)
        self.assertEqual(self.credit_of(first), 0.0)
        self.assertEqual(self.credit_of(second), 100.0)
        self.assertAccountantTold(second)

    def test_a_part_payment_settles_its_part(self):
        """M-01"""
        invoice = self.make_invoice(100.0)
        self.pay(self.make_tx(invoice, amount=30.0), trace="1.1")
        self.assertEqual(invoice.amount_residual, 70.0)
        self.pay(self.make_tx(invoice, amount=70.0), trace="1.2")
        self.assertEqual(invoice.amount_residual, 0.0)

    def test_the_receipt_belongs_to_the_invoices_customer_whoever_paid(self):
        """L-07, as far as it is ours: also for an invoice that is a draft again."""
        payer = self.env["res.partner"].create({"name": "Kind Uncle"})
        for draft in (False, True):
            with self.subTest(draft=draft):
                invoice = self.make_invoice(100.0)
                tx = self.make_tx(invoice, partner_id=payer.id)
                if draft:
                    invoice.button_draft()
                self.pay(tx, trace=f"1.{int(draft)}")
                self.assertPaidOnce(tx)
                self.assertEqual(self.receipts(tx).partner_id, self.customer)

    def test_a_payment_without_documents_is_a_credit_and_no_task(self):
        """M-14: money on account was meant to be one."""
        tx = self.make_tx(amount=55.0)
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertEqual(self.credit_of(tx), 55.0)
        self.assertFalse(self.receipts(tx).activity_ids)

    def test_a_paid_notice_also_calls_cores_schedule(self):
        """C-01: should the worker die between the state and the receipt."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.pay(tx)
        cron = self.env.ref("payment.cron_post_process_payment_tx")
        self.assertTrue(cron.active)
        self.assertTrue(
            self.env["ir.cron.trigger"].sudo().search([("cron_id", "=", cron.id)])
        )

    def test_other_providers_are_booked_as_core_does(self):
        """The guard in front of super: a draft of theirs is core's business."""
        invoice = self.make_invoice(100.0, post=False)
        tx = self._create_transaction(
            "redirect",
            provider_id=self.dummy_provider.id,
            payment_method_id=self.pm_unknown.id,
            reference="OTHER-2",
            amount=100.0,
            invoice_ids=[(6, 0, invoice.ids)],
        )
        tx._set_done()
        tx._post_process()
        self.assertTrue(tx.is_post_processed)
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(len(self.receipts(tx)), 1)
