from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from ..paynow.errors import RetryLater
from ..paynow.keys import KeyCheck
from .common import SERVICE_KEY
from .settings_common import ACCOUNT, ACCOUNT_KEY, NEW_KEY, SettingsCommon

WRONG = KeyCheck("001", {14: "106", 5: "001"})
LOCKED = KeyCheck("201", {})


@tagged("post_install", "-at_install")
class TestKeyCheck(SettingsCommon):
    """Keys are checked before they are stored, and never in a loop (O-03, O-04)."""

    def setUp(self):
        super().setUp()
        self.sagepay.write(
            {
                "sagepay_account_number": ACCOUNT,
                "sagepay_account_key": ACCOUNT_KEY,
            }
        )

    def change_key(self, key=NEW_KEY):
        """Save the settings with another Pay Now service key."""
        return self.settings(sagepay_service_key=key)

    def refused(self, key=NEW_KEY):
        """Save another key, which is refused; return what the user is told.

        Without the savepoint of ``assertRaises``: what was written down about the
        check is committed by then, outside a test.
        """
        try:
            self.change_key(key)
        except UserError as refusal:
            self.env.invalidate_all()
            return str(refusal)
        return self.fail("The key was not refused")

    def test_new_keys_are_asked_about_once_and_stored(self):
        """Account number and all keys in one question."""
        self.change_key()
        self.assertEqual(self.asked, [(ACCOUNT, {14: NEW_KEY, 5: ACCOUNT_KEY})])
        self.assertEqual(self.sagepay.sagepay_service_key, NEW_KEY)
        check = self.checks()
        self.assertEqual(check.result, "valid")
        self.assertEqual(check.create_uid, self.admin)
        self.assertFalse(check.automatic)

    def test_saving_without_a_change_asks_nothing(self):
        """Every saved page of settings would be a try otherwise."""
        self.settings()
        self.assertFalse(self.asked)

    def test_a_wrong_key_is_not_stored_and_the_old_one_stays(self):
        """The user is told which key failed, and nothing is lost."""
        self.reply = WRONG
        told = self.refused()
        self.assertIn("The Pay Now service key is not a key of this account.", told)
        self.assertIn("stay in use", told)
        self.assertNotIn(NEW_KEY, told)
        self.assertEqual(self.sagepay.sagepay_service_key, SERVICE_KEY)
        self.assertEqual(self.checks().result, "wrong")

    def test_nothing_else_of_the_form_is_saved_with_a_wrong_key(self):
        """Half a form would be a surprise."""
        self.reply = WRONG
        with self.assertRaises(UserError):
            self.settings(sagepay_service_key=NEW_KEY, sagepay_mode="live")
        self.assertEqual(self.sagepay.state, "test")

    def test_the_words_name_the_part_that_is_wrong(self):
        """In plain words, without a code."""
        for reply, words in (
            (KeyCheck("104", {}), f"no active account with the number {ACCOUNT}"),
            (KeyCheck("103", {}), "does not know the software vendor key"),
            (KeyCheck("001", {14: "105", 5: "001"}), "no active Pay Now service"),
            (KeyCheck("001", {14: "001", 5: "106"}), "The Account service key is not"),
            (KeyCheck("001", {14: "001", 5: "105"}), "no active account service"),
            (LOCKED, "locked the account for ten minutes"),
        ):
            with self.subTest(words=words), self.minutes_later(30):
                self.reply = reply
                self.assertIn(words, self.press_check()["message"])

    def test_a_refused_key_saved_again_is_not_asked_about_again(self):
        """Each try counts towards the lock."""
        self.reply = WRONG
        self.refused()
        self.refused()
        self.assertEqual(len(self.asked), 1)

    def test_a_third_failed_check_within_ten_minutes_is_not_made(self):
        """Three lock the account; the user is told until when."""
        self.reply = WRONG
        self.refused()
        self.assertEqual(self.press_check()["type"], "danger")
        told = self.press_check()
        self.assertEqual(len(self.asked), 2)
        self.assertIn("a third failed check", told["message"])
        with self.minutes_later(11):
            self.press_check()
        self.assertEqual(len(self.asked), 3)

    def test_no_answer_is_not_a_wrong_key(self):
        """Stored, marked as not confirmed, and asked about again later."""
        self.reply = RetryLater("no route", code="connect")
        self.change_key()
        self.assertEqual(self.sagepay.sagepay_service_key, NEW_KEY)
        self.assertEqual(self.result["params"]["type"], "warning")
        self.assertEqual(self.result["params"]["next"]["tag"], "soft_reload")
        self.assertIn("says nothing about the keys", self.result["params"]["message"])
        self.assertIn("keys_unchecked", self.findings())
        self.assertEqual(self.checks().result, "unclear")

    def test_check_stores_nothing(self):
        """It answers about what stands in the form."""
        shown = self.press_check(sagepay_service_key=NEW_KEY)
        self.assertEqual(shown["type"], "success")
        self.assertEqual(self.asked, [(ACCOUNT, {14: NEW_KEY, 5: ACCOUNT_KEY})])
        self.assertEqual(self.sagepay.sagepay_service_key, SERVICE_KEY)

    def test_check_then_save_asks_once(self):
        """What was just found valid is not asked about again."""
        self.press_check(sagepay_service_key=NEW_KEY)
        self.change_key()
        self.assertEqual(len(self.asked), 1)
        self.assertEqual(self.sagepay.sagepay_service_key, NEW_KEY)

    def test_without_a_vendor_key_the_common_one_is_asked_with(self):
        """A hidden field that somebody has emptied."""
        self.sagepay.sagepay_vendor_key = False
        self.assertEqual(self.press_check()["type"], "success")

    def test_check_without_an_account_number_asks_nothing(self):
        """There is nothing the gateway could answer."""
        with self.assertRaises(UserError):
            self.press_check(sagepay_account_number=False)
        self.assertFalse(self.asked)

    def test_texts_that_cannot_be_keys_are_never_sent(self):
        """O-03: not even as a try."""
        for values in (
            {"sagepay_service_key": "1234"},
            {"sagepay_account_key": SERVICE_KEY[:-1]},
            {"sagepay_account_number": "5100-510"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.settings(**values)
        self.assertFalse(self.asked)

    def test_the_last_check_is_shown(self):
        """When, and what was answered."""
        self.press_check()
        form = self.form()
        self.assertEqual(form.sagepay_check_result, "valid")
        self.assertIn("both keys are valid", form.sagepay_check_text)
        other = self.form(sagepay_service_key=NEW_KEY)
        self.assertFalse(other.sagepay_check_result)
        self.assertFalse(other.sagepay_check_text)

    def test_checks_are_seen_by_administrators_only(self):
        """O-03, and nobody can change what was written down."""
        self.press_check()
        accountant = new_test_user(
            self.env,
            login="accountant",
            groups="account.group_account_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.checks().with_user(accountant).read(["result"])
        with self.assertRaises(AccessError):
            self.checks().with_user(self.admin).write({"result": "valid"})
        self.assertEqual(self.checks().with_user(self.admin).result, "valid")

    def test_no_key_is_written_down_with_a_check(self):
        """O-03"""
        self.press_check()
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM sagepay_key_check")
        rows = str(self.env.cr.fetchall())
        self.assertNotIn(SERVICE_KEY, rows)
        self.assertNotIn(ACCOUNT_KEY, rows)

    def test_payments_on_their_way_finish_with_the_old_key(self):
        """O-04: the look-up needs no key, and the new form carries the new one."""
        old = self.make_tx(self.make_invoice(100.0))
        old_form = old._get_processing_values()["redirect_form_html"]
        self.change_key()
        new = self.make_tx(self.make_invoice(50.0))
        new_form = new._get_processing_values()["redirect_form_html"]
        self.assertIn(SERVICE_KEY, old_form)
        self.assertIn(NEW_KEY, new_form)
        self.assertNotIn(SERVICE_KEY, new_form)
        self.pay(old)
        self.assertPaidOnce(old)
