from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .pages_common import ZonePagesCommon

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
}


@tagged("post_install", "-at_install")
class TestPagesAccess(ZonePagesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls._invoice(cls.other_customer)

    def setUp(self):
        super().setUp()
        self._store_pdf(self.invoice)
        self.transaction = self._transaction(self.invoice, state="error")
        self.base = self._enter()
        self.pages = self._pages_of(self.base, self.invoice, self.transaction)

    def test_foreign_and_missing_documents_get_the_same_bytes(self):
        """A-02: somebody else's invoice is as if it did not exist."""
        foreign_payment = self._transaction(self.foreign)
        missing = self.env["account.move"].search([], order="id desc", limit=1).id + 99
        for path in ("", "/print", "/pdf", "/pay"):
            answers = [
                self._get(f"{self.base}/invoices/{number}{path}")
                for number in (self.foreign.id, missing, 2**31, 2**70)
            ]
            self.assertEqual({answer.status_code for answer in answers}, {404}, path)
            self.assertEqual(len(set(map(self._settle, answers))), 1, path)
        payments = [
            self._get(f"{self.base}/pay/{number}")
            for number in (foreign_payment.id, foreign_payment.id + 99, 2**70)
        ]
        self.assertEqual({answer.status_code for answer in payments}, {404})
        self.assertEqual(len(set(map(self._settle, payments))), 1)

    def test_other_documents_of_the_customer_stay_closed(self):
        """Drafts, cancelled invoices and other types are no pages of the zone."""
        draft = self._invoice(self.customer, post=False)
        cancelled = self._invoice(self.customer)
        cancelled.button_draft()
        cancelled.button_cancel()
        refund = self._invoice(self.customer, move_type="out_refund")
        bill = self._invoice(self.customer, move_type="in_invoice")
        for move in draft | cancelled | refund | bill:
            answer = self._get(f"{self.base}/invoices/{move.id}")
            self.assertEqual(answer.status_code, 404, move.move_type)

    def test_every_page_carries_the_headers(self):
        """A-18: not framed, not sniffed, not kept, not indexed, no address given on."""
        refused = ("/zone/0/invoices", f"{self.base}/invoices/{self.foreign.id}")
        for path in (*self.pages, *refused, self.base):
            headers = self._get(path).headers
            for name, value in HEADERS.items():
                self.assertEqual(headers.get(name), value, (path, name))

    def test_no_page_contains_a_token_of_core(self):
        """Core's tokens never expire; one in a page would survive a withdrawal."""
        token = self.invoice._portal_ensure_token()
        for path in self.pages:
            text = self._get(path).text
            self.assertNotIn("access_token", text, path)
            self.assertNotIn("access-token", text, path)
            self.assertNotIn(token, text, path)

    def test_withdrawn_link_is_dead_at_once_on_every_route(self):
        """L-04: an open page cannot go on, neither to read nor to pay."""
        for path in self.pages:
            self.assertEqual(self._get(path).status_code, 200, path)
        self._assert_dead_after(self.links.search([]).action_revoke)

    def test_switches_of_company_and_customer_close_every_route(self):
        """The switches hold on the server, not only in the menu."""

        def switch_off_company():
            self.company.customer_zone_enabled = False

        self._assert_dead_after(switch_off_company)
        self.company.customer_zone_enabled = True
        self.assertEqual(self._get(self.pages[0]).status_code, 200)

        def refuse_customer():
            self.customer.customer_zone_allowed = False

        self._assert_dead_after(refuse_customer)

    def test_contact_who_left_the_customer_sees_nothing_more(self):
        """A-09: a link follows the person's present place."""

        def leave():
            self.contact.parent_id = self.other_customer

        self._assert_dead_after(leave)

    def test_stranger_with_a_document_link_sees_that_document_alone(self):
        sibling = self._invoice(self.customer)
        base = self._enter(self._link(self.stranger, move=self.invoice))
        page = self._get(f"{base}/invoices/{self.invoice.id}")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("All invoices", page.text)
        self.assertEqual(self._get(f"{base}/invoices/{sibling.id}").status_code, 404)
        self.assertEqual(self._get(f"{base}/invoices").status_code, 404)
        home = self._get(base).headers["Location"]
        self.assertTrue(home.endswith(f"{base}/invoices/{self.invoice.id}"))

    def test_head_of_every_page_changes_nothing(self):
        """X-09: looking is not doing."""
        events = self.env["customer.zone.event"].search_count([])
        payments = len(self._payments(self.invoice))
        for path in self.pages:
            answer = self._get(path, method="HEAD")
            self.assertEqual((answer.status_code, answer.text), (200, ""), path)
        self.assertEqual(self.env["customer.zone.event"].search_count([]), events)
        self.assertEqual(len(self._payments(self.invoice)), payments)

    def _assert_dead_after(self, act):
        """Take away what lets the visitor in and try everything the page offers."""
        page = self._get(f"{self.base}/invoices/{self.invoice.id}")
        self.assertEqual(page.status_code, 200)
        payments = self._payments(self.invoice)
        events = self.env["customer.zone.event"].search_count([])
        token = self._get_csrf(page)
        act()
        for path in self.pages:
            self.assertEqual(self._get(path).status_code, 404, path)
        document = f"{self.base}/invoices/{self.invoice.id}"
        form = {"csrf_token": token, "choice": "all", "stamp": "1000.00"}
        for path in (f"{document}/pay", f"{self.base}/seen", f"{self.base}/leave"):
            answer = self._send(path, form)
            self.assertEqual(answer.status_code, 404, path)
        answer = self._call(
            f"{self.base}/pay/transaction/{self.invoice.id}/all",
            provider_id=self.provider.id,
            payment_method_id=self.payment_method_id,
            amount=self.invoice.amount_residual,
            flow="redirect",
        )
        self.assertEqual(answer["error"]["code"], 404)
        self.assertEqual(self._payments(self.invoice), payments)
        self.assertEqual(self.env["customer.zone.event"].search_count([]), events)

    def test_staff_without_accounting_rights_see_no_more_than_before(self):
        """A-06: neither the zone's own pages nor a preview is a way around rights."""
        new_test_user(
            self.env,
            "clerk",
            "base.group_user",
            password="Clerk-Password-1",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.authenticate("clerk", "Clerk-Password-1")
        zone = self.base.removeprefix("/zone/")
        for path in (
            "/zone/my/invoices",
            f"/zone/my-{self.company.id}/invoices/{self.invoice.id}",
            f"/zone/{zone}/invoices/{self.invoice.id}",
            f"/zone/preview-{self.contact.id}-{self.company.id}/invoices",
            f"/zone/preview/{self.contact.id}",
        ):
            answer = self._get(path)
            self.assertIn(answer.status_code, (403, 404), path)
            self.assertNotIn(self.invoice.name, answer.text, path)
            self.assertNotIn("1,000.00", answer.text, path)
