from odoo.fields import Command
from odoo.tests import tagged

from .pages_common import ZonePagesCommon
from .pages_queries import count_queries


@tagged("post_install", "-at_install")
class TestPagesCurrency(ZonePagesCommon):
    """What no provider takes is not offered, on no page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["payment.provider"].search([("id", "!=", cls.provider.id)])
        others.is_published = False
        cls.home = cls.company.currency_id
        cls.abroad = cls.env.ref("base.CHF")
        cls.abroad.active = True
        cls.foreign = cls._invoice(cls.customer, 700.0, currency_id=cls.abroad.id)
        cls.provider.available_currency_ids = [Command.set(cls.home.ids)]

    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def _row(self, invoice):
        text = self._get(f"{self.base}/invoices").text
        start = text.index(f">{invoice.name}<")
        return text[start : text.index("</tr>", start)]

    def test_list_offers_pay_now_only_where_a_provider_takes_the_currency(self):
        self.assertIn("Pay Now", self._row(self.invoice))
        self.assertNotIn("Pay Now", self._row(self.foreign))
        text = self._get(f"{self.base}/invoices").text
        self.assertIn("cannot be paid online; please contact us", text)
        self.provider.available_currency_ids = False
        self.assertIn("Pay Now", self._row(self.foreign))

    def test_invoice_says_why_and_shows_no_button(self):
        page = f"{self.base}/invoices/{self.foreign.id}"
        text = self._get(page).text
        words = f"Amounts in {self.foreign.currency_id.name} cannot be paid online."
        self.assertIn(words, text)
        self.assertNotIn("Pay Now", text)
        answer = self._get(f"{page}/pay")
        self.assertEqual(answer.status_code, 409)
        self.assertIn(words, answer.text)

    def test_overview_and_e_mail_offer_no_payment_either(self):
        self.invoice.button_draft()
        self.assertNotIn("Pay what is open", self._get(f"{self.base}/overview").text)
        self.assertEqual(self.foreign._zone_button_title(), "View your invoice")
        self.provider.available_currency_ids = False
        self.assertIn("Pay what is open", self._get(f"{self.base}/overview").text)
        self.assertEqual(self.foreign._zone_button_title(), "View and pay your invoice")

    def test_it_is_decided_once_for_a_page(self):
        few = count_queries(self, f"{self.base}/invoices")
        for number in range(4):
            self._invoice(self.customer, 10.0 + number, currency_id=self.abroad.id)
            self._invoice(self.customer, 20.0 + number)
        self.assertEqual(count_queries(self, f"{self.base}/invoices"), few)
