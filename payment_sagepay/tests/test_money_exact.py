import re
from pathlib import Path

from odoo.tests import tagged

from .common import SagepayCommon

ADDON = Path(__file__).resolve().parent.parent


@tagged("post_install", "-at_install")
class TestMoneyExact(SagepayCommon):
    """What is sent, what is compared and what is booked are one and the same sum."""

    def form_of(self, tx):
        """Return action and hidden fields of the redirect form."""
        html = tx._get_processing_values()["redirect_form_html"]
        return html, self._extract_values_from_html_form(html)

    def test_the_sum_sent_is_the_sum_booked(self):
        """M-09: equal as texts, also where binary fractions are not."""
        for number, amount in enumerate(
            (0.01, 0.07, 0.1, 1.1, 1.15, 2.675, 8.2, 29.99, 1111.11, 999999.99)
        ):
            with self.subTest(amount=amount):
                invoice = self.make_invoice(amount)
                tx = self.make_tx(invoice)
                sent = self.form_of(tx)[1]["inputs"]["p4"]
                self.assertEqual(sent, f"{invoice.amount_total:.2f}")
                self.pay(tx, trace=f"3.{number + 1}", amount=sent)
                self.assertPaidOnce(tx)
                self.assertEqual(f"{self.receipts(tx).amount:.2f}", sent)
                self.assertEqual(invoice.amount_residual, 0.0)

    def test_lines_that_round_one_by_one_are_paid_to_the_cent(self):
        """M-09: tax per line and in all, three odd lines."""
        tax = self.env["account.tax"].search(
            [
                ("company_id", "=", self.company.id),
                ("type_tax_use", "=", "sale"),
                ("amount", "=", 15),
            ],
            limit=1,
        )
        for number, way in enumerate(("round_per_line", "round_globally")):
            with self.subTest(way=way):
                self.company.tax_calculation_rounding_method = way
                lines = [
                    (0, 0, {"name": "Odd", "price_unit": price, "tax_ids": tax.ids})
                    for price in (0.33, 3.335, 17.77)
                ]
                invoice = self.make_invoice(1.0, invoice_line_ids=lines)
                tx = self.make_tx(invoice)
                sent = self.form_of(tx)[1]["inputs"]["p4"]
                self.pay(tx, trace=f"4.{number + 1}", amount=sent)
                self.assertPaidOnce(tx)
                self.assertEqual(invoice.amount_residual, 0.0)

    def test_a_switch_between_test_and_live_changes_nothing_under_way(self):
        """N-22: what a payment may become was fixed when it was started."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.assertFalse(tx.is_live)
        self.sagepay.state = "enabled"
        self.pay(tx, trace="5.1")
        self.assertPaidOnce(tx)
        self.assertFalse(tx.is_live)
        live = self.make_tx(self.make_invoice(100.0))
        self.assertTrue(live.is_live)
        self.sagepay.state = "test"
        self.pay(live, trace="5.2")
        self.assertPaidOnce(live)
        self.assertTrue(live.is_live)

    def test_the_form_leads_to_the_gateway_as_the_whole_page(self):
        """O-02: no frame, no script, nothing from anywhere else."""
        html, form = self.form_of(self.make_tx(self.make_invoice(10.0)))
        self.assertIn('target="_top"', html)
        self.assertEqual(
            re.findall(r"https?://[^\"'\s]+", html), [form["action"]], html
        )
        for word in ("<script", "<iframe", "<img", "<link", "onload", "style="):
            self.assertNotIn(word, html)

    def test_nothing_we_ship_is_loaded_from_elsewhere(self):
        """O-02: scripts, styles and templates load nothing; links are for people."""
        loading = re.compile(r"(?:src|import|url)\s*[=(]?\s*[\"']?https?://")
        for folder in ("static/src", "views", "wizards", "data"):
            for path in (ADDON / folder).rglob("*"):
                if path.suffix in (".js", ".xml", ".scss", ".css"):
                    with self.subTest(file=path.name):
                        self.assertNotRegex(path.read_text(), loading)
