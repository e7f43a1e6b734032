import os
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .settings_common import ACCOUNT, ACCOUNT_KEY, SettingsCommon


@tagged("post_install", "-at_install")
class TestHealth(SettingsCommon):
    """The configuration is looked at before it costs money."""

    def setUp(self):
        super().setUp()
        self.set_base("https://books.example.com", frozen=True)

    def set_base(self, url, frozen=False):
        """Let this Odoo have an address."""
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.base.url", url)
        parameters.set_param("web.base.url.freeze", "True" if frozen else False)

    def line(self):
        """Return the payment method line receipts are booked by."""
        return self.env["account.payment.method.line"].search(
            [("payment_provider_id", "=", self.sagepay.id)]
        )

    def assertCannotBeEnabled(self, words):
        """Fail unless switching on is refused with these words."""
        self.sagepay.state = "disabled"
        with self.assertRaises(ValidationError) as refusal:
            self.sagepay.state = "test"
        self.assertIn(words, str(refusal.exception))
        self.env.invalidate_all()
        self.assertEqual(self.sagepay.state, "disabled")

    def test_a_good_configuration_has_no_findings(self):
        """Nothing cries wolf."""
        self.sagepay.sagepay_account_number = ACCOUNT
        self.sagepay.sagepay_account_key = ACCOUNT_KEY
        self.press_check()
        self.assertEqual(self.findings(), [])

    def test_no_bank_account(self):
        """M-13: nowhere to book the money."""
        self.sagepay.state = "disabled"
        self.line().unlink()
        banks = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id)]
        )
        banks.write({"type": "general"})
        self.assertCannotBeEnabled("Choose the bank account")

    def test_two_method_lines(self):
        """M-13: core would not know which of them to book by."""
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO account_payment_method_line (name, sequence, "
            "payment_method_id, payment_account_id, journal_id, payment_provider_id) "
            "SELECT name, sequence, payment_method_id, payment_account_id, "
            "journal_id, payment_provider_id FROM account_payment_method_line "
            "WHERE id = %s",
            [self.line().id],
        )
        self.env.invalidate_all()
        self.assertEqual(len(self.line()), 2)
        self.assertIn("booking", self.findings())
        self.assertCannotBeEnabled("There must be exactly one")

    def test_an_archived_account(self):
        """M-13"""
        account = self.line().payment_account_id
        self.assertTrue(account)
        account.active = False
        self.assertIn("booking", self.findings())
        self.assertCannotBeEnabled("is archived")

    def test_an_archived_bank_account(self):
        """M-13"""
        self.journal.active = False
        self.assertIn("booking", self.findings())
        self.assertCannotBeEnabled("is archived")

    def test_a_bank_account_of_another_company(self):
        """M-13: however it came to be chosen."""
        other = self.setup_other_company()["default_journal_bank"]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_payment_method_line SET journal_id = %s WHERE id = %s",
            [other.id, self.line().id],
        )
        self.env.invalidate_all()
        self.assertCannotBeEnabled("belongs to")

    def test_a_bank_account_in_another_currency(self):
        """M-13: rand arrives."""
        foreign = self.journal.copy({"currency_id": self.currency_euro.id})
        self.sagepay.journal_id = foreign
        self.assertCannotBeEnabled("is kept in EUR")

    def test_the_form_is_refused_with_the_same_sentence(self):
        """Enabling in the settings looks at the bank account chosen there."""
        self.sagepay.state = "disabled"
        archived = self.journal.copy()
        archived.active = False
        with self.assertRaises(ValidationError) as refusal:
            self.settings(sagepay_enabled=True, sagepay_journal_id=archived.id)
        self.assertIn("is archived", str(refusal.exception))
        self.settings(sagepay_enabled=True, sagepay_journal_id=self.journal.id)
        self.assertEqual(self.sagepay.state, "test")

    def test_an_address_the_gateway_cannot_reach(self):
        """O-08: local, private or without https."""
        inside = "127.0.0.1 10.0.0.7 localhost books books.local books.lan "
        inside += "books.internal books.test books.example"
        for base in (
            "http://books.example.com",
            *(f"https://{host}" for host in inside.split()),
        ):
            with self.subTest(base=base):
                self.set_base(base, frozen=True)
                self.assertIn("base_url", self.findings())
                self.assertFalse(self.form().sagepay_url_is_public)
        self.set_base("https://books.example.com", frozen=True)
        self.assertTrue(self.form().sagepay_url_is_public)

    def test_the_address_is_kept_by_one_button(self):
        """O-08: nobody's login changes it afterwards."""
        self.set_base("https://books.example.com", frozen=False)
        self.assertIn("base_url_not_frozen", self.findings())
        self.form().action_sagepay_freeze_base_url()
        self.assertNotIn("base_url_not_frozen", self.findings())
        self.env["res.users"].authenticate(
            {
                "login": self.admin.login,
                "password": self.admin.login,
                "type": "password",
            },
            {"base_location": "https://evil.example.com", "interactive": False},
        )
        self.assertEqual(
            self.sagepay._sagepay_callback_urls()["notify"],
            "https://books.example.com/payment/sagepay/notify",
        )

    def test_keeping_the_address_is_for_administrators(self):
        """It is a setting of the whole database."""
        self.set_base("https://books.example.com", frozen=False)
        form = self.form().with_user(self.internal_user)
        with self.assertRaises(UserError):
            form.action_sagepay_freeze_base_url()

    def test_a_server_that_does_not_know_which_database_is_meant(self):
        """O-07: in the settings and on the list; one database of the name is fine."""
        own = self.env.cr.dbname
        lines = self.env["sagepay.to.look.at"].with_user(self.admin)
        cause = [("cause", "=", "databases")]
        for databases, wrong in (
            ([own], False),
            ([own, "other"], True),
            (["other"], True),
            ([], True),
        ):
            with (
                self.subTest(databases=databases),
                patch("odoo.http.db_list", return_value=databases) as asked,
            ):
                self.assertEqual("databases" in self.findings(), wrong)
                self.assertEqual(lines.search_count(cause), int(wrong))
                self.assertEqual(asked.call_args.kwargs["host"], "books.example.com")

    def test_scheduled_actions_that_are_off(self):
        """C-07: core's and every one of ours."""
        crons = self.env["ir.model.data"].search(
            [("module", "=", "payment_sagepay"), ("model", "=", "ir.cron")]
        )
        self.assertGreaterEqual(len(crons), 3)
        post_process = self.env.ref("payment.cron_post_process_payment_tx")
        for cron in post_process | self.env["ir.cron"].browse(crons.mapped("res_id")):
            with self.subTest(cron=cron.name):
                cron.active = False
                self.assertIn("cron", self.findings())
                cron.active = True
        self.assertNotIn("cron", self.findings())

    def test_a_simulator_on_this_server(self):
        """O-05: said in test mode, red when live."""
        for state, level in (("test", "info"), ("enabled", "danger")):
            self.sagepay.state = state
            with patch.dict(
                os.environ, {"SAGEPAY_SIMULATOR_URL": "http://127.0.0.1:9"}
            ):
                found = {f.code: f.level for f in self.sagepay._sagepay_findings()}
            self.assertEqual(found["simulator"], level)

    def test_a_demo_provider_beside_live_sage_pay(self):
        """O-05: it could pay anything."""
        demo = self.env["payment.provider"].create(
            {"name": "Demo", "company_id": self.company.id, "state": "test"}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_provider SET code = 'demo' WHERE id = %s", [demo.id]
        )
        self.sagepay.state = "enabled"
        self.assertIn("demo_provider", self.findings())
        self.sagepay.state = "test"
        self.assertNotIn("demo_provider", self.findings())

    def test_what_customers_do_not_see(self):
        """Switched on, and still not offered."""
        self.sagepay.is_published = False
        self.assertIn("unpublished", self.findings())
        self.sagepay.payment_method_ids.active = False
        self.assertIn("no_method", self.findings())

    def test_where_sage_pay_does_not_serve(self):
        """Said, not refused: the business knows better."""
        self.company.country_id = self.env.ref("base.na")
        self.assertIn("country", self.findings())

    def test_a_notification_that_reaches_nobody(self):
        """Ticked, with nobody to send it to."""
        self.company.email = False
        self.sagepay.sagepay_mail_business = True
        self.assertIn("mail_nobody", self.findings())
        self.company.email = "shop@example.com"
        self.assertNotIn("mail_nobody", self.findings())
        addresses = self.sagepay._sagepay_business_addresses()
        self.assertEqual(len(addresses), 1)
        self.assertIn("shop@example.com", addresses[0])

    def test_findings_are_shown_in_both_forms(self):
        """And escaped: names are anybody's."""
        self.sagepay.is_published = False
        self.journal.name = "<b>Bank</b>"
        self.journal.active = False
        for html in (
            self.form().sagepay_findings,
            self.sagepay.with_user(self.admin).sagepay_findings,
        ):
            self.assertIn("it is not published", html)
            self.assertIn("&lt;b&gt;Bank", html)
            self.assertNotIn("<b>Bank", html)
