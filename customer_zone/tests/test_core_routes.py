from odoo.tests import JsonRpcException, tagged

from odoo.addons.payment import utils as payment_utils

from .core_routes_common import CoreRoutesCommon


@tagged("post_install", "-at_install")
class TestCoreRoutes(CoreRoutesCommon):
    def test_payment_belongs_to_the_invoices_customer_whoever_is_signed_in(self):
        """L-07: a forwarded link never books the money to the one who opened it."""
        self.authenticate(self.portal_user.login, self.portal_user.login)
        tx = self._start(tokenization_requested=True)
        self.assertEqual(tx.partner_id, self.customer)
        self.assertNotEqual(tx.partner_id, self.portal_partner)
        self.assertFalse(tx.tokenize)
        self.assertIn(
            self.portal_partner.display_name,
            "".join(str(body) for body in self.invoice.message_ids.mapped("body")),
        )
        tx._set_done()
        tx._post_process()
        self.assertEqual(tx.payment_id.partner_id, self.customer)
        self.assertFalse(
            self.env["account.move.line"].search(
                [("partner_id", "=", self.portal_partner.id)]
            )
        )

    def test_stored_card_of_the_customer_is_not_for_link_holders(self):
        """L-07: holding a link is not a signature on somebody's card."""
        token = (
            self.env["payment.token"]
            .sudo()
            .create(
                {
                    "provider_id": self.provider.id,
                    "payment_method_id": self.payment_method_id,
                    "payment_details": "4321",
                    "partner_id": self.customer.id,
                    "provider_ref": "card",
                }
            )
        )
        values = {"flow": "token", "token_id": token.id}
        self._assert_refused(message="sign in", **values)
        self.authenticate(self.portal_user.login, self.portal_user.login)
        self._assert_refused(message="sign in", **values)
        self.portal_partner.parent_id = self.customer
        self.assertEqual(self._start(**values).token_id, token)

    def test_landing_page_is_always_ours(self):
        """X-08: every other address becomes the page of the invoice."""
        own = self.invoice.access_url
        for route in (
            "https://evil.example.com/",
            "//evil.example.com/",
            "/\\evil.example.com",
            "javascript:alert(1)",
            "/my/invoices/999999",
            "/web/session/logout",
            f"{own}.evil.example.com",
            "/zone/1\r\nSet-Cookie: a=b",
            None,
            7,
            ["/zone/"],
        ):
            with self.subTest(route=route):
                tx = self._start(landing_route=route)
                self.assertEqual(
                    tx.landing_route.partition("=")[0], f"{own}?access_token"
                )
        for route in ("/zone/12/invoices/7", f"{own}?access_token=abc&x=1"):
            with self.subTest(route=route):
                self.assertEqual(self._start(landing_route=route).landing_route, route)

    def test_reference_names_the_invoice_not_what_the_payer_wrote(self):
        tx = self._start(name_next_installment="INV/OTHER/0001")
        self.assertTrue(tx.reference.startswith(self.invoice.name))

    def test_generic_route_takes_only_real_amounts_and_offered_providers(self):
        """X-14, A-13: `/payment/transaction` for a company with a zone."""
        count = self.env["payment.transaction"].sudo().search_count([])
        usable = self.provider.id
        self.provider.sudo().copy({"state": "test", "is_published": True})
        for amount, provider_id, landing in (
            (0, usable, "/payment/confirmation"),
            (-5.0, usable, "/payment/confirmation"),
            (None, usable, "/payment/confirmation"),
            (10.0, usable, "https://evil.example.com/"),
        ):
            values = self._generic_values(amount, provider_id, landing)
            with (
                self.subTest(amount=amount, landing=landing),
                self.assertRaises(JsonRpcException),
            ):
                self._call("/payment/transaction", values)
        self.provider.sudo().is_published = False
        with self.assertRaises(JsonRpcException):
            self._call(
                "/payment/transaction",
                self._generic_values(10.0, usable, "/payment/confirmation"),
            )
        self.assertEqual(self.env["payment.transaction"].sudo().search_count([]), count)
        self.provider.sudo().is_published = True
        self._call(
            "/payment/transaction",
            self._generic_values(10.0, usable, "/payment/confirmation"),
        )
        self.assertEqual(
            self.env["payment.transaction"].sudo().search_count([]), count + 1
        )

    def _generic_values(self, amount, provider_id, landing_route):
        partner_id, currency_id = self.customer.id, self.currency.id
        return {
            "provider_id": provider_id,
            "payment_method_id": self.payment_method_id,
            "token_id": None,
            "amount": amount,
            "currency_id": currency_id,
            "partner_id": partner_id,
            "access_token": payment_utils.generate_access_token(
                partner_id, amount, currency_id, env=self.env
            ),
            "flow": "redirect",
            "tokenization_requested": False,
            "landing_route": landing_route,
            "reference_prefix": "TX",
        }

    def test_payment_link_of_a_refused_invoice_offers_nothing(self):
        route = f"/payment/pay?invoice_id={self.invoice.id}&amount=1000.0&access_token="
        token = payment_utils.generate_access_token(
            self.customer.id, 1000.0, self.currency.id, env=self.env
        )
        self.assertIn("o_payment_form", self.url_open(route + token).text)
        self.invoice.customer_zone_online_payment = False
        self.assertNotIn('id="o_payment_form"', self.url_open(route + token).text)

    def test_core_pages_are_closed_to_refused_customers(self):
        url = self.invoice.get_portal_url()
        self.assertIn(self.invoice.name, self.url_open(url).text)
        self.customer.customer_zone_allowed = False
        for address in (url, f"{url}&report_type=pdf", f"{url}&report_type=html"):
            with self.subTest(address=address):
                response = self.url_open(address, allow_redirects=False)
                self.assertEqual(response.status_code, 404)
                self.assertIn("This page is not available", response.text)
                self.assertNotIn(self.invoice.name, response.text)

    def test_core_list_leaves_out_what_is_closed(self):
        self.portal_partner.parent_id = self.customer
        self.authenticate(self.portal_user.login, self.portal_user.login)
        self.assertIn(self.invoice.name, self.url_open("/my/invoices").text)
        self.customer.customer_zone_allowed = False
        closed = self.url_open("/my/invoices")
        self.assertEqual(closed.status_code, 404)
        self.assertNotIn(self.invoice.name, closed.text)
        self.company.customer_zone_enabled = False
        self.assertIn(self.invoice.name, self.url_open("/my/invoices").text)

    def test_zone_off_leaves_cores_routes_to_core(self):
        self.company.customer_zone_enabled = False
        self.customer.customer_zone_allowed = False
        self.invoice.customer_zone_online_payment = False
        tx = self._start(amount=400.0, landing_route="/my/invoices/1?x=1")
        self.assertEqual(tx.amount, 400.0)
        self.assertEqual(tx.landing_route, "/my/invoices/1?x=1")
        self.authenticate(self.portal_user.login, self.portal_user.login)
        self.assertEqual(self._start().partner_id, self.portal_partner)
