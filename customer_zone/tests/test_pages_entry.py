from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .pages_common import ZonePagesCommon


@tagged("post_install", "-at_install")
class TestPagesEntry(ZonePagesCommon):
    def test_link_leads_to_the_clean_address_of_its_document(self):
        link = self._link(self.contact)
        token = self._token(link, self.invoice)
        answer = self._get(f"/zone/l/{token}")
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(
            answer.headers["Location"].endswith(
                f"/zone/{link.id}/invoices/{self.invoice.id}"
            )
        )
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        page = self._get(f"/zone/{link.id}/invoices/{self.invoice.id}")
        self.assertIn(self.invoice.name, page.text)
        self.assertNotIn(token, page.text)

    def test_link_without_document_leads_to_the_overview(self):
        base = self._enter()
        answer = self._get(base)
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith(f"{base}/overview"))

    def test_head_of_a_link_grants_nothing(self):
        """A-11: scanners of mail boxes look at links before people do."""
        link = self._link(self.contact)
        answer = self._get(f"/zone/l/{self._token(link)}", method="HEAD")
        self.assertEqual((answer.status_code, answer.text), (200, ""))
        self.assertEqual(self._get(f"/zone/{link.id}/invoices").status_code, 404)

    def test_entering_changes_the_session_id(self):
        """A session id planted beforehand opens nothing."""
        link = self._link(self.contact)
        self._get("/web/login")
        planted = self.opener.cookies["session_id"]
        self._enter(link)
        self.assertNotEqual(self.opener.cookies["session_id"], planted)
        self.assertEqual(self._get(f"/zone/{link.id}/invoices").status_code, 200)
        self.opener.cookies.clear()
        self.opener.cookies["session_id"] = planted
        self.assertEqual(self._get(f"/zone/{link.id}/invoices").status_code, 404)

    def test_address_of_a_zone_opens_nothing_without_its_link(self):
        link = self._link(self.contact)
        for page in self._pages_of(f"/zone/{link.id}", self.invoice):
            self.assertEqual(self._get(page).status_code, 404, page)

    def test_every_bad_token_gets_the_one_page_for_everything(self):
        """A-02: a stranger learns nothing from trying."""
        expected = self._settle(self._get("/zone/1/invoices/1"))
        token = self._token(self._link(self.contact))
        for bad in ("x", "AAAA", token[:-4] + "AAAA", token + "A", "a" * 400):
            answer = self._get(f"/zone/l/{bad}")
            self.assertEqual(answer.status_code, 404, bad)
            self.assertEqual(self._settle(answer), expected, bad)

    def test_genuine_link_that_ran_out_says_so(self):
        link = self._link(self.contact)
        base = self._enter(link)
        link.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        for path in (f"{base}/invoices", f"/zone/l/{self._token(link)}"):
            answer = self._get(path)
            self.assertEqual(answer.status_code, 410)
            self.assertIn("This link has ended", answer.text)
            self.assertNotIn(self.customer.name, answer.text)

    def test_leaving_ends_the_grant_of_this_zone_alone(self):
        """Two links opened in one browser stay apart."""
        mine = self._enter()
        others = self.links._issue(
            self.company, self.other_customer, self.other_customer
        )
        other = self._enter(others)
        answer = self._post(f"{mine}/leave", csrf=f"{mine}/invoices")
        self.assertIn("You are signed out of this zone", answer.text)
        self.assertEqual(self._get(f"{mine}/invoices").status_code, 404)
        self.assertEqual(self._get(f"{other}/invoices").status_code, 200)

    def test_leaving_needs_the_form_of_the_page(self):
        base = self._enter()
        self.assertEqual(self._post(f"{base}/leave", csrf=False).status_code, 400)
        self.assertEqual(self._get(f"{base}/invoices").status_code, 200)

    def test_own_zone_asks_visitors_to_sign_in(self):
        answer = self._get("/zone/my/invoices")
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login?redirect=%2Fzone%2Fmy", answer.headers["Location"])

    def test_signed_in_customer_has_the_same_pages_and_a_card(self):
        self.portal_user.partner_id.parent_id = self.customer
        self.portal_user.company_id = self.company
        self.authenticate(self.portal_user.login, self.portal_user.login)
        self.assertIn('href="/zone/my"', self._get("/my/home").text)
        for base in ("/zone/my", f"/zone/my-{self.company.id}"):
            page = self._get(f"{base}/invoices")
            self.assertEqual(page.status_code, 200)
            self.assertIn(self.invoice.name, page.text)
        self.customer.customer_zone_allowed = False
        self.assertNotIn('href="/zone/my"', self._get("/my/home").text)
        self.assertEqual(self._get("/zone/my/invoices").status_code, 404)
