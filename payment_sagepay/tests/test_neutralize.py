from odoo.tests import tagged
from odoo.tools.misc import file_open

from .settings_common import ACCOUNT, ACCOUNT_KEY, SettingsCommon


@tagged("post_install", "-at_install")
class TestNeutralize(SettingsCommon):
    """A copy of the database takes no money and calls nobody (O-06)."""

    def test_a_neutralized_copy_keeps_no_key_and_calls_nobody(self):
        """O-06: forms, scheduled actions and e-mails that are due included."""
        self.sagepay.write(
            {"sagepay_account_number": ACCOUNT, "sagepay_account_key": ACCOUNT_KEY}
        )
        self.form(sagepay_service_key=ACCOUNT_KEY)
        tx = self.make_tx(self.make_invoice(100.0))
        self.pay(tx)
        self.assertTrue(tx.sagepay_mail_due_at)
        self.env.flush_all()
        with file_open("payment_sagepay/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertFalse(self.sagepay.sagepay_account_number)
        self.assertFalse(self.sagepay.sagepay_account_key)
        self.env.cr.execute("SELECT * FROM res_config_settings")
        self.assertNotIn(ACCOUNT_KEY, str(self.env.cr.fetchall()))
        self.assertFalse(tx.sagepay_mail_due_at)
        data = self.env["ir.model.data"].search(
            [("module", "=", "payment_sagepay"), ("model", "=", "ir.cron")]
        )
        crons = self.env["ir.cron"].browse(data.mapped("res_id"))
        self.assertFalse(any(crons.mapped("active")))
