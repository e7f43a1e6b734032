from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestCoreColleagues(ZonePagesCommon):
    """Core's own pages, asked by a contact who sees documents of their own name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.portal_user.partner_id
        cls.person.parent_id = cls.customer
        cls.portal_user.write(
            {
                "company_ids": [Command.set(cls.company.ids)],
                "company_id": cls.company.id,
            }
        )
        cls.person.with_company(cls.company).customer_zone_scope = "own"
        cls.own = cls._invoice(cls.person)
        cls.order, cls.own_order = (
            cls.env["sale.order"]
            .sudo()
            .create(
                [
                    {
                        "partner_id": partner.id,
                        "company_id": cls.company.id,
                        "state": "sent",
                        "order_line": [Command.create({"name": "Note", **note})],
                    }
                    for partner in (cls.customer, cls.person)
                    for note in ({"display_type": "line_note"},)
                ]
            )
        )

    def setUp(self):
        super().setUp()
        self.authenticate(self.portal_user.login, self.portal_user.login)

    def _seen(self, records):
        """Return what the contact finds by searching for these records."""
        theirs = records.with_user(self.portal_user).browse()
        return records.browse(theirs.search([("id", "in", records.ids)]).ids)

    def test_lists_show_documents_in_their_own_name(self):
        """A-03: what colleagues bought is nobody else's to read."""
        for address, own, foreign in (
            ("/my/invoices", self.own.name, self.invoice.name),
            ("/my/quotes", self.own_order.name, self.order.name),
        ):
            with self.subTest(address=address):
                text = self.url_open(address).text
                self.assertIn(own, text)
                self.assertNotIn(foreign, text)

    def test_pages_and_files_of_colleagues_are_closed(self):
        for own, foreign in ((self.own, self.invoice), (self.own_order, self.order)):
            for more in ("", "?report_type=html", "?report_type=pdf"):
                with self.subTest(document=foreign.name, more=more):
                    page = self.url_open(
                        f"{foreign.access_url}{more}", allow_redirects=False
                    )
                    self.assertNotEqual(page.status_code, 200)
                    self.assertNotIn(foreign.name, page.text)
            self.assertIn(own.name, self.url_open(own.access_url).text)

    def test_calls_find_and_read_neither_documents_nor_lines(self):
        documents = self.own | self.invoice
        orders = self.own_order | self.order
        self.assertEqual(self._seen(documents), self.own)
        self.assertEqual(self._seen(documents.line_ids), self.own.line_ids)
        self.assertEqual(self._seen(orders), self.own_order)
        self.assertEqual(self._seen(orders.order_line), self.own_order.order_line)
        for foreign in (
            self.invoice,
            self.invoice.line_ids,
            self.order,
            self.order.order_line,
        ):
            with self.subTest(model=foreign._name), self.assertRaises(AccessError):
                foreign.with_user(self.portal_user).read(["display_name"])
        self.own.line_ids.with_user(self.portal_user).read(["display_name"])

    def test_lines_of_a_refused_customer_are_closed_too(self):
        self.person.with_company(self.company).customer_zone_scope = "all"
        self.assertEqual(self._seen(self.invoice.line_ids), self.invoice.line_ids)
        self.customer.customer_zone_allowed = False
        self.assertFalse(self._seen(self.invoice.line_ids))
        self.assertFalse(self._seen(self.order.order_line))
        with self.assertRaises(AccessError):
            self.invoice.line_ids.with_user(self.portal_user).read(["display_name"])

    def test_a_follower_still_sees_the_document(self):
        self.invoice.message_subscribe(partner_ids=self.person.ids)
        self.assertEqual(self._seen(self.own | self.invoice), self.own | self.invoice)
        self.assertIn(self.invoice.name, self.url_open("/my/invoices").text)

    def test_without_the_limit_or_the_zone_core_decides(self):
        both = self.own | self.invoice
        self.company.customer_zone_contact_scope = "own"
        self.person.with_company(self.company).customer_zone_scope = False
        self.assertEqual(self._seen(both), self.own)
        self.person.with_company(self.company).customer_zone_scope = "all"
        self.assertEqual(self._seen(both), both)
        self.person.with_company(self.company).customer_zone_scope = "own"
        self.company.customer_zone_enabled = False
        self.assertEqual(self._seen(both), both)
