from odoo.tests import tagged

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestInvoiceQr(ZoneCommon):
    """The QR code on the paper opens the one document."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.link_qr_code = True

    def _report(self):
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "account.account_invoices", self.invoice.ids
        )
        return html.decode()

    def _printed_link(self):
        url = self.invoice._get_portal_payment_link()
        return self.links._read_token(url.rpartition("/zone/l/")[2])

    def test_it_opens_this_document_and_not_the_account(self):
        link, key = self._printed_link()
        self.assertEqual(link.scope, "document")
        self.assertEqual(link.move_id, self.invoice)
        self.assertEqual(key, f"invoice-{self.invoice.id}")
        self.assertTrue(link._is_live(link.generation))
        self.assertNotIn("access_token", self.invoice._get_portal_payment_link())

    def test_it_is_printed_with_the_invoice(self):
        html = self._report()
        self.assertIn("payment_link_qrcode", html)
        self.assertIn("/zone/l/", html)
        self.assertNotIn("access_token", html)

    def test_it_can_be_withdrawn(self):
        link, _key = self._printed_link()
        printed = link.generation
        link._withdraw()
        self.assertFalse(link._is_live(printed))

    def test_it_is_not_printed_where_it_leads_nowhere(self):
        self.invoice.customer_zone_online_payment = False
        self.invoice.invalidate_recordset()
        self.assertNotIn("payment_link_qrcode", self._report())
        self.invoice.customer_zone_online_payment = True
        self.customer.customer_zone_allowed = False
        self.invoice.invalidate_recordset()
        self.assertNotIn("payment_link_qrcode", self._report())

    def test_without_the_zone_it_is_cores(self):
        self.company.customer_zone_enabled = False
        self.assertNotIn("/zone/", self.invoice._get_portal_payment_link())
        self.assertIn("access_token", self.invoice._get_portal_payment_link())
