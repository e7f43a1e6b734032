from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestSentOnly(ZonePagesCommon):
    """Where the company asks so, only what was sent is in the zone."""

    def setUp(self):
        super().setUp()
        self.company.customer_zone_sent_only = True
        self.sent = self._invoice(self.customer, 70.0)
        self.sent.is_move_sent = True
        self.zone = self._enter()

    def _status(self, path):
        return self._get(f"{self.zone}/{path}").status_code

    def test_invoice_that_was_not_sent_is_not_there(self):
        self.assertEqual(self._status(f"invoices/{self.sent.id}"), 200)
        for path in ("", "/pdf", "/print", "/pay"):
            with self.subTest(path=path):
                self.assertEqual(self._status(f"invoices/{self.invoice.id}{path}"), 404)
        listing = self._get(f"{self.zone}/invoices").text
        self.assertIn(self.sent.name, listing)
        self.assertNotIn(self.invoice.name, listing)

    def test_invoice_is_there_as_soon_as_somebody_is_given_a_link_to_it(self):
        self.invoice.message_post(
            body="Here it is.",
            partner_ids=self.customer.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertTrue(self.invoice.is_move_sent)
        self.assertEqual(self._status(f"invoices/{self.invoice.id}"), 200)

    def test_without_the_switch_every_confirmed_invoice_is_there(self):
        self.company.customer_zone_sent_only = False
        self.assertEqual(self._status(f"invoices/{self.invoice.id}"), 200)

    def test_credit_note_that_was_not_sent_is_not_there(self):
        refund = self.sent._reverse_moves()
        refund.action_post()
        self.assertEqual(self._status(f"credit-notes/{refund.id}"), 404)
        refund.is_move_sent = True
        self.assertEqual(self._status(f"credit-notes/{refund.id}"), 200)

    def test_order_that_was_confirmed_and_not_sent_is_not_there(self):
        order = self.env["sale.order"].sudo().create({"partner_id": self.customer.id})
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        shown = f"quotes/{order.id}"
        self.assertEqual(self._status(shown), 404)
        order.action_lock()
        other = self.env["sale.order"].sudo().create({"partner_id": self.customer.id})
        other.action_quotation_sent()
        self.assertEqual(self._status(f"quotes/{other.id}"), 200)
        self.company.customer_zone_sent_only = False
        self.assertEqual(self._status(shown), 200)

    def test_account_names_what_was_not_sent_and_links_no_page(self):
        """The account holds every posted entry; a link leads to a page or is none."""
        refund = self.sent._reverse_moves()
        refund.action_post()
        self.company.customer_zone_mode = "history"
        for part in ("overview", "statement?kind=activity&from="):
            page = self._get(f"{self.zone}/{part}").text
            for document in (self.invoice, refund):
                self.assertIn(document.name, page, part)
                path = f"{document._zone_folder()}/{document.id}"
                self.assertNotIn(f'href="{self.zone}/{path}"', page, part)
            self.assertIn(f'href="{self.zone}/invoices/{self.sent.id}"', page, part)
