from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .pages_common import ZonePagesCommon
from .pages_queries import count_queries

LIST_QUERIES = 21


@tagged("post_install", "-at_install")
class TestPagesInvoicesFilter(ZonePagesCommon):
    """Chips, search, dates, order, pages and boxes of the invoice list."""

    def setUp(self):
        super().setUp()
        self.today = fields.Date.today()
        self.late = self._due(-15, ref="PO 4446")
        self.part = self._due(20, ref="PO_4440")
        self._pay(self.part, 400)
        self.paid = self._due(-40, ref="=cmd()")
        self._pay(self.paid, 1000)
        self.base = self._enter()
        self.list = f"{self.base}/invoices"

    def _due(self, days, ago=90, **values):
        """Return an invoice due in so many days from now."""
        return self._invoice(
            self.customer,
            invoice_date=self.today - timedelta(days=ago),
            invoice_date_due=self.today + timedelta(days=days),
            **values,
        )

    def _pay(self, invoice, amount):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"amount": amount})._create_payments()

    def _shown(self, query=""):
        """Return the invoices the list shows, in its order."""
        text = self._get(f"{self.list}{query}").text
        known = self.env["account.move"].search(
            [("partner_id", "=", self.customer.id), ("move_type", "=", "out_invoice")]
        )
        shown = known.filtered(lambda move: f'/invoices/{move.id}"' in text)
        return shown.sorted(lambda move: text.index(f'/invoices/{move.id}"'))

    def test_each_chip_shows_exactly_what_it_counts(self):
        text = " ".join(self._get(self.list).text.split())
        expected = {
            "all": ("All", self.late | self.part | self.paid | self.invoice),
            "topay": ("To pay", self.late | self.part | self.invoice),
            "overdue": ("Overdue", self.late),
            "part": ("Part paid", self.part),
            "paid": ("Paid", self.paid),
        }
        for status, (label, invoices) in expected.items():
            self.assertRegex(text, rf"> ?{label} <span>{len(invoices)}</span>")
            self.assertEqual(self._shown(f"?status={status}"), invoices, status)

    def test_invoice_with_a_late_instalment_is_overdue(self):
        terms = self.env["account.payment.term"].create(
            {
                "name": "halves",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": days})
                    for days in (30, 200)
                ],
            }
        )
        invoice = self._due(0, invoice_payment_term_id=terms.id)
        self.assertGreater(invoice.invoice_date_due, self.today)
        self.assertIn(invoice, self._shown("?status=overdue"))

    def test_search_finds_number_reference_and_nothing_by_wildcard(self):
        self.assertEqual(self._shown("?q=po+4446"), self.late)
        self.assertEqual(self._shown("?q=PO_4440"), self.part)
        self.assertEqual(self._shown("?q=PO_444"), self.part)
        self.assertFalse(self._shown("?q=%25%25"))
        self.assertEqual(self._shown(f"?q={self.late.name[-5:]}"), self.late)

    def test_dates_leave_out_what_is_outside_and_keep_their_own_day(self):
        first = self.today - timedelta(days=90)
        self.assertNotIn(self.invoice, self._shown(f"?to={first}"))
        self.assertIn(self.late, self._shown(f"?to={first}"))
        self.assertEqual(
            self._shown(f"?from={first + timedelta(days=1)}"), self.invoice
        )

    def test_odd_addresses_show_the_plain_list(self):
        """X-08: what an address says is compared, never used."""
        everything = self._shown()
        for query in (
            "?status=odd",
            "?sort=name;drop",
            "?size=1000000",
            "?size=-1",
            "?from=yesterday",
            "?to=2026-99-99",
            "?page=x&anything=1",
            "?q=%00",
        ):
            self.assertEqual(self._shown(query), everything, query)

    def test_every_column_orders_both_ways(self):
        few = self._due(3, ago=10)
        self._pay(few, 999)
        up = self._shown("?sort=left")
        self.assertEqual(up.mapped("amount_residual"), [0, 1, 600, 1000, 1000])
        down = self._shown("?sort=-left")
        self.assertEqual(down.ids, up.ids[::-1])
        due = self._shown("?sort=due").mapped("invoice_date_due")
        self.assertEqual(due, sorted(due))
        text = self._get(f"{self.list}?sort=due").text
        self.assertIn('aria-sort="ascending"', text)

    def test_page_size_and_filter_stay_while_turning_pages(self):
        for _number in range(24):
            self._due(3)
        text = self._get(f"{self.list}?size=25&status=topay").text
        self.assertIn("1 to 25 of 27", " ".join(text.split()))
        self.assertIn(f"{self.list}/page/2?status=topay&amp;size=25", text)
        text = self._get(f"{self.list}/page/2?status=topay&size=25").text
        self.assertIn("26 to 27 of 27", " ".join(text.split()))

    def test_box_stands_only_where_a_tick_can_be_paid(self):
        closed = self._due(3)
        closed.customer_zone_online_payment = False
        waiting = self._due(3)
        self._act_as_gateway()
        self._transaction(waiting, state="pending")
        euro = self._due(3, currency_id=self.currency_euro.id)
        text = self._get(self.list).text
        for invoice in (self.invoice, self.late, self.part):
            self.assertIn(f'name="pay" value="{invoice.id}"', text)
        for invoice in (closed, waiting, euro, self.paid):
            self.assertNotIn(f'name="pay" value="{invoice.id}"', text)
        for reason in (
            "whose payment is on its way cannot be ticked",
            "in another currency are paid one at a time",
            "without a box cannot be paid online",
        ):
            self.assertIn(reason, text)
        self.assertIn("Tick the invoices to pay", text)

    def test_no_boxes_and_no_bar_where_nothing_can_be_paid(self):
        text = self._get(f"{self.list}?status=paid").text
        self.assertNotIn('type="checkbox"', text)
        self.assertNotIn("z-paybar", text)

    def test_nothing_found_says_so_and_how_many_there_are(self):
        text = " ".join(self._get(f"{self.list}?q=PO+4399").text.split())
        self.assertIn("Nothing matches “PO 4399”", text)
        self.assertIn("all 4 invoices", text)
        self.assertIn("Show all invoices", text)

    def test_totals_are_those_of_what_is_filtered(self):
        text = " ".join(self._get(f"{self.list}?status=part").text.split())
        foot = text[text.index("<tfoot") : text.index("</tfoot>")]
        self.assertIn("1 invoice", foot)
        self.assertIn("600.00", foot)

    def test_filtered_list_takes_the_same_queries_for_2_32_and_many(self):
        """P-01: within the budget whatever is filtered and however much there is."""
        query = f"{self.list}?status=topay&q=PO&sort=due&size=100&from=2020-01-01"
        counts = [count_queries(self, query)]
        for number in range(30):
            self._due(number - 15, ref=f"PO {number}")
        counts.append(count_queries(self, query))
        for number in range(60):
            self._due(number - 15, ref=f"PO {number}")
        counts.append(count_queries(self, query))
        self.assertEqual(len(set(counts)), 1, counts)
        self.assertLessEqual(counts[0], LIST_QUERIES)
