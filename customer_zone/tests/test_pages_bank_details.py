from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesBankDetails(ZonePagesCommon):
    """W-2: the seller's accounts, live, for whoever holds an invoice."""

    def setUp(self):
        super().setUp()
        self.company.partner_id.bank_ids.unlink()
        self.bank = self.env["res.partner.bank"].create(
            {
                "acc_number": "6200142077",
                "partner_id": self.company.partner_id.id,
                "bank_id": self.env["res.bank"].create({"name": "Karoo Mutual"}).id,
                "clearing_number": "470210",
            }
        )
        self.company.customer_zone_bank_changed_at = False
        self.page = f"/zone/bank-details/{self.company.id}"

    def test_page_shows_the_accounts_of_this_moment_and_no_customer(self):
        text = self._get(self.page).text
        for words in ("6200142077", "470210", "Karoo Mutual", "have not changed since"):
            self.assertIn(words, text)
        self.assertNotIn("These details changed on", text)
        for name in (self.customer.name, self.invoice.name, "access_token"):
            self.assertNotIn(name, text)

    def test_change_shows_at_once_with_a_red_notice_for_thirty_days(self):
        self.bank.acc_number = "9900000001"
        text = self._get(self.page).text
        self.assertIn("9900000001", text)
        self.assertNotIn("6200142077", text)
        self.assertIn("These details changed on", text)
        ago = fields.Datetime.now() - timedelta(days=31)
        self.company.customer_zone_bank_changed_at = ago
        text = self._get(self.page).text
        self.assertNotIn("These details changed on", text)
        self.assertIn("have not changed since", text)

    def test_every_kind_of_change_is_noted_and_nothing_else(self):
        changes = (
            lambda: self.bank.write({"acc_holder_name": "Somebody Else"}),
            lambda: self.bank.write({"clearing_number": "111111"}),
            lambda: self.bank.copy({"acc_number": "9900000002"}),
            lambda: self.bank.write({"active": False}),
            lambda: self.bank.unlink(),
        )
        for change in changes:
            self.company.customer_zone_bank_changed_at = False
            change()
            self.assertTrue(self.company.customer_zone_bank_changed_at)

    def test_same_value_or_other_account_is_no_change(self):
        self.bank.write({"acc_number": "6200142077", "sequence": 5})
        self.env["res.partner.bank"].create(
            {"acc_number": "123", "partner_id": self.customer.id}
        )
        self.assertFalse(self.company.customer_zone_bank_changed_at)

    def test_first_account_of_a_company_is_no_change(self):
        self.bank.unlink()
        self.company.customer_zone_bank_changed_at = False
        self.bank = self.env["res.partner.bank"].create(
            {"acc_number": "1", "partner_id": self.company.partner_id.id}
        )
        self.assertFalse(self.company.customer_zone_bank_changed_at)

    def test_unknown_company_and_company_without_zone_answer_alike(self):
        self.company.customer_zone_enabled = False
        off = self._get(self.page)
        missing = self._get(f"/zone/bank-details/{2**31 - 1}")
        beyond = self._get(f"/zone/bank-details/{2**40}")
        for answer in (off, missing, beyond):
            self.assertEqual(answer.status_code, 404)
        self.assertEqual(self._settle(off), self._settle(missing))
        self.assertEqual(self._settle(off), self._settle(beyond))

    def test_open_invoice_names_account_and_exact_reference(self):
        """I9: beside Pay Now, with the reference to copy."""
        base = self._enter()
        text = self._get(f"{base}/invoices/{self.invoice.id}").text
        self.assertIn("6200142077", text)
        reference = self.invoice.payment_reference
        self.assertIn(f'data-zone-copy="{reference}"', text)
        self.assertIn(self.page, text)

    def test_account_of_another_currency_is_not_offered(self):
        self.bank.currency_id = self.currency_euro
        self.invoice.partner_bank_id = False
        text = self._get(f"{self._enter()}/invoices/{self.invoice.id}").text
        self.assertNotIn("6200142077", text)

    def test_invoice_on_paper_carries_the_address_and_no_customer(self):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", self.invoice.ids
        )
        start = html.index(b"customer_zone_bank_check")
        block = html[start : html.index(b"</table>", start)].decode()
        self.assertIn(self.page, block)
        self.assertIn("data:image/png;base64,", block)
        self.assertNotIn(self.invoice.name, block)
        self.assertNotIn(str(self.customer.name), block)
        self.company.customer_zone_enabled = False
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", self.invoice.ids
        )
        self.assertNotIn(b"customer_zone_bank_check", html)

    def test_other_open_invoices_are_named_per_currency(self):
        self._invoice(self.customer, 250.0)
        euro = self._invoice(
            self.customer, 70.0, currency_id=self.currency_euro.id
        ).currency_id
        text = " ".join(
            self._get(f"{self._enter()}/invoices/{self.invoice.id}").text.split()
        )
        self.assertIn("Also open", text)
        self.assertIn(f"1 other invoice in {euro.full_name}", text)
        self.assertIn("250.00", text)
