import re
from urllib.parse import parse_qs, urlsplit

from odoo.fields import Command
from odoo.tests import tagged

from .statement_page_common import StatementPageCommon

OVERDUE = re.compile(
    r'<a class="btn btn-line" href="([^"]+)">\s*<span>(Pay overdue .*?)</span>\s*</a>',
    re.DOTALL,
)


@tagged("post_install", "-at_install")
class TestStatementPay(StatementPageCommon):
    """Paying from the statement goes through the zone's own confirmation page."""

    def setUp(self):
        super().setUp()
        others = self.env["payment.provider"].search([("id", "!=", self.provider.id)])
        others.is_published = False
        self.currency = self.company.currency_id.name

    def _parts(self):
        """Return an invoice of 200 of which 80 are overdue."""
        term = self.env["account.payment.term"].create(
            {
                "name": "Two parts",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": share, "nb_days": days}
                    )
                    for share, days in ((40, 30), (60, 90))
                ],
            }
        )
        return self._invoice(
            self.customer,
            200.0,
            invoice_date=self.late.invoice_date,
            invoice_payment_term_id=term.id,
        )

    def _overdue(self):
        """Return words and address of the button for what is overdue, or None."""
        found = OVERDUE.search(self._get(self.path).text)
        return found and (found.group(2), found.group(1).replace("&amp;", "&"))

    def _start(self, stamp, address):
        page = self._get(f"{self.base}/invoices")
        form = parse_qs(urlsplit(address).query)
        values = {"csrf_token": self._get_csrf(page), "stamp": stamp, **form}
        return self._send(f"{self.base}/pay", values)

    def _transactions(self):
        return self.env["payment.transaction"].search(
            [("partner_id", "child_of", self.customer.id)]
        )

    def test_ticked_lines_go_to_the_confirmation_page(self):
        page = self._get(self.path).text
        self.assertIn(f'value="{self.late.id}" data-amount="300.00"', page)
        text = self._text(f"{self.base}/pay?pay={self.late.id}&pay={self.soon.id}")
        self.assertIn("Check what you are paying", text)
        self.assertIn("400.00", text)

    def test_overdue_pays_just_what_is_late_of_several_invoices(self):
        """The money settles the late instalments and leaves the others open."""
        parts = self._parts()
        amount, address = self._overdue()
        self.assertIn("380.00", amount)
        text = self._text(address)
        self.assertIn("380.00", text)
        self.assertIn(parts.name, text)
        self.assertNotIn(self.soon.name, text)
        self._start("380.00", address)
        transaction = self._transactions()
        self.assertEqual(transaction.amount, 380.0)
        transaction._set_done()
        transaction._post_process()
        self.assertEqual(self.late.payment_state, "paid")
        self.assertEqual(parts.amount_residual, 120.0)
        late = parts.line_ids.filtered(
            lambda line: line.date_maturity and line.date_maturity < self.today
        )
        self.assertTrue(all(late.mapped("reconciled")))
        self.assertNotIn("overdue", self._text(self.path).partition("Ageing")[2])

    def test_overdue_of_one_invoice_is_its_next_payment(self):
        _amount, address = self._overdue()
        self.assertIn("300.00", self._text(address))
        self._start("300.00", address)
        self.assertEqual(self._transactions().amount, 300.0)

    def test_an_amount_of_overdue_that_changed_is_shown_again_and_not_taken(self):
        self._parts()
        _amount, address = self._overdue()
        page = self._start("300.00", address)
        self.assertEqual(page.status_code, 409)
        self.assertFalse(self._transactions())

    def test_the_button_asks_for_what_the_next_page_takes(self):
        """Not for an overdue entry without a page, nor for money on its way."""
        entry = {"account_id": self.customer.property_account_receivable_id.id}
        other = {"account_id": self.company_data["default_account_revenue"].id}
        opening = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": self.late.invoice_date,
                "line_ids": [
                    Command.create({**item, "partner_id": self.customer.id})
                    for item in ({**entry, "debit": 70.0}, {**other, "credit": 70.0})
                ],
            }
        )
        opening.action_post()
        amount, address = self._overdue()
        self.assertIn("300.00", amount)
        self.assertIn("300.00", self._text(address))
        self._use_provider_with_code()
        self._transaction(self.late, state="pending")
        self.assertIsNone(self._overdue())
        self.assertIn(f'value="{self.soon.id}"', self._get(self.path).text)

    def test_unknown_currencies_are_refused_as_everything_else_is(self):
        answer = self._get(f"{self.base}/pay?all=XXX")
        self.assertEqual(answer.status_code, 404)

    def test_instalments_have_one_box_that_says_what_it_pays(self):
        parts = self._parts()
        page = self._get(self.path).text
        self.assertEqual(page.count(f'value="{parts.id}"'), 1)
        self.assertIn(f'value="{parts.id}" data-amount="200.00"', page)
        self.assertIn("Ticking pays the whole invoice", page)

    def test_credit_is_never_taken_off_silently(self):
        """What is not netted is said: the credit stays on the account."""
        text = self._text(self.path)
        self.assertIn("stays on your account", text)
        text = self._text(f"{self.base}/pay?all={self.currency}")
        self.assertIn("400.00", text)

    def test_another_amount_only_where_the_company_allows_it(self):
        self.assertNotIn("choice=part", self._get(self.path).text)
        self.company.customer_zone_part_payments = True
        self.assertIn("choice=part", self._get(self.path).text)

    def test_staff_can_tick_nothing(self):
        self.authenticate("admin", "admin")
        page = self._get("/zone/my/statement")
        self.assertNotIn('name="pay"', page.text)
