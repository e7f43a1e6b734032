from odoo.fields import Command
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.payment import utils as payment_utils
from odoo.addons.payment.tests.http_common import PaymentHttpCommon

from .common import ZoneCommon


@tagged("post_install", "-at_install")
class TestCoreRoutes(ZoneCommon, PaymentHttpCommon):
    """Core's own payment addresses, asked directly by somebody with a link."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.currency = cls.company.currency_id

    def _values(self, invoice=None, **values):
        invoice = invoice or self.invoice
        return {
            "provider_id": self.provider.id,
            "payment_method_id": self.payment_method_id,
            "token_id": None,
            "amount": invoice.amount_residual,
            "flow": "redirect",
            "tokenization_requested": False,
            "landing_route": invoice.get_portal_url(),
            "access_token": invoice._portal_ensure_token(),
            **values,
        }

    def _start(self, invoice=None, **values):
        """Ask core's invoice route for a payment; return the transaction made."""
        invoice = invoice or self.invoice
        self._call(f"/invoice/transaction/{invoice.id}", self._values(invoice, **values))
        return self._transactions(invoice)[:1]

    def _call(self, route, values):
        with mute_logger("odoo.addons.payment.models.payment_transaction"):
            return self.make_jsonrpc_request(self._build_url(route), values)

    def _transactions(self, invoice):
        return self.env["payment.transaction"].sudo().search(
            [("invoice_ids", "in", invoice.ids)], order="id desc"
        )

    def _assert_refused(self, invoice=None, message=None, **values):
        invoice = invoice or self.invoice
        count = self.env["payment.transaction"].sudo().search_count([])
        with (
            mute_logger("odoo.http"),
            self.assertRaises(JsonRpcException) as caught,
        ):
            self._start(invoice, **values)
        self.assertEqual(
            self.env["payment.transaction"].sudo().search_count([]),
            count,
            "A refused payment must leave no transaction",
        )
        if message:
            self.assertIn(message, str(caught.exception))

    def test_full_amount_makes_one_transaction_for_the_invoice(self):
        tx = self._start()
        self.assertEqual(tx.amount, 1000.0)
        self.assertEqual(tx.partner_id, self.invoice.partner_id)
        self.assertEqual(tx.invoice_ids, self.invoice)
        self.assertTrue(tx.reference.startswith(self.invoice.name))
        self.assertEqual(tx.state, "draft")

    def test_bad_amounts_make_no_transaction(self):
        """X-14: refused before anything is created."""
        nan, infinite = float("nan"), float("inf")
        for amount in (
            -1, -100.0, 0, None, nan, infinite, -infinite, 10**12, 10**30, 1000.01,
            999.99, 1.0, 1000.001, "1000", "1000.0", True, [1000.0], {"a": 1},
        ):
            with self.subTest(amount=amount):
                self._assert_refused(amount=amount)

    def test_foreign_arguments_make_no_transaction(self):
        """X-14: partner, currency and company are not the payer's to choose."""
        for extra in (
            {"partner_id": self.other_customer.id},
            {"currency_id": self.currency_euro.id},
            {"company_id": 1},
            {"custom_create_values": {"state": "done"}},
            {"is_validation": True},
            {"flow": "offline"},
            {"flow": ["redirect"]},
        ):
            with self.subTest(extra=extra):
                self._assert_refused(**extra)

    def test_unknown_and_unusable_providers_make_no_transaction(self):
        """A-13: disabled, unpublished, foreign, incompatible or unknown."""
        other_company = self.env["res.company"].create({"name": "Second Shop"})
        foreign = self.provider.sudo().copy(
            {"company_id": other_company.id, "state": "test", "is_published": True}
        )
        for provider_id in (foreign.id, 2**31 - 2, 0, -1, None, "x", [1], True):
            with self.subTest(provider=provider_id):
                self._assert_refused(provider_id=provider_id)
        euro_only = {"available_currency_ids": [Command.set(self.currency_euro.ids)]}
        changes = (
            ({"state": "disabled"}, {"state": "test", "is_published": True}),
            ({"is_published": False}, {"is_published": True}),
            (euro_only, {"available_currency_ids": [Command.clear()]}),
            ({"maximum_amount": 10.0}, {"maximum_amount": 0.0}),
            (
                {"available_country_ids": [Command.set(self.country_france.ids)]},
                {"available_country_ids": [Command.clear()]},
            ),
        )
        self.customer.country_id = self.country_belgium
        for change, back in changes:
            with self.subTest(change=change):
                self.provider.sudo().write(change)
                self._assert_refused(message="not offered")
                self.provider.sudo().write(back)
        self.pm_unknown.sudo().active = True
        self.assertTrue(self._start())

    def test_method_of_another_provider_makes_no_transaction(self):
        """A-13: the method must belong to the provider and be switched on."""
        card = self.env.ref("payment.payment_method_card").sudo()
        card.active = True
        for method_id in (card.id, 2**31 - 2, None, "x"):
            with self.subTest(method=method_id):
                self._assert_refused(payment_method_id=method_id)
        self.pm_unknown.sudo().active = False
        self._assert_refused(message="not offered")

    def test_switches_hold_on_the_server(self):
        """The seller's check box and the customer's permission are not decoration."""
        self.invoice.customer_zone_online_payment = False
        self._assert_refused(message="cannot be paid online")
        self.invoice.customer_zone_online_payment = True
        self.customer.customer_zone_allowed = False
        self._assert_refused()
        self.customer.customer_zone_allowed = True
        self.assertTrue(self._start())

    def test_paid_invoice_makes_no_transaction(self):
        paid = self._invoice(self.customer)
        tx = self._transaction(paid)
        tx._set_done()
        self._assert_refused(paid, amount=1000.0)
        tx._post_process()
        self._assert_refused(paid, amount=1000.0)

    def test_second_visitor_is_told_to_wait(self):
        """R-06: one payment at a time; the same visitor may begin again."""
        first = self._start()
        second = self._start()
        self.assertEqual(first | second, self._transactions(self.invoice))
        self.assertEqual(len(first | second), 2)
        self.session = None
        self.opener.cookies.clear()
        self.authenticate(None, None)
        self._assert_refused(message="begun a few minutes ago")
        (first | second).write({"state": "error"})
        self.assertTrue(self._start())

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
        token = self.env["payment.token"].sudo().create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.payment_method_id,
                "payment_details": "4321",
                "partner_id": self.customer.id,
                "provider_ref": "card",
            }
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
            "https://evil.example.com/", "//evil.example.com/", "/\\evil.example.com",
            "javascript:alert(1)", "/my/invoices/999999", "/web/session/logout",
            f"{own}.evil.example.com", "/zone/1\r\nSet-Cookie: a=b", None, 7, ["/zone/"],
        ):
            with self.subTest(route=route):
                tx = self._start(landing_route=route)
                self.assertTrue(tx.landing_route.startswith(f"{own}?access_token="))
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
                mute_logger("odoo.http"),
                self.assertRaises(JsonRpcException),
            ):
                self._call("/payment/transaction", values)
        self.provider.sudo().is_published = False
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self._call(
                "/payment/transaction",
                self._generic_values(10.0, usable, "/payment/confirmation"),
            )
        self.assertEqual(
            self.env["payment.transaction"].sudo().search_count([]), count
        )
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
                self.assertEqual(response.status_code, 303)
                self.assertNotIn(self.invoice.name, response.text)

    def test_core_list_leaves_out_what_is_closed(self):
        self.portal_partner.parent_id = self.customer
        self.authenticate(self.portal_user.login, self.portal_user.login)
        self.assertIn(self.invoice.name, self.url_open("/my/invoices").text)
        self.customer.customer_zone_allowed = False
        self.assertNotIn(self.invoice.name, self.url_open("/my/invoices").text)
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
