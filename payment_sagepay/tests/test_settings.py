from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .common import SERVICE_KEY, SagepayCommon


@tagged("post_install", "-at_install")
class TestSettings(SagepayCommon):
    """The Sage Pay block of the accounting settings."""

    def setUp(self):
        super().setUp()
        self.sagepay.write({"state": "disabled", "sagepay_service_key": False})
        self.admin = new_test_user(
            self.env,
            login="settings admin",
            groups="base.group_system,account.group_account_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def settings(self, **values):
        """Save the settings with these values, as an administrator does."""
        model = self.env["res.config.settings"].with_user(self.admin)
        settings = model.with_company(self.company).create(values)
        settings.execute()
        self.env.invalidate_all()
        return settings

    def test_one_check_box_a_bank_account_and_a_key_switch_it_on(self):
        """The original's chapter, sentence by sentence."""
        journal = self.journal.copy()
        self.settings(
            sagepay_enabled=True,
            sagepay_mode="live",
            sagepay_service_key=SERVICE_KEY,
            sagepay_journal_id=journal.id,
        )
        self.assertEqual(self.sagepay.state, "enabled")
        self.assertTrue(self.sagepay.is_published)
        self.assertEqual(self.sagepay.sagepay_service_key, SERVICE_KEY)
        self.assertEqual(self.sagepay.journal_id, journal)

    def test_the_receipt_reaches_the_chosen_bank_account(self):
        """Select the bank account where the payments must be reflected."""
        journal = self.journal.copy()
        self.settings(
            sagepay_enabled=True,
            sagepay_mode="test",
            sagepay_service_key=SERVICE_KEY,
            sagepay_journal_id=journal.id,
        )
        tx = self.make_tx(self.make_invoice(100.0))
        self.pay(tx)
        self.assertPaidOnce(tx)
        self.assertEqual(self.receipts(tx).journal_id, journal)

    def test_test_mode_is_the_default(self):
        """Nobody goes live by accident."""
        values = self.env["res.config.settings"].with_user(self.admin).create({})
        self.assertEqual(values.sagepay_mode, "test")
        self.settings(sagepay_enabled=True, sagepay_service_key=SERVICE_KEY)
        self.assertEqual(self.sagepay.state, "test")

    def test_switching_off_withdraws_it_and_keeps_the_key(self):
        """On again is one check box."""
        self.settings(sagepay_enabled=True, sagepay_service_key=SERVICE_KEY)
        self.settings(sagepay_enabled=False)
        self.assertEqual(self.sagepay.state, "disabled")
        self.assertFalse(self.sagepay.is_published)
        self.assertEqual(self.sagepay.sagepay_service_key, SERVICE_KEY)

    def test_saving_other_settings_changes_nothing_here(self):
        """Not even what an administrator unpublished on the provider itself."""
        self.settings(sagepay_enabled=True, sagepay_service_key=SERVICE_KEY)
        self.sagepay.is_published = False
        self.settings()
        self.assertEqual(self.sagepay.state, "test")
        self.assertFalse(self.sagepay.is_published)
        self.assertEqual(self.sagepay.sagepay_service_key, SERVICE_KEY)

    def test_enabling_without_a_key_is_refused(self):
        """Nothing half switched on."""
        with self.assertRaises(ValidationError):
            self.settings(sagepay_enabled=True)
        self.assertEqual(self.sagepay.state, "disabled")

    def test_an_accountant_without_system_rights_sees_and_changes_nothing(self):
        """Keys are for administrators; the rest of the settings still works."""
        accountant = new_test_user(
            self.env,
            login="settings accountant",
            groups="base.group_erp_manager,account.group_account_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        model = self.env["res.config.settings"].with_user(accountant)
        self.assertNotIn("sagepay_service_key", model.fields_get())
        self.assertNotIn("sagepay_enabled", model.get_values())

    def test_the_form_shows_the_addresses_to_copy(self):
        """Four boxes in the merchant portal, four addresses here."""
        self.env["ir.config_parameter"].sudo().set_param(
            "web.base.url", "https://books.example"
        )
        model = self.env["res.config.settings"].with_user(self.admin)
        settings = model.with_company(self.company).create({})
        arch = model.get_view(view_type="form")["arch"]
        for kind in ("accept", "decline", "redirect", "notify"):
            self.assertEqual(
                settings[f"sagepay_{kind}_url"],
                f"https://books.example/payment/sagepay/{kind}",
            )
            self.assertIn(f"sagepay_{kind}_url", arch)
        self.assertTrue(settings.sagepay_url_is_public)

    def test_an_address_the_gateway_cannot_reach_is_pointed_out(self):
        """O-08: local or without https."""
        for base in ("http://books.example", "https://localhost", "https://127.0.0.1"):
            with self.subTest(base=base):
                self.env["ir.config_parameter"].sudo().set_param("web.base.url", base)
                settings = self.env["res.config.settings"].create({})
                self.assertFalse(settings.sagepay_url_is_public)
