from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.tests.common import new_test_user

from ..paynow.errors import PayNowError
from ..paynow.keys import KeyCheck, KeyClient, build_key_check
from .common import SagepayCommon

ACCOUNT = "51005101234"
ACCOUNT_KEY = "55555555-6666-4777-8888-999999999999"
NEW_KEY = "aaaaaaaa-2222-4333-8444-555555555555"


class SettingsCommon(SagepayCommon):
    """An administrator who saves settings, and a gateway that knows some keys."""

    def setUp(self):
        super().setUp()
        self.admin = new_test_user(
            self.env,
            login="settings admin",
            groups="base.group_system,account.group_account_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.asked = []
        self.reply = KeyCheck("001", {14: "001", 5: "001"})
        test = self

        def answer(client, account, keys, vendor_key):
            build_key_check(account, keys, vendor_key)  # refuses what cannot be sent
            test.asked.append((account, dict(keys)))
            if isinstance(test.reply, PayNowError):
                raise test.reply
            statuses = test.reply.service_statuses
            return KeyCheck(
                test.reply.account_status,
                {number: statuses[number] for number in keys if number in statuses},
            )

        self.startPatcher(patch.object(KeyClient, "check_keys", answer))

    def form(self, **values):
        """Return the settings form as an administrator has filled it in."""
        model = self.env["res.config.settings"].with_user(self.admin)
        return model.with_company(self.company).create(values)

    def settings(self, **values):
        """Save the settings with these values, as an administrator does."""
        settings = self.form(**values)
        with self.test_cursors():
            result = settings.execute()
        self.env.invalidate_all()
        self.result = result
        return settings

    def press_check(self, **values):
        """Press Check in a form with these values; return what is shown."""
        with self.test_cursors():
            action = self.form(**values).action_sagepay_check()
        self.env.invalidate_all()
        return action["params"]

    def run_daily_check(self):
        """Run the scheduled check as the scheduler does."""
        with self.test_cursors(), self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["payment.provider"]._cron_sagepay_check_keys()
        self.env.invalidate_all()

    def checks(self):
        """Return every check of keys that was written down, the newest first."""
        self.env.invalidate_all()
        return self.env["sagepay.key.check"].sudo().search([])

    def findings(self):
        """Return the codes of everything that is found in the configuration."""
        self.env.invalidate_all()
        return [finding.code for finding in self.sagepay._sagepay_findings()]

    @contextmanager
    def minutes_later(self, minutes):
        """Let every written check be ``minutes`` older."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sagepay_key_check SET asked_at = asked_at - %s * interval "
            "'1 minute'",
            [minutes],
        )
        self.env.invalidate_all()
        yield
