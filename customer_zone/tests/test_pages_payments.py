import io
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.customer_zone.controllers.payments import export

from .pages_common import ZonePagesCommon
from .pages_queries import count_queries

# Five of them find out which payments have a receipt.
LIST_QUERIES = 25


@tagged("post_install", "-at_install")
class TestPagesPayments(ZonePagesCommon):
    def _pay(self, invoice, amount=None, **values):
        """Return a payment registered on an invoice."""
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        given = {"amount": amount} if amount else {}
        return wizard.create({**given, **values})._create_payments()

    def _bank_line(self, amount, text, day=None):
        """Return the entry of money that is on the bank and has no payment."""
        journal = self.company_data["default_journal_bank"]
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": journal.id,
                "date": day or fields.Date.today(),
                "payment_ref": text,
                "partner_id": self.customer.id,
                "amount": amount,
            }
        )
        _liquidity, suspense, _others = line._seek_for_lines()
        suspense.account_id = self.customer.property_account_receivable_id
        return line.move_id

    def _receivable(self, move):
        return move.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )

    def _row(self, page, number):
        """Return the row whose first cell carries the number."""
        rows = page.text.split('<tr role="row">')
        return next(row for row in rows if number in row.partition("</th>")[0])

    def test_registered_payment_says_what_it_settled(self):
        payment = self._pay(self.invoice, 400.0)
        row = self._row(self._get(f"{self._enter()}/payments"), payment.name)
        for words in (self.invoice.name, "400.00", "Received", "Receipt"):
            self.assertIn(words, row)

    def test_money_that_came_on_the_bank_alone_is_listed(self):
        """Money of every origin: a bank line has no payment and no receipt."""
        move = self._bank_line(1000.0, "ACACIA INV 1")
        (self._receivable(move) + self._receivable(self.invoice)).reconcile()
        row = self._row(self._get(f"{self._enter()}/payments"), move.name)
        for words in ("ACACIA INV 1", self.invoice.name, "1,000.00", "Received"):
            self.assertIn(words, row)
        self.assertNotIn("Receipt", row)

    def test_surplus_is_shown_as_credit(self):
        """M-02: the invoice is paid and the rest is this customer's credit."""
        payment = self._pay(self.invoice, 1250.0)
        self.assertEqual(self.invoice.amount_residual, 0.0)
        credit = self._receivable(payment.move_id)
        self.assertEqual(credit.partner_id, self.customer)
        self.assertEqual(sum(credit.mapped("amount_residual")), -250.0)
        page = self._get(f"{self._enter()}/payments")
        row = self._row(page, payment.name)
        self.assertIn("Credit left", row)
        self.assertIn("250.00", row)

    def test_refund_takes_its_place_in_the_list(self):
        payment = self._pay(self.invoice, 1100.0)
        refund = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": 100.0,
            }
        )
        refund.action_post()
        lines = self._receivable(payment.move_id) + self._receivable(refund.move_id)
        lines.filtered(lambda line: not line.reconciled).reconcile()
        page = self._get(f"{self._enter()}/payments")
        row = self._row(page, refund.name)
        for words in ("Refunded", payment.name, "100.00"):
            self.assertIn(words, row)
        self.assertIn(refund.name, self._row(page, payment.name))

    def test_online_payments_not_booked_are_told_in_plain_words(self):
        self._use_provider_with_code()
        coming = self._transaction(self.invoice, state="pending", reference="TX-COMING")
        refused = self._transaction(
            self._invoice(self.customer), state="error", reference="TX-REFUSED"
        )
        begun = self._transaction(
            self._invoice(self.customer), state="draft", reference="TX-BEGUN"
        )
        page = self._get(f"{self._enter()}/payments")
        self.assertIn("On its way", self._row(page, coming.reference))
        self.assertIn("Please do not pay it again", page.text)
        row = self._row(page, refused.reference)
        for words in ("<s", "Declined", "Nothing was booked", "Try again"):
            self.assertIn(words, row)
        self.assertNotIn(begun.reference, page.text)

    def test_documents_of_others_and_their_money_are_not_named(self):
        """A-02, A-04: nothing of another customer, not even inside our own row."""
        foreign = self._invoice(self.other_customer)
        theirs = self._pay(self._invoice(self.other_customer, amount=555.0))
        move = self._bank_line(80.0, "PAID FOR A FRIEND")
        (self._receivable(move) + self._receivable(foreign)).reconcile()
        self._transaction(foreign, state="pending", reference="TX-THEIRS")
        page = self._get(f"{self._enter()}/payments").text
        for canary in (foreign.name, theirs.name, "TX-THEIRS"):
            self.assertNotIn(canary, page)
        self.assertIn("another document", page)

    def test_receipt_is_only_for_own_payments(self):
        """A-02: foreign and missing receipts get the same bytes; so do drafts."""
        own = self._pay(self.invoice)
        theirs = self._pay(self._invoice(self.other_customer))
        mixed = self._pay(self._invoice(self.customer), 1300.0)
        foreign = self._invoice(self.other_customer)
        rest = self._receivable(mixed.move_id) + self._receivable(foreign)
        rest.filtered(lambda line: not line.reconciled).reconcile()
        draft = self.env["account.payment"].create(
            {"partner_id": self.customer.id, "amount": 5.0}
        )
        base = self._enter()
        answer = self._get(f"{base}/payments/{own.id}/receipt")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        answers = [
            self._get(f"{base}/payments/{number}/receipt")
            for number in (theirs.id, draft.id, mixed.id, own.id + 999, 2**70)
        ]
        self.assertEqual({answer.status_code for answer in answers}, {404})
        self.assertEqual(len(set(map(self._settle, answers))), 1)

    def test_tab_belongs_to_the_account_history(self):
        """The switches hold on the server, not only in the menu."""
        payment = self._pay(self.invoice)
        base = self._enter()
        paths = [
            f"{base}/payments{part}"
            for part in ("", "/export/csv", f"/{payment.id}/receipt")
        ]
        for path in paths:
            self.assertEqual(self._get(path).status_code, 200, path)
        self.contact.customer_zone_scope = "own"
        for path in paths:
            self.assertEqual(self._get(path).status_code, 404, path)
        self.contact.customer_zone_scope = "all"
        self.company.customer_zone_mode = "documents"
        for path in paths[:2]:
            self.assertEqual(self._get(path).status_code, 404, path)

    def test_withdrawn_link_closes_every_route(self):
        """L-04: dead at once, list, file and receipt."""
        payment = self._pay(self.invoice)
        base = self._enter()
        self.links.search([]).action_revoke()
        for part in ("", "/export/xlsx", f"/{payment.id}/receipt"):
            answer = self._get(f"{base}/payments{part}")
            self.assertEqual(answer.status_code, 404, part)

    def test_dates_narrow_the_list_and_the_file(self):
        old_day = fields.Date.today() - timedelta(days=40)
        old = self._pay(self.invoice, 10.0, payment_date=old_day)
        new = self._pay(self.invoice, 20.0)
        base = self._enter()
        for path in ("payments", "payments/export/csv"):
            text = self._get(f"{base}/{path}?from={fields.Date.today()}").text
            self.assertIn(new.name, text)
            self.assertNotIn(old.name, text)
            text = self._get(f"{base}/{path}?to={old_day}").text
            self.assertIn(old.name, text)
            self.assertNotIn(new.name, text)
        page = self._get(f"{base}/payments?from=2001-01-01&to=2001-01-02").text
        self.assertIn("No payments between these dates", page)

    def test_list_has_pages_and_ends_where_the_payments_end(self):
        for number in range(12):
            self._pay(self.invoice, 10.0 + number)
        base = self._enter()
        page = " ".join(self._get(f"{base}/payments").text.split())
        self.assertIn("1 to 10 of 12", page)
        page = " ".join(self._get(f"{base}/payments/page/99").text.split())
        self.assertIn("11 to 12 of 12", page)

    def test_excel_file_is_one(self):
        self._pay(self.invoice)
        answer = self._get(f"{self._enter()}/payments/export/xlsx")
        self.assertEqual(io.BytesIO(answer.content).read(2), b"PK")

    def test_list_too_long_for_a_file_is_refused_and_never_cut(self):
        """P-02: a file that leaves rows out without a word is worse than none."""
        self._pay(self.invoice, 10.0)
        self._pay(self.invoice, 20.0)
        base = self._enter()
        days = f"from={fields.Date.today() - timedelta(days=1)}"
        with patch.object(export, "MOST_ROWS", 1):
            answer = self._get(f"{base}/payments/export/csv?{days}")
        self.assertEqual(answer.status_code, 413)
        self.assertIn("choose dates", answer.text)
        self.assertIn(f'href="{base}/payments?{days}"', answer.text)

    def test_list_takes_the_same_queries_for_few_and_for_many(self):
        self._use_provider_with_code()
        base = self._enter()
        self._every_sort(1)
        few = count_queries(self, f"{base}/payments")
        for number in range(2, 8):
            self._every_sort(number)
        many = count_queries(self, f"{base}/payments")
        self.assertEqual(many, few)
        self.assertLessEqual(many, LIST_QUERIES)

    def _every_sort(self, number):
        """Make one payment of every origin, all of the same day."""
        day = fields.Date.today() - timedelta(days=number)
        values = {"invoice_date": day, "amount": 10.0 * number}
        self._pay(self._invoice(self.customer, **values), payment_date=day)
        invoice = self._invoice(self.customer, **values)
        move = self._bank_line(10.0 * number, f"BANK {number}", day=day)
        (self._receivable(move) + self._receivable(invoice)).reconcile()
        for state in ("pending", "error"):
            self._transaction(
                self._invoice(self.customer),
                state=state,
                reference=f"{state}-{number}",
                last_state_change=f"{day} 10:00:00",
            )

    def test_customer_without_payments_is_told_what_will_come(self):
        page = self._get(f"{self._enter()}/payments").text
        self.assertIn("No payments yet", page)
