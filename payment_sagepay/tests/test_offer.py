from urllib.parse import urlencode

from lxml import html

from odoo.tests import HttpCase, tagged

from odoo.addons.payment import utils as payment_utils

from .common import SagepayCommon


@tagged("post_install", "-at_install")
class TestOffer(SagepayCommon, HttpCase):
    """Core's own payment page: a test is called a test, an absence is explained."""

    def setUp(self):
        super().setUp()
        self.currency_euro.active = True
        others = self.env["payment.provider"].search([]) - self.sagepay
        others.write({"state": "disabled", "is_published": False})

    def page(self, currency=None):
        """Return core's payment page as its visitor gets it."""
        currency = currency or self.zar
        query = {
            "amount": 10.0,
            "currency_id": currency.id,
            "partner_id": self.customer.id,
            "company_id": self.company.id,
            "access_token": payment_utils.generate_access_token(
                self.customer.id, 10.0, currency.id, env=self.env
            ),
        }
        self.env.flush_all()
        answer = self.url_open(f"/payment/pay?{urlencode(query)}")
        self.assertEqual(answer.status_code, 200)
        return html.fromstring(answer.text)

    def words(self, page, name):
        """Return the text of the named part of the page, None when it is not there."""
        found = page.xpath(f"//*[@name='{name}']")
        return " ".join(found[0].text_content().split()) if found else None

    def test_a_test_is_called_a_test(self):
        """Obvious to everybody who could pay."""
        self.assertIn(
            "no real money moves", self.words(self.page(), "sagepay_test_mode")
        )
        self.sagepay.state = "enabled"
        self.assertIsNone(self.words(self.page(), "sagepay_test_mode"))

    def test_a_missing_card_is_explained_before_leaving(self):
        """The gateway's page does not say it."""
        self.assertIn("card limit", self.words(self.page(), "sagepay_card_hint"))

    def test_another_currency_is_explained(self):
        """Instead of a page without a way to pay."""
        words = self.words(self.page(self.currency_euro), "sagepay_reason")
        self.assertIn("rand (ZAR) only", words)
        self.assertIn("EUR", words)

    def test_a_country_that_is_left_out_is_explained(self):
        """The seller chose the countries."""
        self.customer.country_id = self.env.ref("base.na")
        self.sagepay.available_country_ids = self.env.ref("base.za")
        words = self.words(self.page(), "sagepay_reason")
        self.assertIn("Namibia", words)

    def test_an_amount_above_the_limit_is_explained(self):
        """The seller chose the limit."""
        self.sagepay.maximum_amount = 5.0
        self.assertIn("limit", self.words(self.page(), "sagepay_reason"))

    def test_a_switched_off_provider_explains_nothing(self):
        """It is nobody's business why."""
        self.sagepay.state = "disabled"
        self.assertIsNone(self.words(self.page(), "sagepay_reason"))
