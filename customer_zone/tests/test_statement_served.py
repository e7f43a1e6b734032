from odoo.fields import Command
from odoo.tests import tagged

from .statement_page_common import StatementPageCommon


@tagged("post_install", "-at_install")
class TestStatementServed(StatementPageCommon):
    """What no provider takes is not offered to be paid, on any page."""

    def setUp(self):
        super().setUp()
        self.euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 2.0)])
        providers = self.env["payment.provider"].search([])
        providers.available_currency_ids = [Command.set(self.euro.ids)]

    def _pages(self):
        return {
            name: self._get(f"{self.base}/{name}").text
            for name in ("statement", "invoices", "overview")
        }

    def test_no_page_offers_to_pay_in_a_currency_no_provider_takes(self):
        for name, page in self._pages().items():
            self.assertIn(self.late.name, page, name)
            self.assertNotIn(f"{self.base}/pay?", page, name)
            self.assertNotIn('name="pay"', page, name)
            self.assertNotIn(f"/invoices/{self.late.id}/pay", page, name)

    def test_the_currency_that_is_taken_can_be_paid_beside_it(self):
        foreign = self._due(-5, 90.0, currency_id=self.euro.id)
        page = self._pages()["statement"]
        self.assertIn(f'name="pay" value="{foreign.id}"', " ".join(page.split()))
        self.assertNotIn(f'value="{self.late.id}"', page)
        self.assertIn("pay?all=EUR", page)
        self.assertNotIn(f"pay?all={self.company.currency_id.name}", page)
