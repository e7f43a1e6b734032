from odoo.tests import tagged

from ..paynow.errors import Malformed, RetryLater
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
        self.assertIn("not asked again", self.sagepay._sagepay_findings()[0].text)
        mails = self.env["mail.mail"].search([("email_to", "ilike", "owner@")])
        self.assertEqual(len(mails), 1)
        self.assertNotIn(SERVICE_KEY, mails.body_html)
        self.reply = KeyCheck("001", {14: "001", 5: "001"})
        self.sagepay.sagepay_service_key = NEW_KEY
        self.run_daily_check()
        self.assertEqual(len(self.asked), 2)

    def test_a_locked_account_is_not_asked_about_by_itself(self):
        """And the sentence says so."""
        self.reply = KeyCheck("201", {})
        self.run_daily_check()
        with self.minutes_later(25 * 60):
            self.run_daily_check()
        self.assertEqual(len(self.asked), 1)
        self.assertIn("not checked by themselves", self.checks().message)
        self.assertIn("press Check", self.sagepay._sagepay_findings()[0].text)

    def test_a_lost_answer_does_not_end_the_daily_check(self):
        """O-04, G-01: no answer says nothing about the keys; asked the next day.

        Not before: it may have been a failed try, and three in ten minutes lock.
        """
        for error in (
            RetryLater("The gateway answered 500", code="http_500"),
            RetryLater("too slow", code="timeout"),
            Malformed("half of an answer", code="reply"),
        ):
            with self.subTest(code=error.code), self.minutes_later(30 * 24 * 60):
                self.asked.clear()
                self.reply = error
                for _run in range(3):
                    self.run_daily_check()
                self.assertEqual(len(self.asked), 1)
                self.assertEqual(self.checks()[0].result, "interrupted")
                self.assertIn("again tomorrow", self.checks()[0].message)
                for day in range(3):
                    with self.minutes_later(24 * 60):
                        self.run_daily_check()
                    self.assertEqual(len(self.asked), day + 2)
        self.reply = KeyCheck("001", {14: "001", 5: "001"})
        with self.minutes_later(24 * 60):
            self.run_daily_check()
        self.assertNotIn("keys_unchecked", self.findings())

    def test_a_check_that_was_cut_off_is_made_the_next_day(self):
        """C-03: its worker died; the row is closed and the question asked."""
        keys = self.sagepay._sagepay_keys()
        self.env["sagepay.key.check"].sudo()._begin(self.sagepay.id, keys, True)
        with self.minutes_later(24 * 60):
            self.run_daily_check()
        self.assertEqual(self.checks().mapped("result"), ["valid", "interrupted"])

    def test_the_mail_shows_the_name_of_the_company_as_it_is(self):
        """X-05: signs in it are text, not tags."""
        self.company.name = "Tom <b>& Sons"
        self.sagepay.sagepay_mail_business = True
        self.sagepay.sagepay_mail_addresses = "owner@example.com"
        self.reply = WRONG
        self.run_daily_check()
        mail = self.env["mail.mail"].search([("email_to", "ilike", "owner@")])
        self.assertIn("<p>The daily check", mail.body_html)
        self.assertIn("Tom &lt;b&gt;&amp; Sons", mail.body_html)

    def test_a_switched_off_provider_is_not_checked(self):
        """Nobody pays with it."""
        self.sagepay.state = "disabled"
        self.run_daily_check()
        self.assertFalse(self.asked)
