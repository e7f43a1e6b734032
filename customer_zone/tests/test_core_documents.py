from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestCoreDocuments(ZonePagesCommon):
    """Core's own pages, asked by a customer the seller does not let in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user.partner_id.parent_id = cls.customer
        cls.portal_user.write(
            {
                "company_ids": [Command.set(cls.company.ids)],
                "company_id": cls.company.id,
            }
        )
        cls.order = (
            cls.env["sale.order"]
            .sudo()
            .create(
                {
                    "partner_id": cls.customer.id,
                    "company_id": cls.company.id,
                    "state": "sent",
                }
            )
        )

    def _sign_in(self):
        self.authenticate(self.portal_user.login, self.portal_user.login)

    def _addresses(self):
        """Return every address of core that shows documents of the customer."""
        invoice = f"/my/invoices/{self.invoice.id}"
        order = f"/my/orders/{self.order.id}"
        token = self.invoice._portal_ensure_token()
        order_token = self.order._portal_ensure_token()
        return {
            "signed in": [
                "/my/invoices",
                "/my/invoices/page/1",
                "/my/invoices?filterby=invoices",
                "/my/quotes",
                "/my/orders",
                invoice,
                f"{invoice}?report_type=pdf&download=true",
                order,
                f"{order}?report_type=pdf",
            ],
            "token": [
                f"{invoice}?access_token={token}",
                f"{invoice}?access_token={token}&report_type=pdf&download=true",
                f"{invoice}?access_token={token}&report_type=html",
                f"{order}?access_token={order_token}",
                f"{order}?access_token={order_token}&report_type=pdf",
            ],
        }

    def _shown_on(self, address):
        """Return what core's page at one of these addresses tells its customer."""
        if address.startswith(f"/my/orders/{self.order.id}"):
            return self.order.name
        if "orders" in address or "quotes" in address:
            return "o_portal_wrap"
        return self.invoice.name

    def test_refused_customer_gets_the_zones_answer_on_every_page_of_core(self):
        addresses = self._addresses()
        self.customer.customer_zone_allowed = False
        for way in ("token", "signed in"):
            if way == "signed in":
                self._sign_in()
            expected = self._settle(self._get("/zone/0/invoices"))
            for address in addresses[way]:
                answer = self._get(address)
                self.assertEqual(answer.status_code, 404, address)
                self.assertEqual(self._settle(answer), expected, address)
                self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_zone_off_and_customer_let_in_leave_core_alone(self):
        self._sign_in()
        addresses = self._addresses()
        pages = [
            address
            for way in addresses.values()
            for address in way
            if "pdf" not in address
        ]
        for switch in (False, True):
            self.company.customer_zone_enabled = switch
            self.customer.customer_zone_allowed = switch
            for address in pages:
                answer = self._get(address)
                self.assertEqual(answer.status_code, 200, address)
                self.assertIn(self._shown_on(address), answer.text, address)

    def test_staff_are_not_concerned(self):
        self.customer.customer_zone_allowed = False
        self.authenticate("accountman", "accountman")
        answer = self._get(f"/my/invoices/{self.invoice.id}?report_type=html")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(self.invoice.name, answer.text)

    def test_files_and_reports_of_a_refused_customer_stay_closed(self):
        """A-16: the same rule as for the document, whatever the address."""
        content = self._store_pdf(self.invoice)
        self._sign_in()
        number = self.invoice.id
        report = f"/report/html/account.report_invoice/{number}"
        addresses = (
            report,
            f"/account/download_invoice_documents/{number}/pdf",
            f"/web/content/account.move/{number}/invoice_pdf_report_file",
        )
        with mute_logger("odoo.addons.web.controllers.report"):
            self.customer.customer_zone_allowed = False
            for address in addresses:
                answer = self._get(address)
                self.assertNotEqual(answer.status_code, 200, address)
                self.assertNotIn(content, answer.content)
                self.assertNotIn(self.invoice.name, answer.text)

    def test_calls_of_a_refused_customer_read_nothing(self):
        """A-12: closed for the web client's calls as well."""
        invoice = self.invoice.with_user(self.portal_user)
        order = self.order.with_user(self.portal_user)
        self.assertTrue(invoice.read(["name"]) and order.read(["name"]))
        self.customer.customer_zone_allowed = False
        for document in (invoice, order):
            document.invalidate_recordset()
            with self.assertRaises(AccessError):
                document.read(["name"])
            with self.assertRaises(AccessError):
                document.read(["amount_total"])

    def test_messages_of_a_refused_customer_are_closed_to_cores_tokens(self):
        """Core's thread tokens never run out; the seller's refusal ends them."""
        self.invoice.message_post(
            body="CANARY message",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        params = {
            "thread_model": "account.move",
            "thread_id": self.invoice.id,
            "token": self.invoice._portal_ensure_token(),
        }
        shown = self._call("/mail/chatter_fetch", **params)
        self.assertIn("CANARY", str(shown["result"]))
        self.customer.customer_zone_allowed = False
        hidden = self._call("/mail/chatter_fetch", **params)
        self.assertNotIn("CANARY", str(hidden))
        self.assertIn("error", hidden)
        before = self.invoice.message_ids
        posted = self._call(
            "/mail/message/post",
            thread_model="account.move",
            thread_id=self.invoice.id,
            post_data={"body": "from outside"},
            token=params["token"],
        )
        self.assertIn("error", posted)
        self.assertEqual(self.invoice.message_ids, before)

    def test_accepting_a_quote_of_a_refused_customer_changes_nothing(self):
        self.order.require_signature = True
        token = self.order._portal_ensure_token()
        self.customer.customer_zone_allowed = False
        self._call(
            f"/my/orders/{self.order.id}/accept",
            access_token=token,
            name="Somebody",
            signature="iVBORw0KGgo=",
        )
        self.assertEqual(self.order.state, "sent")
        self.assertFalse(self.order.signed_by)
        self._post(
            f"/my/orders/{self.order.id}/decline?access_token={token}",
            csrf="/zone/0/invoices",
            decline_message="No",
        )
        self.assertEqual(self.order.state, "sent")

    def test_foreign_document_does_not_tell_whether_it_is_closed(self):
        """A-02: core's answer to a stranger is the same before and after."""
        address = f"/my/invoices/{self.invoice.id}"
        before = self._get(address)
        self.customer.customer_zone_allowed = False
        after = self._get(address)
        self.assertEqual(
            (before.status_code, before.headers["Location"]),
            (after.status_code, after.headers["Location"]),
        )

    def test_vendor_bills_of_a_refused_customer_stay_with_core(self):
        bill = self._invoice(self.customer, move_type="in_invoice")
        self.customer.customer_zone_allowed = False
        self.assertFalse(bill._zone_closed())
        self.assertEqual(self.invoice._zone_closed(), self.invoice)
