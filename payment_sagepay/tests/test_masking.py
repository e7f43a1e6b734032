import os
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from odoo.addons.payment.const import SENSITIVE_KEYS
from odoo.addons.payment.logging import get_payment_logger

from .common import SERVICE_KEY
from .settings_common import ACCOUNT, ACCOUNT_KEY, SettingsCommon

FIELDS = (
    "sagepay_account_number",
    "sagepay_service_key",
    "sagepay_account_key",
    "sagepay_vendor_key",
)


@tagged("post_install", "-at_install")
class TestMasking(SettingsCommon):
    """Keys stay with administrators, wherever one looks (O-03)."""

    def setUp(self):
        super().setUp()
        self.sagepay.write(
            {"sagepay_account_number": ACCOUNT, "sagepay_account_key": ACCOUNT_KEY}
        )
        self.accountant = new_test_user(
            self.env,
            login="accountant",
            groups="account.group_account_manager,base.group_allow_export",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def test_only_administrators_read_export_and_see_them(self):
        """By every generic way in."""
        for user in (self.accountant, self.portal_user, self.public_user):
            provider = self.sagepay.with_user(user)
            for name in FIELDS:
                with self.subTest(user=user.id, name=name):
                    with self.assertRaises(AccessError):
                        provider.read([name])
                    with self.assertRaises(UserError):
                        provider.export_data([name])
                    self.assertNotIn(name, provider.fields_get())

    def test_a_key_cannot_be_guessed_by_searching(self):
        """Character by character, as a filter would allow."""
        for name in FIELDS:
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.env["payment.provider"].with_user(self.accountant).search(
                    [(name, "=like", "1%")]
                )

    def test_a_copied_provider_has_no_account(self):
        """Two companies never share an account by accident."""
        copy = self.sagepay.copy()
        self.assertFalse(copy.sagepay_account_number)
        self.assertFalse(copy.sagepay_service_key)
        self.assertFalse(copy.sagepay_account_key)

    def test_resetting_forgets_all_of_it(self):
        """Account number and both keys."""
        self.sagepay.action_reset_credentials()
        for name in FIELDS[:3]:
            self.assertFalse(self.sagepay[name])

    def test_the_payment_log_masks_them(self):
        """Whatever is logged with its name."""
        name = "odoo.addons.payment_sagepay.masking"
        logger = get_payment_logger(name, sensitive_keys=SENSITIVE_KEYS)
        with self.assertLogs(name, "WARNING") as log:
            logger.warning(
                "%s %s",
                {
                    "sagepay_account_key": ACCOUNT_KEY,
                    "sagepay_service_key": SERVICE_KEY,
                },
                f"{{'m1': '{SERVICE_KEY}'}}",
            )
        text = str([record.getMessage() for record in log.records])
        self.assertIn("sagepay_account_key", text)
        self.assertNotIn(SERVICE_KEY, text)
        self.assertNotIn(ACCOUNT_KEY, text)

    def test_keys_in_a_traceback_show_nothing(self):
        """The value object a check carries."""
        keys = self.sagepay._sagepay_keys()
        self.assertEqual(keys.service, SERVICE_KEY)
        self.assertNotIn(SERVICE_KEY, repr(keys))
        self.assertNotIn(ACCOUNT_KEY, str(keys))
        self.assertNotIn(SERVICE_KEY, keys.fingerprint)

    def test_a_simulator_is_never_asked_about_live_keys(self):
        """O-05: it would learn them, and its answer would mean nothing."""
        with patch.dict(os.environ, {"SAGEPAY_SIMULATOR_URL": "http://127.0.0.1:9"}):
            shown = self.press_check(sagepay_mode="live")
            self.assertIn("test payments only", shown["message"])
            self.assertFalse(self.asked)
            self.press_check(sagepay_mode="test")
        self.assertEqual(len(self.asked), 1)
        self.assertEqual(len(self.checks()), 1)
