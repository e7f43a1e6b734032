import json
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.tests import tagged

from .. import const
from .common import TRACE, SagepayCommon


@tagged("post_install", "-at_install")
class TestRetention(SagepayCommon):
    """O-11: what is about a person goes on schedule, what is about money stays."""

    def setUp(self):
        super().setUp()
        self.tx = self.make_tx(self.make_invoice(100.0))
        self.gateway.knows(TRACE, self.tx.reference)
        self.notice = self.tell(
            self.fields_for(self.tx, Extra2="Thandi CANARY", Reason="for CANARY")
        )

    def age(self, days, notice=None):
        """Let a notice have come so many days ago, and run the job."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sagepay_notice SET received_at = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=days), (notice or self.notice).id],
        )
        self.env.invalidate_all()
        with self.test_cursors(), self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["sagepay.notice"]._cron_prune()
        self.env.invalidate_all()

    def everything(self):
        """Return the whole row as text."""
        self.env.cr.execute(
            "SELECT row_to_json(n)::text FROM sagepay_notice n WHERE id = %s",
            [self.notice.id],
        )
        return self.env.cr.fetchone()[0]

    def test_personal_data_goes_and_amounts_stay(self):
        """IP address, extras, free texts; not the money."""
        self.assertIn("164.160.81.49", self.everything())
        self.assertIn("CANARY", self.everything())
        self.age(const.KEEP_PERSONAL_DAYS + 1)
        self.assertNotIn("164.160.81.49", self.everything())
        self.assertNotIn("CANARY", self.everything())
        posted = dict(json.loads(self.notice.posted))
        self.assertEqual(posted["Amount"], "100.00")
        self.assertEqual(posted["RequestTrace"], TRACE)
        self.assertEqual(self.notice.reply_amount, 100.0)
        self.assertEqual(self.notice.reference, self.tx.reference)
        self.assertEqual(self.notice.outcome, "paid")
        self.assertTrue(self.notice.pruned_at)
        self.assertPaidOnce(self.tx)

    def test_nothing_goes_before_its_time(self):
        """A dispute in the first year still finds the evidence."""
        self.age(const.KEEP_PERSONAL_DAYS - 1)
        self.assertIn("164.160.81.49", self.everything())
        self.assertFalse(self.notice.pruned_at)

    def test_the_time_is_a_setting(self):
        """Other businesses have other duties."""
        self.env["ir.config_parameter"].sudo().set_param(
            const.KEEP_PERSONAL_PARAMETER, "30"
        )
        self.age(31)
        self.assertNotIn("164.160.81.49", self.everything())

    def test_a_senseless_setting_is_the_usual_time(self):
        """Nobody loses evidence by a typing error."""
        for text in ("", "soon", "-5"):
            self.env["ir.config_parameter"].sudo().set_param(
                const.KEEP_PERSONAL_PARAMETER, text
            )
            self.age(31)
            self.assertIn("164.160.81.49", self.everything())

    def test_the_job_runs_once_over_each_row_and_daily(self):
        """Nothing is rewritten twice."""
        self.age(const.KEEP_PERSONAL_DAYS + 1)
        first = self.notice.pruned_at
        self.age(const.KEEP_PERSONAL_DAYS + 2)
        self.assertEqual(self.notice.pruned_at, first)
        cron = self.env.ref("payment_sagepay.cron_prune_notices")
        self.assertTrue(cron.active)
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "days"))

    def test_what_is_still_being_asked_about_is_left_alone(self):
        """A notice is whole until it is settled."""
        waiting = self.tell(self.fields_for(self.tx, trace="9.9", Extra2="CANARY"))
        self.assertTrue(waiting.next_check_at)
        self.age(const.KEEP_PERSONAL_DAYS + 1, waiting)
        self.assertIn("CANARY", waiting.posted)
