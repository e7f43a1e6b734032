from odoo.tests import tagged

from ..paynow.keys import KeyCheck
from .common import SERVICE_KEY
from .settings_common import ACCOUNT, ACCOUNT_KEY, NEW_KEY, SettingsCommon

WRONG = KeyCheck("001", {14: "106", 5: "001"})


@tagged("post_install", "-at_install")
class TestKeyCheckDaily(SettingsCommon):
    """Keys in use are checked once a day, and never in a loop."""

    def setUp(self):
        super().setUp()
        self.sagepay.write(
            {
                "sagepay_account_number": ACCOUNT,
                "sagepay_account_key": ACCOUNT_KEY,
            }
        )

    def test_the_daily_check_asks_once_a_day(self):
        """No change, one question."""
        self.run_daily_check()
        self.run_daily_check()
        self.assertEqual(len(self.asked), 1)
        self.assertTrue(self.checks().automatic)
        with self.minutes_later(21 * 60):
            self.run_daily_check()
        self.assertEqual(len(self.asked), 2)

    def test_after_a_failed_check_nothing_is_asked_by_itself(self):
        """Not the next day either, until the keys change or a person asks."""
        self.sagepay.sagepay_mail_business = True
        self.sagepay.sagepay_mail_addresses = "owner@example.com"
        self.reply = WRONG
        self.run_daily_check()
        for _day in range(3):
            with self.minutes_later(25 * 60):
                self.run_daily_check()
        self.assertEqual(len(self.asked), 1)
        self.assertIn("keys_wrong", self.findings())
        mails = self.env["mail.mail"].search([("email_to", "ilike", "owner@")])
        self.assertEqual(len(mails), 1)
        self.assertNotIn(SERVICE_KEY, mails.body_html)
        self.reply = KeyCheck("001", {14: "001", 5: "001"})
        self.sagepay.sagepay_service_key = NEW_KEY
        self.run_daily_check()
        self.assertEqual(len(self.asked), 2)

    def test_a_switched_off_provider_is_not_checked(self):
        """Nobody pays with it."""
        self.sagepay.state = "disabled"
        self.run_daily_check()
        self.assertFalse(self.asked)
