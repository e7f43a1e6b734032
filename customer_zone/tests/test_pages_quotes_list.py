from odoo.tests import tagged

from .pages_queries import count_queries
from .quotes_common import ZoneQuotesCommon

LIST_QUERIES = 21


@tagged("post_install", "-at_install")
class TestPagesQuotesList(ZoneQuotesCommon):
    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def _row(self, page, order):
        start = page.text.index(f">{order.name}<")
        return " ".join(page.text[start : page.text.index("</tr>", start)].split())

    def test_list_shows_what_happened_to_each_quote(self):
        accepted = self._quote(state="sale")
        invoiced = self._quote(state="sale")
        invoiced.order_line.qty_delivered = 1
        invoice = invoiced._create_invoices()
        invoice.action_post()
        declined = self._quote()
        self._decline(self.base, declined)
        withdrawn = self._quote()
        withdrawn._action_cancel()
        page = self._get(f"{self.base}/quotes")
        self.assertEqual(page.status_code, 200)
        expected = {
            self.quote: ("Answer needed", "Open for 14 days", "Look and answer"),
            accepted: ("Accepted", "PDF"),
            invoiced: ("Invoiced", invoice.name),
            declined: ("Declined", "Too dear"),
            withdrawn: ("Withdrawn", "Cancelled by us"),
        }
        for order, words in expected.items():
            for word in words:
                self.assertIn(word, self._row(page, order))
        table = page.text[page.text.index("<table") :]
        self.assertEqual(table.count("btn btn-primary"), 1)

    def test_quote_to_answer_first_stands_on_top(self):
        later = self._quote(days=30)
        sooner = self._quote(days=3)
        self._quote(state="sale")
        page = self._get(f"{self.base}/quotes").text
        places = [page.index(f">{one.name}<") for one in (sooner, self.quote, later)]
        self.assertEqual(places, sorted(places))
        self.assertIn(f"Quote {sooner.name} needs your answer", " ".join(page.split()))

    def test_expired_quotes_wait_behind_a_button(self):
        old = self._expired()
        page = self._get(f"{self.base}/quotes")
        self.assertNotIn(f">{old.name}<", page.text)
        self.assertIn("Show expired (1)", " ".join(page.text.split()))
        page = self._get(f"{self.base}/quotes?expired=1")
        self.assertIn("Ask for it again", self._row(page, old))
        self.assertIn("Hide expired", page.text)

    def test_chips_filter_and_count(self):
        accepted = self._quote(state="sale")
        page = self._get(f"{self.base}/quotes?show=accepted")
        self.assertIn(f">{accepted.name}<", page.text)
        self.assertNotIn(f">{self.quote.name}<", page.text)
        text = " ".join(page.text.split())
        self.assertIn("All <span>2</span>", text)
        self.assertIn("Answer needed <span>1</span>", text)
        nonsense = self._get(f"{self.base}/quotes?show=%27;drop&expired=x")
        self.assertEqual(nonsense.status_code, 200)

    def test_customer_without_quotes_is_told_what_will_come(self):
        self.quote.state = "draft"
        page = self._get(f"{self.base}/quotes")
        self.assertIn("No quotes yet", page.text)

    def test_list_takes_the_same_queries_for_few_and_for_many(self):
        self._quote(state="sale")
        few = count_queries(self, f"{self.base}/quotes")
        for _number in range(30):
            self._quote(state="sale")
        many = count_queries(self, f"{self.base}/quotes")
        self.assertEqual(many, few)
        self.assertLessEqual(many, LIST_QUERIES)
        page = self._get(f"{self.base}/quotes/page/4")
        self.assertIn("31 to 32 of 32", " ".join(page.text.split()))
