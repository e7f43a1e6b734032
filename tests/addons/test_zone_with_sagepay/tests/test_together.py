from lxml import html

from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.customer_zone.tests.pages_common import ZonePagesCommon

SERVICE_KEY = "11111111-2222-4333-8444-555555555555"


@tagged("post_install", "-at_install")
class TestTogether(ZonePagesCommon):
    """The zone leads to Sage Pay's page, and to another provider beside it."""

    @classmethod
    @AccountTestInvoicingCommon.setup_country("za")
    def setUpClass(cls):
        super().setUpClass()
        cls.env["payment.provider"].search([]).state = "disabled"
        cls.sagepay = cls._prepare_provider(
            "sagepay", update_values={"sagepay_service_key": SERVICE_KEY}
        )
        cls.sagepay.journal_id = cls.company_data["default_journal_bank"]

    def test_the_third_step_carries_the_gateways_fields(self):
        """The amount and the reference are those of the books."""
        page = self._pay_form(self._enter(), self.invoice)
        transaction = self._payments(self.invoice)
        form = html.fromstring(page.text).get_element_by_id("zone_continue_form")
        fields = dict(form.fields)
        self.assertEqual(form.action, "https://paynow.netcash.co.za/site/paynow.aspx")
        self.assertEqual(fields["m1"], SERVICE_KEY)
        self.assertEqual(fields["p2"], transaction.reference)
        self.assertEqual(fields["p4"], "1000.00")
        self.assertIn("redirected to", page.text)
        self.assertIn("Sage Pay", page.text)

    def test_no_page_shows_the_service_key_before_the_last_step(self):
        base = self._enter()
        for page in self._pages_of(base, self.invoice):
            self.assertNotIn(SERVICE_KEY, self._get(page).text)

    def test_with_a_second_provider_the_customer_chooses(self):
        """Nothing is started before the choice is made."""
        second = self._prepare_provider(
            "fake_redirect", update_values={"is_published": True}
        )
        second.journal_id = self.company_data["default_journal_bank"]
        page = self._get(f"{self._enter()}/invoices/{self.invoice.id}/pay")
        self.assertIn('data-provider-code="sagepay"', page.text)
        self.assertIn('data-provider-code="fake_redirect"', page.text)
        self.assertFalse(self._payments(self.invoice))
