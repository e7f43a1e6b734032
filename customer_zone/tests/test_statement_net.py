from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .statement_page_common import StatementPageCommon


@tagged("post_install", "-at_install")
class TestStatementNet(StatementPageCommon):
    """Credit taken off what is paid: promised first, settled when the money came."""

    def setUp(self):
        super().setUp()
        others = self.env["payment.provider"].search([("id", "!=", self.provider.id)])
        others.is_published = False
        self.company.customer_zone_net_credit = True
        self.currency = self.company.currency_id
        self.all = f"{self.base}/pay?all={self.currency.name}"

    def _start(self, stamp="350.00", choice="net", **form):
        page = self._get(f"{self.base}/invoices")
        form = form or {"all": self.currency.name}
        values = {"csrf_token": self._get_csrf(page), "stamp": stamp, "choice": choice}
        return self._send(f"{self.base}/pay", {**values, **form})

    def _transactions(self):
        return self.env["payment.transaction"].search(
            [("partner_id", "child_of", self.customer.id)], order="id"
        )

    def _book(self, transaction):
        transaction._set_done()
        transaction._post_process()

    def test_preview_names_the_credit_and_what_remains_to_pay(self):
        text = self._text(f"{self.all}&choice=net")
        self.assertIn(f"Your credit {self.note.name} is taken off", text)
        self.assertRegex(text, rf"{self.note.name} is taken off \D{{1,4}}50\.00")
        self.assertRegex(text, r"You pay \D{1,4}350\.00")
        self.assertRegex(text, r"Your balance after \D{1,4}0\.00")
        text = self._text(self.all)
        self.assertRegex(text, r"Take your credit off and pay \D{1,4}350\.00")

    def test_statement_offers_to_pay_with_the_credit_taken_off(self):
        page = self._get(self.path).text
        self.assertIn(f"all={self.currency.name}&amp;choice=net", page)
        self.assertNotIn("stays on your account", page)

    def test_the_credit_settles_the_invoices_when_the_money_comes(self):
        """Both invoices and the credit note are settled, and nothing is left over."""
        self._start()
        transaction = self._transactions()
        self.assertEqual(transaction.amount, 350.0)
        self.assertEqual(self.note.payment_state, "not_paid", "no money, no matching")
        self._book(transaction)
        for move in self.late | self.soon | self.note:
            self.assertEqual(move.payment_state, "paid", move.name)
            self.assertEqual(move.amount_residual, 0.0)
        receipt = transaction.payment_id
        self.assertEqual(receipt.amount, 350.0)
        self.assertTrue(receipt.is_reconciled)
        self.assertFalse(receipt.activity_ids)
        self.assertIn("Nothing is open", self._text(self.path))
        text = self._text(f"{self.base}/pay/{transaction.id}")
        self.assertRegex(text, r"with your credit besides \D{1,4}50\.00")

    def test_a_payment_that_fails_leaves_the_credit_as_it_was(self):
        self._start()
        self._transactions()._set_canceled()
        self.assertEqual(self.note.amount_residual, 50.0)
        self.assertEqual(self.soon.amount_residual, 100.0)

    def test_credit_that_was_used_meanwhile_leaves_the_rest_open_and_is_told(self):
        """The money stays booked, the bookkeeper hears of what is missing."""
        self._start()
        other = self._due(20, 80.0)
        self._match(self.note, other)
        self._book(self._transactions())
        self.assertEqual(self.late.payment_state, "paid")
        self.assertEqual(self.soon.amount_residual, 50.0)
        self.assertEqual(self.soon.activity_ids.summary, "Credit no longer there")
        self.assertTrue(self._transactions().payment_id.is_reconciled)

    def _match(self, note, invoice):
        lines = (note | invoice).line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        lines.reconcile()

    def test_an_invoice_paid_meanwhile_uses_no_more_credit_than_is_needed(self):
        self._start()
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.soon.ids
        )
        wizard.create({"amount": 80.0})._create_payments()
        self._book(self._transactions())
        self.assertEqual(self.late.amount_residual + self.soon.amount_residual, 0.0)
        # 350 of money, 80 of money, 400 owed: the credit note is not touched.
        self.assertEqual(self.note.amount_residual, 50.0)
        self.assertTrue(self._transactions().payment_id.activity_ids)

    def test_matching_that_fails_never_stands_in_the_way_of_the_money(self):
        self._start()
        lines = type(self.env["account.move.line"])
        reconcile, credit = lines.reconcile, self.note.line_ids

        def fail(items):
            if items & credit:
                raise UserError(self.env._("The period is closed."))
            return reconcile(items)

        with patch.object(lines, "reconcile", fail):
            self._book(self._transactions())
        self.assertTrue(self._transactions().payment_id.is_reconciled)
        self.assertEqual(self.soon.amount_residual, 50.0)
        self.assertTrue(self.soon.activity_ids)

    def test_credit_is_promised_to_one_payment_only(self):
        self._start("250.00", pay=self.late.id)
        self.assertEqual(self._transactions().amount, 250.0)
        text = self._text(f"{self.base}/pay?pay={self.soon.id}&choice=net")
        self.assertNotIn("is taken off", text)
        page = self._start("50.00", pay=self.soon.id)
        self.assertEqual(page.status_code, 409)
        self.assertEqual(len(self._transactions()), 1)

    def _wait(self, **since):
        """Let a payment of the late invoice wait for its money, with the credit."""
        self._start("250.00", pay=self.late.id)
        transaction = self._transactions()
        transaction._set_pending()
        transaction.last_state_change -= timedelta(**since)
        self.env.flush_all()
        return transaction

    def _offers_credit(self, invoice):
        text = self._text(f"{self.base}/pay?pay={invoice.id}&choice=net")
        return "is taken off" in text

    def test_credit_is_kept_while_the_money_is_on_its_way(self):
        self._act_as_gateway()
        self._wait(days=3, hours=23)
        self.assertFalse(self._offers_credit(self.soon))

    def test_announced_transfer_keeps_no_credit_back(self):
        """R-06: an announced transfer is no money."""
        self._wait(minutes=1)
        self.assertTrue(self._offers_credit(self.soon))

    def test_credit_is_free_again_when_the_invoices_were_settled_otherwise(self):
        self._act_as_gateway()
        self._wait(minutes=1)
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.late.ids
        )
        wizard.create({})._create_payments()
        self.assertTrue(self._offers_credit(self.soon))

    def test_money_that_comes_after_the_credit_was_given_away_is_booked(self):
        """R-13: nothing is lost, and no credit is used twice."""
        self._act_as_gateway()
        first = self._wait(days=4, hours=1)
        self._start("50.00", pay=self.soon.id)
        second = self._transactions() - first
        self.assertEqual(second.customer_zone_credit_line_ids.move_id, self.note)
        self._book(second)
        self.assertEqual(self.note.payment_state, "paid")
        self._book(first)
        self.assertEqual(first.payment_id.amount, 250.0)
        self.assertTrue(first.payment_id.is_reconciled)
        self.assertEqual(self.late.amount_residual, 50.0)
        self.assertEqual(self.late.activity_ids.summary, "Credit no longer there")
        self.assertEqual(self.soon.amount_residual, 0.0)

    def test_late_money_that_comes_first_takes_the_credit_once(self):
        """R-13: the payment that counts on it meanwhile leaves the rest open."""
        self._act_as_gateway()
        first = self._wait(days=4, hours=1)
        self._start("50.00", pay=self.soon.id)
        second = self._transactions() - first
        self._book(first)
        self.assertEqual(self.late.amount_residual, 0.0)
        self._book(second)
        self.assertEqual(self.note.amount_residual, 0.0)
        self.assertEqual(self.soon.amount_residual, 50.0)
        self.assertEqual(self.soon.activity_ids.summary, "Credit no longer there")

    def test_another_begin_of_the_same_payment_may_count_on_the_same_credit(self):
        self._start()
        self._start()
        first, second = self._transactions()
        self.assertEqual(first.amount, second.amount)
        self._book(second)
        self.assertEqual(self.note.payment_state, "paid")

    def test_where_the_company_takes_no_credit_off_there_is_no_way_to_it(self):
        self.company.customer_zone_net_credit = False
        self.assertNotIn("choice=net", self._get(self.path).text)
        self.assertNotIn("is taken off", self._text(f"{self.all}&choice=net"))
        self.assertEqual(self._start().status_code, 409)
        self.assertFalse(self._transactions())

    def test_no_other_way_of_paying_takes_less_than_is_owed(self):
        both = self.late | self.soon
        self.assertTrue(both._zone_payment_refusal(350.0, self.currency))
        self.assertEqual(both._zone_payment_refusal(350.0, self.currency, net=True), "")
        for amount in (349.99, 350.01, 400.0):
            refusal = both._zone_payment_refusal(amount, self.currency, net=True)
            self.assertTrue(refusal, amount)

    def test_credit_that_covers_everything_leaves_nothing_to_pay_online(self):
        self._invoice(self.customer, 400.0, move_type="out_refund")
        self.assertNotIn("choice=net", self._get(self.path).text)
        self.assertNotIn("is taken off", self._text(f"{self.all}&choice=net"))

    def test_unallocated_money_is_credit_as_well(self):
        payment = self.env["account.payment"].create(
            {
                "partner_id": self.customer.id,
                "partner_type": "customer",
                "payment_type": "inbound",
                "amount": 30.0,
                "journal_id": self.company_data["default_journal_bank"].id,
            }
        )
        payment.action_post()
        self._start("320.00")
        self._book(self._transactions())
        self.assertTrue(payment.is_reconciled)
        self.assertEqual(self.soon.payment_state, "paid")

    def test_credit_in_another_currency_is_left_alone(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 2.0)])
        self._invoice(self.customer, 70.0, move_type="out_refund", currency_id=euro.id)
        self._start()
        self.assertEqual(self._transactions().amount, 350.0)
        self.assertEqual(
            self._transactions().customer_zone_credit_line_ids.move_id, self.note
        )

    def test_contact_with_documents_of_their_own_uses_no_credit_of_the_account(self):
        """A-05: the credit is the whole customer's."""
        self.contact.customer_zone_scope = "own"
        own = self._invoice(self.contact, 90.0)
        address = f"{self.base}/pay?pay={own.id}"
        self.assertNotIn("Take your credit off", self._text(address))
        self.assertEqual(self._get(f"{address}&choice=net").status_code, 404)
