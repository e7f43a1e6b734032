from odoo.tests import tagged

from .pay_several_common import PaySeveralCommon


@tagged("post_install", "-at_install")
class TestPagesPayAgain(PaySeveralCommon):
    """A second payment beside an unfinished or received one."""

    def test_payment_on_its_way_keeps_out_a_second_one_until_started_again(self):
        """R-06: told, not silently allowed; the old reference still books money."""
        self._act_as_gateway()
        old = self._transaction(self.middle, state="pending")
        page = self._check(self.three)
        self.assertEqual(page.status_code, 409)
        self.assertIn("Start again", page.text)
        self.assertEqual(self._start(self.three, "600.00").status_code, 409)
        self.assertEqual(self._transactions(), old)
        page = self._check(self.three, again="1")
        self.assertIn("A payment was begun before", page.text)
        self._start(self.three, "600.00", again="1")
        new = self._transactions() - old
        self.assertEqual(new.amount, 600.0)
        self._book(new)
        self._book(old)
        self.assertEqual(set(self.three.mapped("payment_state")), {"paid"})
        line = old.payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id == old.payment_id.destination_account_id
        )
        self.assertEqual(line.amount_residual, -200.0)
        result = self._get(f"{self.base}/pay/{old.id}").text
        self.assertIn("Kept as credit on your account", result)

    def test_draft_of_somebody_else_warns_and_may_be_passed(self):
        """R-06: the warning names it; whoever goes on says so."""
        draft = self._transaction(self.oldest, state="draft")
        page = self._check(self.oldest)
        self.assertEqual(page.status_code, 409)
        self.assertIn("was begun a few minutes ago", page.text)
        self.assertIn("Start again", page.text)
        self._start(self.oldest, "300.00", again="1")
        self.assertEqual(len(self._transactions() - draft), 1)

    def test_received_money_keeps_everybody_out(self):
        """R-06: between done and posting nobody can pay again, not even again."""
        self._transaction(self.oldest, state="done")
        self.assertEqual(self._start(self.oldest, "300.00").status_code, 409)
        page = self._start(self.oldest, "300.00", again="1")
        self.assertEqual(page.status_code, 409)
        self.assertEqual(len(self._transactions()), 1)

    def test_invoice_paid_meanwhile_leaves_its_share_as_credit(self):
        """M-03, M-04: open ones are settled, the rest is the customer's credit."""
        self._start(self.three, "600.00")
        transaction = self._transactions()
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.oldest.ids
        )
        wizard.create({})._create_payments()
        self._book(transaction)
        self.assertEqual(set(self.three.mapped("payment_state")), {"paid"})
        account = transaction.payment_id.destination_account_id
        line = transaction.payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id == account
        )
        self.assertEqual(line.amount_residual, -300.0)
        self.assertEqual(line.partner_id, self.customer)
        self.assertEqual(
            transaction.payment_id.activity_ids.summary, "Online payment to allocate"
        )
