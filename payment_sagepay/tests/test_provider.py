from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import new_test_user
from odoo.tools.misc import file_open

from odoo.addons.payment.const import SENSITIVE_KEYS

from .. import const
from .common import SERVICE_KEY, SagepayCommon


@tagged("post_install", "-at_install")
class TestProvider(SagepayCommon):
    """The provider record: offered rightly, its keys kept to itself."""

    def test_rand_is_the_only_currency(self):
        """A-13, N-10"""
        self.assertEqual(self.sagepay.available_currency_ids, self.zar)
        computed = self.sagepay._get_supported_currencies()
        self.assertEqual(computed.mapped("name"), ["ZAR"])

    def compatible(self, currency=None, user=None):
        """Return what a customer is offered for a small payment."""
        providers = self.env["payment.provider"].with_user(user or self.public_user)
        return providers.sudo()._get_compatible_providers(
            self.company.id,
            self.customer.id,
            10.0,
            currency_id=(currency or self.zar).id,
        )

    def test_enabling_publishes_and_disabling_withdraws(self):
        """Customers see it exactly while it is on."""
        for state in ("disabled", "enabled", "disabled", "test"):
            self.sagepay.state = state
            self.assertEqual(self.sagepay.is_published, state != "disabled")
            offered = self.sagepay in self.compatible()
            self.assertEqual(offered, state != "disabled")

    def test_an_administrator_may_unpublish_while_enabled(self):
        """An explicit choice wins, and survives going live."""
        self.sagepay.is_published = False
        self.sagepay.state = "enabled"
        self.assertFalse(self.sagepay.is_published)
        self.sagepay.write({"state": "test", "is_published": False})
        self.assertFalse(self.sagepay.is_published)

    def test_another_currency_is_not_offered(self):
        """N-10"""
        self.assertNotIn(self.sagepay, self.compatible(self.currency_euro))

    def test_other_providers_keep_cores_behaviour(self):
        """The guard in front of super."""
        self.dummy_provider.write({"state": "disabled", "is_published": False})
        self.dummy_provider.state = "test"
        self.assertFalse(self.dummy_provider.is_published)
        self.assertFalse(self.dummy_provider._get_default_payment_method_codes())

    def test_one_method_and_its_ways_to_pay_are_active_when_enabled(self):
        """One method: what to pay with is chosen on the gateway's page."""
        self.sagepay.state = "disabled"
        self.sagepay.state = "test"
        method = self.env.ref("payment_sagepay.payment_method_sagepay")
        self.assertEqual(self.sagepay.payment_method_ids, method)
        self.assertTrue(method.active)
        self.assertEqual(
            set(method.brand_ids.filtered("active").mapped("code")),
            const.DEFAULT_PAYMENT_METHOD_CODES - {method.code},
        )

    def test_it_cannot_be_enabled_without_a_key(self):
        """M-13 in part: no half configuration."""
        self.sagepay.state = "disabled"
        self.sagepay.sagepay_service_key = False
        with self.assertRaises(ValidationError):
            self.sagepay.state = "test"

    def test_an_incomplete_key_is_refused_and_not_repeated(self):
        """O-04: clear error, nothing half-sent, no key in the message."""
        for key in (
            "1234",
            SERVICE_KEY[:-1],
            f"{SERVICE_KEY}0",
            f"{SERVICE_KEY[:-1]}g",
        ):
            with self.subTest(key=key), self.assertRaises(ValidationError) as refusal:
                self.sagepay.sagepay_service_key = key
            self.assertNotIn(key, str(refusal.exception))

    def test_a_pasted_key_may_have_blanks_around_it(self):
        """What people paste."""
        self.sagepay.sagepay_service_key = f"  {SERVICE_KEY}\n"
        self.assertEqual(self.sagepay.sagepay_service_key, SERVICE_KEY)

    def test_the_keys_are_read_by_administrators_only(self):
        """O-03, A-12"""
        accountant = new_test_user(
            self.env,
            login="accountant",
            groups="account.group_account_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        for user in (accountant, self.portal_user, self.public_user):
            with self.subTest(user=user.id), self.assertRaises(AccessError):
                self.sagepay.with_user(user).read(["sagepay_service_key"])
        for name in ("sagepay_service_key", "sagepay_vendor_key"):
            field = self.sagepay._fields[name]
            self.assertEqual(field.groups, "base.group_system")

    def test_the_key_is_masked_in_cores_payment_log(self):
        """O-03"""
        self.assertIn("sagepay_service_key", SENSITIVE_KEYS)
        self.assertIn("m1", SENSITIVE_KEYS)

    def test_a_copy_has_no_key_and_is_off(self):
        """O-03: two companies never share an account by accident."""
        copy = self.sagepay.copy()
        self.assertFalse(copy.sagepay_service_key)
        self.assertEqual(copy.state, "disabled")
        self.assertFalse(copy.is_published)

    def test_a_new_company_has_its_own_provider(self):
        """Each company has its own account at the gateway."""
        company = self.env["res.company"].sudo().create({"name": "Second shop"})
        own = self.env["payment.provider"].sudo()._sagepay_of_company(company)
        self.assertEqual(own.company_id, company)
        self.assertEqual(own.code, "sagepay")
        self.assertTrue(own.redirect_form_view_id)
        self.assertFalse(own.sagepay_service_key)

    def test_a_branch_uses_the_provider_of_its_root(self):
        """Branches invoice with the main company's account."""
        branch = (
            self.env["res.company"]
            .sudo()
            .create({"name": "Branch", "parent_id": self.company.id})
        )
        found = self.env["payment.provider"].sudo()._sagepay_of_company(branch)
        self.assertEqual(found, self.sagepay)

    def test_resetting_the_credentials_forgets_the_key(self):
        """O-03"""
        self.sagepay.action_reset_credentials()
        self.assertFalse(self.sagepay.sagepay_service_key)
        self.assertEqual(self.sagepay.state, "disabled")
        self.assertFalse(self.sagepay.is_published)

    def test_a_neutralized_copy_has_no_key_and_takes_no_money(self):
        """O-06"""
        self.env.flush_all()
        with file_open("payment_sagepay/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertFalse(self.sagepay.sagepay_service_key)
        self.assertEqual(self.sagepay.state, "disabled")
        self.assertNotIn(self.sagepay, self.compatible())

    def test_it_cannot_be_removed_while_payments_of_it_exist(self):
        """Uninstalling keeps the books."""
        tx = self.make_tx(self.make_invoice(100.0))
        self.pay(tx)
        with self.assertRaises(UserError):
            self.env["payment.provider"]._remove_provider("sagepay")
        self.assertEqual(self.sagepay.code, "sagepay")

    def test_the_callback_addresses_come_from_the_configured_base(self):
        """O-08: never from whoever asks."""
        self.env["ir.config_parameter"].sudo().set_param(
            "web.base.url", "https://books.example"
        )
        self.assertEqual(
            self.env["payment.provider"]._sagepay_callback_urls(),
            {
                "accept": "https://books.example/payment/sagepay/accept",
                "decline": "https://books.example/payment/sagepay/decline",
                "redirect": "https://books.example/payment/sagepay/redirect",
                "notify": "https://books.example/payment/sagepay/notify",
            },
        )

    def test_no_refund_token_or_capture_is_promised(self):
        """What the gateway offers without a proof is not offered here."""
        self.assertEqual(self.sagepay.support_refund, "none")
        self.assertFalse(self.sagepay.support_tokenization)
        self.assertFalse(self.sagepay.support_manual_capture)
