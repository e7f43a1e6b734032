from odoo.tests import tagged

from .quotes_common import ZoneQuotesCommon


@tagged("post_install", "-at_install")
class TestPagesQuotesAccess(ZoneQuotesCommon):
    def _account(self, recipient=None):
        """Return the address of the zone entered without any document."""
        return self._enter(self._link(recipient or self.contact))

    def _pages(self, base):
        page = self._page_of(base, self.quote)
        return [page, f"{page}/print", f"{page}/pdf"]

    def test_invoices_only_hides_quotes_and_refuses_them(self):
        """The switch holds on the server, not only in the menu."""
        base = self._account()
        self.assertIn(f"{base}/quotes", self._get(f"{base}/invoices").text)
        self.company.customer_zone_mode = "documents"
        self.assertNotIn(f"{base}/quotes", self._get(f"{base}/invoices").text)
        for path in (f"{base}/quotes", f"{base}/quotes/page/1", *self._pages(base)):
            self.assertEqual(self._get(path).status_code, 404, path)
        self.assertEqual(
            self._post(
                f"{self._page_of(base, self.quote)}/accept",
                csrf=f"{base}/invoices",
                name="Thandi Acacia",
                version=self.quote._zone_version(),
            ).status_code,
            404,
        )
        self.assertEqual(self.quote.state, "sent")

    def test_quote_that_was_emailed_opens_as_that_one_document(self):
        """Also with "Invoices only": what the e-mail promised can be answered."""
        self.company.customer_zone_mode = "documents"
        second = self._quote()
        base = self._enter(self._link(self.contact), self.quote)
        for path in self._pages(base):
            self.assertEqual(self._get(path).status_code, 200, path)
        self.assertNotIn("All quotes", self._get(self._page_of(base, self.quote)).text)
        self.assertEqual(self._get(f"{base}/quotes").status_code, 404)
        self.assertEqual(self._get(self._page_of(base, second)).status_code, 404)
        form = {"name": "Thandi Acacia", "version": self.quote._zone_version()}
        page = self._page_of(base, self.quote)
        self.assertEqual(
            self._post(f"{page}/accept", csrf=page, **form).status_code, 303
        )
        self.assertEqual(self.quote.state, "sale")

    def test_stranger_sees_the_one_quote_and_cannot_answer_it(self):
        base = self._enter(self._link(self.stranger, move=self.quote), self.quote)
        page = self._page_of(base, self.quote)
        text = self._get(page).text
        self.assertIn("can answer this quote", text)
        self.assertNotIn("Accept and sign", text)
        for path in (f"{base}/quotes", f"{base}/invoices"):
            self.assertEqual(self._get(path).status_code, 404, path)
        other = self._quote()
        self.assertEqual(self._get(self._page_of(base, other)).status_code, 404)
        self.assertEqual(
            self._get(f"{base}/invoices/{self.invoice.id}").status_code, 404
        )
        version = self.quote._zone_version()
        for path, form in (
            ("accept", {"name": "Auditor", "version": version}),
            ("decline", {"reason": "No", "version": version}),
            ("again", {"nothing": ""}),
        ):
            answer = self._post(f"{page}/{path}", csrf=page, **form)
            self.assertEqual(answer.status_code, 409, path)
        self.assertEqual(self.quote.state, "sent")
        self.assertEqual(self._get(f"{page}/pay").status_code, 409)

    def test_staff_look_and_do_not_answer(self):
        self.authenticate(self.internal_user.login, self.internal_user.login)
        base = self._account()
        page = self._page_of(base, self.quote)
        self.assertIn("You are signed in as staff", self._get(page).text)
        form = {"name": "Somebody", "version": self.quote._zone_version()}
        answer = self._post(f"{page}/accept", csrf=page, **form)
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(self.quote.state, "sent")

    def test_signed_in_customer_answers_in_the_same_pages(self):
        self.portal_user.partner_id.parent_id = self.customer
        self.portal_user.company_id = self.company
        self.authenticate(self.portal_user.login, self.portal_user.login)
        self.assertEqual(self._get("/zone/my/quotes").status_code, 200)
        answer = self._accept("/zone/my", self.quote)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.quote.state, "sale")
        authors = self.quote.message_ids.filtered(
            lambda one: "Order signed by" in (one.body or "")
        ).author_id
        self.assertEqual(authors, self.portal_user.partner_id)

    def test_withdrawn_link_is_dead_at_once_for_quotes(self):
        """L-04: an open page can neither be read on nor answered."""
        base = self._account()
        page = self._page_of(base, self.quote)
        token = self._get_csrf(self._get(page))
        self.links.search([]).action_revoke()
        for path in (f"{base}/quotes", *self._pages(base), f"{page}/pay"):
            self.assertEqual(self._get(path).status_code, 404, path)
        version = self.quote._zone_version()
        for path, form in (
            ("accept", {"name": "Thandi Acacia", "version": version}),
            ("decline", {"reason": "No", "version": version}),
            ("again", {}),
            ("message", {"message": "Hello"}),
        ):
            answer = self._send(f"{page}/{path}", {"csrf_token": token, **form})
            self.assertEqual(answer.status_code, 404, path)
        self.assertEqual(self.quote.state, "sent")
        answer = self._call(f"{page}/transaction/all", amount=1000.0, flow="redirect")
        self.assertEqual(answer["error"]["code"], 404)

    def test_only_invoices_of_the_customer_are_named_on_a_quote(self):
        """A-04: a linked invoice of somebody else stays out of the list."""
        order = self._quote(state="sale")
        order.order_line.qty_delivered = 1
        invoice = order._create_invoices()
        invoice.action_post()
        base = self._account()
        self.assertIn(invoice.name, self._get(f"{base}/quotes").text)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move SET commercial_partner_id = %s WHERE id = %s",
            (self.other_customer.id, invoice.id),
        )
        self.env.invalidate_all()
        self.assertNotIn(invoice.name, self._get(f"{base}/quotes").text)

    def test_quote_declined_on_cores_page_counts_as_declined(self):
        page = f"/my/orders/{self.quote.id}/decline"
        base = self._account()
        form = {"decline_message": "Too late", "access_token": "wrong"}
        self._post(page, csrf=f"{base}/quotes", **form)
        self.assertFalse(self.quote.customer_zone_declined_on)
        form["access_token"] = self.quote._portal_ensure_token()
        self._post(page, csrf=f"{base}/quotes", **form)
        self.assertEqual(self.quote.state, "cancel")
        self.assertTrue(self.quote.customer_zone_declined_on)
        self.assertIn("Too late", self._get(f"{base}/quotes").text)
