from odoo.tests import tagged

from .details_common import ZoneDetailsCommon

PATHS = ("details", "details/change")
FORMS = ("details/change", "details/withdraw", "details/stop")


@tagged("post_install", "-at_install")
class TestPagesDetailsAccess(ZoneDetailsCommon):
    def setUp(self):
        super().setUp()
        self.base = self._enter()

    def test_get_changes_nothing_and_posts_need_the_token(self):
        """A-17: a crafted link asks for nothing, takes back nothing, stops nothing."""
        self._request(("contact", "phone", "021 555 0199"))
        for path in FORMS:
            answer = self._get(f"{self.base}/{path}?contact_phone=021+555+0300")
            self.assertIn(answer.status_code, (200, 405), path)
            answer = self._post(f"{self.base}/{path}", csrf=None, note="x")
            self.assertEqual(answer.status_code, 400, path)
        request = self.requests.search([])
        self.assertEqual(request.state, "waiting")
        self.assertEqual(self._shown(request)[0][2], "021 555 0199")
        self.assertFalse(self.links.search([("revoked_at", "!=", False)]))

    def test_requests_and_details_of_others_are_not_to_be_seen(self):
        """A-02: neither of another customer, nor what a colleague asked for."""
        colleague = self._contact("Pieter Acacia", parent_id=self.customer.id)
        request = self._request(
            ("contact", "phone", "021 555 7777"), recipient=colleague
        )
        foreign = self._enter(
            self.links._issue(self.company, self.other_customer, self.other_customer)
        )
        for base in (foreign, self.base):
            page = self._get(f"{base}/details").text
            self.assertNotIn("021 555 7777", page)
            answer = self._post(f"{base}/details/withdraw", f"{base}/details")
            self.assertEqual(answer.status_code, 303)
        self.assertEqual(request.state, "waiting")
        self.assertNotIn("Acacia", self._get(f"{foreign}/details").text)
        missing = [self._get(f"/zone/{zone}/details") for zone in ("0", "999999")]
        self.assertEqual({answer.status_code for answer in missing}, {404})
        self.assertEqual(len(set(map(self._settle, missing))), 1)

    def test_restricted_contact_sees_own_contact_only(self):
        self.company.customer_zone_contact_scope = "own"
        page = self._get(f"{self.base}/details").text
        self.assertIn("thandi.acacia@example.com", page)
        for text in ("2009/118842/23", "27 Bree Street", "Who receives our documents"):
            self.assertNotIn(text, page)
        form = self._get(f"{self.base}/details/change").text
        self.assertIn("contact_phone", form)
        self.assertNotIn("billing_street", form)
        self.assertNotIn("person_email", form)
        self._ask(
            self.base, contact_phone="021 555 0199", billing_street="12 Dorp Street"
        )
        self.assertEqual(
            self._shown(self.requests.search([])),
            [("phone", "021 555 0117", "021 555 0199")],
        )

    def test_page_is_closed_with_invoices_only_and_for_one_document(self):
        stranger = self._enter(self._link(self.stranger, move=self.invoice))
        for path in PATHS:
            self.assertEqual(self._get(f"{stranger}/{path}").status_code, 404)
        answer = self._post(
            f"{stranger}/details/stop", f"{stranger}/invoices/{self.invoice.id}"
        )
        self.assertEqual(answer.status_code, 404)
        self.company.customer_zone_mode = "documents"
        for path in PATHS:
            self.assertEqual(self._get(f"{self.base}/{path}").status_code, 404)
        for path in FORMS:
            answer = self._post(f"{self.base}/{path}", f"{self.base}/invoices")
            self.assertEqual(answer.status_code, 404)
        self.assertNotIn(
            f"{self.base}/details", self._get(f"{self.base}/invoices").text
        )

    def test_code_is_asked_for_before_anything_is_shown(self):
        self.company.customer_zone_ask_code = True
        answer = self._get(f"{self.base}/details")
        self.assertEqual(answer.status_code, 403)
        self.assertNotIn("27 Bree Street", answer.text)

    def test_withdrawn_link_is_dead_at_once(self):
        """L-04: the page, the form and everything it could send."""
        page = self._get(f"{self.base}/details")
        token = self._get_csrf(page)
        self.links.search([]).action_revoke()
        for path in PATHS:
            self.assertEqual(self._get(f"{self.base}/{path}").status_code, 404)
        for path in FORMS:
            form = self._form_of(csrf_token=token, contact_phone="021 555 0199")
            self.assertEqual(self._send(f"{self.base}/{path}", form).status_code, 404)
        self.assertFalse(self.requests.search([]))

    def test_visitor_stops_own_links_everywhere_and_nobody_elses(self):
        """L-04: the owner of a forwarded link ends it for whoever holds it."""
        own = self._link(self.contact)
        other = self._link(self.customer)
        answer = self._post(f"{self.base}/details/stop", f"{self.base}/details")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("stopped everywhere", answer.text)
        self.assertTrue(own.revoked_at)
        self.assertFalse(other.revoked_at)
        self.assertEqual(self._get(f"{self.base}/details").status_code, 404)

    def test_staff_look_and_change_nothing(self):
        self.authenticate("admin", "admin")
        base = self._enter()
        self.assertEqual(self._get(f"{base}/details").status_code, 200)
        self.assertEqual(self._get(f"{base}/details/change").status_code, 404)
        for path in FORMS:
            answer = self._post(f"{base}/{path}", f"{base}/details", note="x")
            self.assertEqual(answer.status_code, 404, path)
        self.assertFalse(self.links.search([("revoked_at", "!=", False)]))

    def test_signed_in_customer_has_the_same_page(self):
        self.portal_partner.write(
            {"parent_id": self.customer.id, "phone": "021 5550117"}
        )
        self.authenticate(self.portal_user.login, self.portal_user.login)
        page = self._get("/zone/my/details")
        self.assertEqual(page.status_code, 200)
        self.assertIn("2009/118842/23", page.text)
        self.assertIn("/web/session/logout", page.text)
        form = self._get("/zone/my/details/change").text
        self.assertNotIn('name="contact_name"', form)
        self.assertNotIn('name="contact_email"', form)
        answer = self._ask("/zone/my", contact_phone="021 555 0199")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.requests.search([]).recipient_id, self.portal_partner)
