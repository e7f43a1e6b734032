from odoo.tests import tagged

from ..paynow.errors import Malformed, RetryLater
from ..paynow.keys import KeyCheck
from .settings_common import ACCOUNT, ACCOUNT_KEY, SettingsCommon

WRONG = KeyCheck("001", {14: "106", 5: "001"})
LOCKED = KeyCheck("201", {})


@tagged("post_install", "-at_install")
class TestKeyCheckLock(SettingsCommon):
    """The gateway locks the account after the third failed try: it is never made."""

    def setUp(self):
        super().setUp()
        keys = {"sagepay_account_number": ACCOUNT, "sagepay_account_key": ACCOUNT_KEY}
        self.sagepay.write(keys)

    def test_a_locked_account_is_left_alone_for_ten_minutes(self):
        """Asking again would only prolong it."""
        self.reply = LOCKED
        self.press_check()
        self.press_check()
        self.assertEqual(len(self.asked), 1)

    def test_a_success_ends_the_count(self):
        """Two typing errors, then the right key, then any number of checks."""
        self.reply = WRONG
        self.press_check()
        self.reply = KeyCheck("001", {14: "001", 5: "001"})
        self.press_check()
        self.reply = WRONG
        self.press_check()
        self.press_check()
        self.assertEqual(len(self.asked), 4)

    def test_two_checks_never_run_at_the_same_time(self):
        """The second would be another try before the first is answered."""
        keys = self.sagepay._sagepay_keys()
        checks = self.env["sagepay.key.check"].sudo()
        row_id, refusal = checks._begin(self.sagepay.id, keys, False)
        self.assertTrue(row_id)
        self.assertFalse(refusal)
        self.assertIn("at this moment", self.press_check()["message"])
        self.assertFalse(self.asked)

    def test_a_check_whose_worker_died_does_not_block_the_next(self):
        """C-03: it counts as a failed one, because it may have been."""
        keys = self.sagepay._sagepay_keys()
        self.env["sagepay.key.check"].sudo()._begin(self.sagepay.id, keys, False)
        with self.minutes_later(3):
            self.press_check()
        self.assertEqual(len(self.asked), 1)
        self.assertEqual(self.checks().mapped("result"), ["valid", "interrupted"])

    def test_answers_that_are_lost_may_have_been_failed_tries(self):
        """Two of them, and the third is not made; what never arrived does not count."""
        for error, asked in (
            (RetryLater("no route", code="connect"), 3),
            (RetryLater("too slow", code="timeout"), 2),
            (Malformed("half of an answer", code="reply"), 2),
        ):
            with self.subTest(code=error.code), self.minutes_later(30):
                self.asked.clear()
                self.reply = error
                for _time in range(3):
                    self.press_check()
                self.assertEqual(len(self.asked), asked)
