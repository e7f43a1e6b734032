from odoo.tests import tagged

from .pay_several_common import PaySeveralCommon


@tagged("post_install", "-at_install")
class TestPagesPaySeveral(PaySeveralCommon):
    """Ticked invoices and the whole balance."""

    def test_ticked_invoices_are_checked_started_and_paid_together(self):
        text = " ".join(self._check(self.three).text.split())
        positions = [text.index(one.name) for one in self.three]
        self.assertEqual(positions, sorted(positions))
        self.assertIn("600.00", text)
        self.assertFalse(self._transactions())
        page = self._start(self.three, "600.00")
        self.assertIn("You will be redirected to", page.text)
        transaction = self._transactions()
        self.assertEqual(transaction.amount, 600.0)
        self.assertEqual(transaction.invoice_ids, self.three)
        self.assertEqual(transaction.landing_route, f"{self.base}/pay/{transaction.id}")
        self._book(transaction)
        self.assertEqual(set(self.three.mapped("payment_state")), {"paid"})
        result = self._get(transaction.landing_route).text
        self.assertIn("What it settled", result)
        for invoice in self.three:
            self.assertIn(invoice.name, result)

    def test_one_ticked_invoice_is_paid_in_full(self):
        self._start(self.middle, "200.00")
        self.assertEqual(self._transactions().amount, 200.0)

    def test_nothing_ticked_asks_to_tick(self):
        answer = self._get(f"{self.base}/pay")
        self.assertEqual(answer.status_code, 303)
        page = self._get(answer.headers["Location"])
        self.assertIn("Tick the invoices you want to pay", page.text)

    def test_every_invoice_is_checked_against_the_visitor(self):
        """N3: one invoice of somebody else refuses the whole payment."""
        foreign = self._due(3, 50.0, partner=self.other_customer)
        missing = 2**31 - 1
        for ids in (
            f"pay={self.oldest.id}&pay={foreign.id}",
            f"pay={foreign.id}",
            f"pay={missing}",
            "pay=-1",
            "pay=1e3",
            f"pay={2**40}",
        ):
            self.assertEqual(self._get(f"{self.base}/pay?{ids}").status_code, 404, ids)
        page = self._start(self.oldest | foreign, "350.00")
        self.assertEqual(page.status_code, 404)
        answer = self._call(
            f"{self.base}/pay/transaction/{self.oldest.id}-{foreign.id}/all",
            provider_id=self.provider.id,
            payment_method_id=self.payment_method_id,
            amount=350.0,
            flow="redirect",
        )
        self.assertEqual(answer["error"]["code"], 404)
        self.assertFalse(self._transactions() | foreign.sudo().transaction_ids)

    def test_currencies_are_never_paid_together(self):
        """M-05: refused with the reason, nothing started."""
        euro = self._due(3, 50.0, currency_id=self.currency_euro.id)
        page = self._check(self.oldest | euro)
        self.assertEqual(page.status_code, 409)
        self.assertIn("one currency at a time", " ".join(page.text.split()))
        self.assertEqual(self._start(self.oldest | euro, "350.00").status_code, 409)
        self.assertFalse(self._transactions())

    def test_whole_balance_is_every_payable_invoice_of_one_currency(self):
        self._due(3, 50.0, currency_id=self.currency_euro.id)
        closed = self._due(3, 70.0)
        closed.customer_zone_online_payment = False
        name = self.company.currency_id.name
        text = self._get(f"{self.base}/pay?all={name}").text
        self.assertIn("600.00", text)
        self.assertNotIn(closed.name, text)
        page = self._get(f"{self.base}/invoices")
        self._send(
            f"{self.base}/pay",
            {
                "csrf_token": self._get_csrf(page),
                "all": name,
                "choice": "all",
                "stamp": "600.00",
            },
        )
        self.assertEqual(self._transactions().invoice_ids, self.three)
        self.assertEqual(self._get(f"{self.base}/pay?all=XXX").status_code, 404)

    def test_amount_that_changed_meanwhile_is_shown_again(self):
        page = self._start(self.three, "599.00")
        self.assertEqual(page.status_code, 409)
        self.assertIn("The amount has changed", page.text)
        self.assertFalse(self._transactions())

    def test_balance_after_is_shown_only_with_the_account(self):
        self.assertIn("Your balance after", self._check(self.three).text)
        self.company.customer_zone_mode = "documents"
        text = self._check(self.three).text
        self.assertIn("Check what you are paying", text)
        self.assertNotIn("Your balance after", text)

    def test_failed_payment_of_several_can_be_tried_again(self):
        self._start(self.three, "600.00")
        transaction = self._transactions()
        transaction._set_error("Card refused.")
        text = self._get(transaction.landing_route).text
        self.assertIn("Try again", text)
        for invoice in self.three:
            self.assertIn(f"pay={invoice.id}", text)
