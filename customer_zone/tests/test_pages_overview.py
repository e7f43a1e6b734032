from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .pages_common import ZonePagesCommon
from .pages_queries import count_queries

OVERVIEW_QUERIES = 25


@tagged("post_install", "-at_install")
class TestPagesOverview(ZonePagesCommon):
    def _due(self, days, amount=1000.0, **values):
        today = fields.Date.today()
        return self._invoice(
            self.customer,
            amount=amount,
            invoice_date=today - timedelta(days=120),
            invoice_date_due=today + timedelta(days=days),
            **values,
        )

    def _text(self, base):
        page = self._get(f"{base}/overview")
        self.assertEqual(page.status_code, 200)
        return " ".join(page.text.split())

    def _figure(self, text, label):
        """Return one of the four figures."""
        start = text.index(f"<dt>{label}</dt>")
        return text[start : text.index("</div>", start)]

    def _pay(self, invoice, amount):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        return wizard.create({"amount": amount})._create_payments()

    def _quote(self, partner):
        # Invoicing staff write no quotes.
        orders = self.env["sale.order"].sudo()
        order = orders.create(
            {
                "partner_id": partner.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product_a.id,
                            "product_uom_qty": 1,
                            "price_unit": 50.0,
                            "tax_ids": [],
                        }
                    )
                ],
            }
        )
        order.action_quotation_sent()
        return order

    def test_figures_are_those_of_the_books(self):
        self._due(-15, 300.0)
        self._pay(self._due(5, 200.0), 260.0)
        text = self._text(self._enter())
        # 1000 not due, 300 overdue, 60 paid too much.
        self.assertIn("1,240.00", text)
        self.assertIn("300.00", self._figure(text, "Overdue"))
        self.assertIn("60.00", self._figure(text, "Credit not used yet"))
        self.assertIn("260.00", self._figure(text, "Last payment"))
        self.assertIn("15 days overdue", text)

    def test_main_button_pays_exactly_what_is_overdue(self):
        late = self._due(-15, 300.0)
        base = self._enter()
        text = self._text(base)
        button = text[text.index("btn-primary") : text.index("</section>")]
        self.assertIn("Pay overdue", button)
        self.assertIn("300.00", button)
        self.assertIn(f"{base}/pay?pay={late.id}", text)
        self.assertNotIn(f"pay={self.invoice.id}", text)

    def test_nothing_is_offered_to_pay_where_payment_is_closed(self):
        late = self._due(-15, 300.0)
        (late + self.invoice).customer_zone_online_payment = False
        text = self._text(self._enter())
        self.assertNotIn("Pay overdue", text)
        self.assertNotIn("Pay what is open", text)
        self.assertIn("See what is open", text)

    def test_money_on_its_way_is_named_and_not_asked_for_again(self):
        self._use_provider_with_code()
        late = self._due(-15, 300.0)
        self._transaction(late, state="pending")
        text = self._text(self._enter())
        self.assertIn("300.00", self._figure(text, "On its way"))
        self.assertIn("Please do not pay again", text)
        self.assertNotIn("Pay overdue", text)

    def test_open_quotes_ask_for_an_answer(self):
        order, foreign = self._quote(self.customer), self._quote(self.other_customer)
        text = self._text(self._enter())
        self.assertIn(f"/quotes/{order.id}", text)
        self.assertIn("Look and answer", text)
        self.assertNotIn(foreign.name, text)

    def test_nothing_to_do_is_said_only_where_there_is_nothing(self):
        base = self._enter()
        self.assertIn("Nothing is overdue and no quote waits", self._text(base))
        for _late in range(4):
            self._due(-15, 300.0)
        text = self._text(base)
        self.assertIn("1 more invoice is overdue.", text)
        self.assertNotIn("no quote waits", text)

    def test_a_quote_to_answer_is_never_followed_by_nothing_to_do(self):
        self._pay(self.invoice, 1000.0)
        base = self._enter()
        self.assertIn("There is no amount to pay and no quote", self._text(base))
        self._quote(self.customer)
        text = self._text(base)
        self.assertIn("Look and answer", text)
        self.assertNotIn("no quote to answer", text)

    def test_other_currencies_are_named_apart_and_never_added(self):
        self._due(9, 700.0, currency_id=self.currency_euro.id)
        text = self._text(self._enter())
        self.assertIn("You also owe", text)
        self.assertIn("700.00", text)
        self.assertNotIn("1,700.00", text)

    def test_last_movements_lead_to_their_pages(self):
        credit_note = self.invoice._reverse_moves(
            [{"invoice_date": fields.Date.today()}], cancel=True
        )
        payment = self._pay(self._due(5, 200.0), 200.0)
        base = self._enter()
        text = self._text(base)
        recent = text[text.index('id="recent"') :]
        for words in (
            f"{base}/credit-notes/{credit_note.id}",
            f"{base}/invoices/{self.invoice.id}",
            payment.name,
        ):
            self.assertIn(words, recent)

    def test_another_customers_figures_never_appear(self):
        """A-02, A-04: nothing of another customer is counted or named."""
        foreign = self._invoice(self.other_customer, amount=98765.0)
        text = self._text(self._enter())
        self.assertNotIn(foreign.name, text)
        self.assertNotIn("98,765", text)

    def test_it_is_the_first_page_with_history_and_closed_without(self):
        base = self._enter()
        home = self._get(base).headers["Location"]
        self.assertTrue(home.endswith(f"{base}/overview"))
        self.company.customer_zone_mode = "documents"
        home = self._get(base).headers["Location"]
        self.assertTrue(home.endswith(f"{base}/invoices"))
        self.assertEqual(self._get(f"{base}/overview").status_code, 404)

    def test_contact_with_own_documents_gets_no_balance(self):
        base = self._enter()
        self.contact.customer_zone_scope = "own"
        self.assertEqual(self._get(f"{base}/overview").status_code, 404)
        home = self._get(base).headers["Location"]
        self.assertTrue(home.endswith(f"{base}/invoices"))
        self.assertNotIn("/overview", self._get(f"{base}/invoices").text)

    def test_stranger_with_one_document_gets_no_balance(self):
        base = self._enter(self._link(self.stranger, move=self.invoice))
        self.assertEqual(self._get(f"{base}/overview").status_code, 404)

    def test_withdrawn_link_closes_it(self):
        """L-04: an open page cannot go on."""
        base = self._enter()
        self._text(base)
        self.links.search([]).action_revoke()
        self.assertEqual(self._get(f"{base}/overview").status_code, 404)

    def test_customer_without_history_is_told_what_will_come(self):
        link = self.links._issue(self.company, self.other_customer, self.other_customer)
        text = self._text(self._enter(link))
        self.assertIn("You owe nothing", text)
        self.assertIn("Your first invoice will appear here", text)

    def test_it_takes_the_same_queries_for_few_and_for_many(self):
        self._use_provider_with_code()
        base = self._enter()
        bare = count_queries(self, f"{base}/overview")
        self._history(1)
        few = count_queries(self, f"{base}/overview")
        for number in range(2, 9):
            self._history(number)
        many = count_queries(self, f"{base}/overview")
        self.assertEqual(many, few)
        self.assertLessEqual(max(many, bare), OVERVIEW_QUERIES)

    def _history(self, number):
        """Add one of everything the page reads."""
        self._due(-number, 100.0 + number)
        self._transaction(self._due(-number), state="pending", reference=f"P-{number}")
        self._pay(self._due(number, 50.0), 50.0)
        self._quote(self.customer)
