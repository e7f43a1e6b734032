from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .common import SERVICE_KEY
from .settings_common import ACCOUNT, ACCOUNT_KEY, NEW_KEY, SettingsCommon


@tagged("post_install", "-at_install")
class TestSettings(SettingsCommon):
    """The Sage Pay block of the accounting settings."""

    def setUp(self):
        super().setUp()
        self.sagepay.write({"state": "disabled", "sagepay_service_key": False})

    def table_of_forms(self):
        """Return everything that is stored of settings forms, as one text."""
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM res_config_settings")
        return str(self.env.cr.fetchall())

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

    def test_account_number_and_both_keys_are_stored_together(self):
        """The original's chapter: your service key displays in the field."""
        self.settings(
            sagepay_enabled=True,
            sagepay_account_number=f" {ACCOUNT} ",
            sagepay_service_key=SERVICE_KEY,
            sagepay_account_key=ACCOUNT_KEY,
        )
        self.assertEqual(self.sagepay.sagepay_account_number, ACCOUNT)
        self.assertEqual(self.sagepay.sagepay_account_key, ACCOUNT_KEY)
        again = self.form()
        self.assertEqual(again.sagepay_service_key, SERVICE_KEY)
        self.assertEqual(again.sagepay_account_number, ACCOUNT)

    def test_who_is_e_mailed_is_stored(self):
        """If you want email notifications to be sent, check the check box."""
        self.settings(
            sagepay_enabled=True,
            sagepay_service_key=SERVICE_KEY,
            sagepay_mail_business=True,
            sagepay_mail_user_ids=[(6, 0, self.admin.ids)],
            sagepay_mail_addresses="books@example.com",
            sagepay_mail_receipt=False,
        )
        self.assertTrue(self.sagepay.sagepay_mail_business)
        self.assertEqual(self.sagepay.sagepay_mail_user_ids, self.admin)
        self.assertEqual(self.sagepay.sagepay_mail_addresses, "books@example.com")
        self.assertFalse(self.sagepay.sagepay_mail_receipt)

    def test_each_company_has_its_own_account(self):
        """Saving one company's settings leaves the other's alone."""
        other = self.env["res.company"].sudo().create({"name": "Second shop"})
        provider = self.env["payment.provider"].sudo()._sagepay_of_company(other)
        self.settings(
            sagepay_enabled=True,
            sagepay_service_key=SERVICE_KEY,
            sagepay_account_number=ACCOUNT,
        )
        self.assertTrue(provider)
        self.assertFalse(provider.sagepay_service_key)
        self.assertFalse(provider.sagepay_account_number)
        self.assertEqual(provider.state, "disabled")

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
            "web.base.url", "https://books.example.com"
        )
        model = self.env["res.config.settings"].with_user(self.admin)
        settings = model.with_company(self.company).create({})
        arch = model.get_view(view_type="form")["arch"]
        for kind in ("accept", "decline", "redirect", "notify"):
            self.assertEqual(
                settings[f"sagepay_{kind}_url"],
                f"https://books.example.com/payment/sagepay/{kind}",
            )
            self.assertIn(f"sagepay_{kind}_url", arch)
        self.assertTrue(settings.sagepay_url_is_public)

    def test_a_business_without_an_account_finds_a_link(self):
        """The link next to the check box."""
        arch = self.form().get_view(view_type="form")["arch"]
        self.assertIn('href="https://netcash.co.za"', arch)
        self.assertIn("a consultant will contact you", " ".join(arch.split()))

    def test_saving_leaves_no_key_in_the_table_of_forms(self):
        """O-03"""
        self.settings(sagepay_enabled=True, sagepay_service_key=SERVICE_KEY)
        self.assertNotIn(SERVICE_KEY, self.table_of_forms())

    def test_no_button_leaves_a_key_in_use_in_the_table_of_forms(self):
        """O-03: each of them saves the form, which shows the keys."""
        keys = {
            "sagepay_account_number": ACCOUNT,
            "sagepay_service_key": SERVICE_KEY,
            "sagepay_account_key": ACCOUNT_KEY,
        }
        self.sagepay.write(keys)
        for button in (
            "action_sagepay_check",
            "action_sagepay_freeze_base_url",
            "action_sagepay_make_journal",
        ):
            form = self.form()
            with self.subTest(button=button), self.test_cursors():
                getattr(form, button)()
                self.env.invalidate_all()
                self.assertEqual(form.sagepay_service_key, SERVICE_KEY)
                self.assertEqual(form.sagepay_account_key, ACCOUNT_KEY)
            self.assertNotIn(SERVICE_KEY, self.table_of_forms())
            self.assertNotIn(ACCOUNT_KEY, self.table_of_forms())

    def test_a_key_that_is_typed_leaves_the_other_one_alone(self):
        """O-04: one after the other, in a form that was saved before."""
        self.sagepay.sagepay_service_key = SERVICE_KEY
        form = self.form(sagepay_enabled=True)
        for name, key in (
            ("sagepay_account_key", ACCOUNT_KEY),
            ("sagepay_service_key", NEW_KEY),
        ):
            self.env.invalidate_all()
            form.write({name: key})
        self.env.invalidate_all()
        self.assertEqual(form.sagepay_account_key, ACCOUNT_KEY)
        form.sagepay_account_key = False
        self.env.invalidate_all()
        self.assertEqual(form.sagepay_service_key, NEW_KEY)
        self.assertFalse(form.sagepay_account_key)

    def test_keys_that_were_typed_and_checked_are_there_to_be_saved(self):
        """O-03, O-04: Check keeps them for Save, and Save takes them out of the row."""
        self.sagepay.write(
            {"sagepay_service_key": SERVICE_KEY, "sagepay_account_key": ACCOUNT_KEY}
        )
        form = self.form(
            sagepay_enabled=True,
            sagepay_account_number=ACCOUNT,
            sagepay_service_key=NEW_KEY,
            sagepay_account_key=False,
        )
        with self.test_cursors():
            form.action_sagepay_check()
            self.env.invalidate_all()
            self.assertEqual(form.sagepay_service_key, NEW_KEY)
            self.assertFalse(form.sagepay_account_key)
            form.execute()
        self.env.invalidate_all()
        self.assertEqual(self.sagepay.sagepay_service_key, NEW_KEY)
        self.assertFalse(self.sagepay.sagepay_account_key)
        self.assertNotIn(NEW_KEY, self.table_of_forms())

    def test_keys_are_masked_in_both_forms(self):
        """O-03: shown to administrators only when they ask."""
        for model, names in (
            ("res.config.settings", ("sagepay_service_key", "sagepay_account_key")),
            ("payment.provider", ("sagepay_service_key", "sagepay_account_key")),
        ):
            arch = self.env[model].with_user(self.admin).get_view(view_type="form")
            for name in names:
                with self.subTest(model=model, name=name):
                    pattern = rf'name="{name}"[^>]*widget="sagepay_secret"'
                    self.assertRegex(arch["arch"], pattern)
