import re
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .pages_common import ZonePagesCommon
from .pages_queries import count_queries

TAB = re.compile(r'href="([^"]+)"')
LIST_QUERIES = 21
PAGE_QUERIES = 36


@tagged("post_install", "-at_install")
class TestPagesInvoices(ZonePagesCommon):
    def _due(self, days, **values):
        """Return an invoice due in so many days from now."""
        today = fields.Date.today()
        return self._invoice(
            self.customer,
            invoice_date=today - timedelta(days=90),
            invoice_date_due=today + timedelta(days=days),
            **values,
        )

    def _row(self, page, invoice):
        """Return the text of one row of the list."""
        start = page.text.index(f">{invoice.name}<")
        return page.text[start : page.text.index("</tr>", start)]

    def _pay(self, invoice, amount):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"amount": amount})._create_payments()

    def test_status_words_are_those_of_the_books(self):
        late, soon, paid, part = (self._due(days) for days in (-15, 3, -20, 10))
        self._pay(paid, 1000)
        self._pay(part, 400)
        refunded = self._due(5)
        refunded._reverse_moves(cancel=True)
        page = self._get(f"{self._enter()}/invoices")
        expected = {
            late: ("15 days overdue", "Overdue"),
            soon: ("Due in 3 days", "Not due yet"),
            paid: ("Paid in full", "Paid"),
            part: ("Due in 10 days", "Part paid"),
            refunded: ("Credited in full", "Credited"),
        }
        for invoice, words in expected.items():
            for word in words:
                self.assertIn(word, self._row(page, invoice))

    def test_pay_now_stands_only_where_it_can_be_used(self):
        closed = self._due(3)
        closed.customer_zone_online_payment = False
        page = self._get(f"{self._enter()}/invoices")
        self.assertIn("Pay Now", self._row(page, self.invoice))
        self.assertNotIn("Pay Now", self._row(page, closed))

    def test_totals_never_mix_currencies(self):
        euro = self._due(3, currency_id=self.currency_euro.id)
        page = self._get(f"{self._enter()}/invoices")
        self.assertIn(f"1 in {euro.currency_id.full_name}", page.text)
        self.assertIn(f"1 in {self.company.currency_id.full_name}", page.text)

    def test_list_has_pages_and_ends_where_the_invoices_end(self):
        for _number in range(11):
            self._due(3)
        base = self._enter()
        first = self._get(f"{base}/invoices")
        self.assertIn("1 to 10 of 12", " ".join(first.text.split()))
        last = self._get(f"{base}/invoices/page/2")
        self.assertIn("11 to 12 of 12", " ".join(last.text.split()))
        beyond = self._get(f"{base}/invoices/page/999")
        self.assertIn("11 to 12 of 12", " ".join(beyond.text.split()))

    def test_customer_without_invoices_is_told_what_will_come(self):
        link = self.links._issue(self.company, self.other_customer, self.other_customer)
        page = self._get(f"{self._enter(link)}/invoices")
        self.assertIn("No invoices yet", page.text)

    def test_list_takes_the_same_queries_for_few_and_for_many(self):
        base = self._enter()
        self._due(3)
        few = count_queries(self, f"{base}/invoices")
        for number in range(30):
            self._due(number - 15, ref=f"PO {number}")
        many = count_queries(self, f"{base}/invoices")
        self.assertEqual(many, few)
        self.assertLessEqual(many, LIST_QUERIES)

    def test_invoice_page_takes_no_more_queries_than_cores_own(self):
        page = f"{self._enter()}/invoices/{self.invoice.id}"
        self.assertLessEqual(count_queries(self, page), PAGE_QUERIES)

    def test_invoice_shows_lines_sums_and_how_it_came_about(self):
        invoice = self._due(-2, ref="PO 4440")
        self._pay(invoice, 250)
        page = self._get(f"{self._enter()}/invoices/{invoice.id}").text
        for words in ("Service", "PO 4440", "Paid and credited", "2 days overdue"):
            self.assertIn(words, page)
        self.assertIn("750.00", page)

    def test_instalments_are_listed_and_the_due_one_is_offered_first(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "halves",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 50, "nb_days": days}
                    )
                    for days in (30, 120)
                ],
            }
        )
        invoice = self._due(0, invoice_payment_term_id=term.id)
        page = self._get(f"{self._enter()}/invoices/{invoice.id}").text
        document = page[page.index('id="doc"') :]
        self.assertIn("halves", document)
        self.assertNotIn("Due on", document)
        self.assertIn("Instalments", page)
        self.assertLess(
            page.index("Overdue instalment"), page.index("All that is left")
        )

    def test_print_page_is_the_document_alone(self):
        page = self._get(f"{self._enter()}/invoices/{self.invoice.id}/print").text
        self.assertIn(f"Invoice {self.invoice.name}", page)
        self.assertNotIn("Pay Now", page)

    def test_print_page_says_when_and_where_to_pay(self):
        """Paper has what an invoice needs: due date, terms, delivery, bank account."""
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "62001122334", "partner_id": self.company.partner_id.id}
        )
        place = self._contact("Store", street="9 Dock Road", parent_id=self.customer.id)
        hours = self.env.ref("uom.product_uom_hour")
        invoice = self._due(9, partner_shipping_id=place.id, partner_bank_id=bank.id)
        invoice.invoice_line_ids.sudo().product_uom_id = hours
        base = self._enter()
        text = self._get(f"{base}/invoices/{invoice.id}/print").text
        for words in (
            "Due on",
            "Delivered to: 9 Dock Road",
            "62001122334",
            invoice.payment_reference,
            f"1 {hours.name}",
        ):
            self.assertIn(words, text)

    def test_every_tab_that_is_shown_opens(self):
        page = self._get(f"{self._enter()}/invoices").text
        tabs = page[page.index('class="z-tabs"') : page.index("</nav>")]
        addresses = TAB.findall(tabs)
        self.assertTrue(any("/invoices" in address for address in addresses))
        for address in addresses:
            self.assertEqual(self._get(address).status_code, 200, address)
