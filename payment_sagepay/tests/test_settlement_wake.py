from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .settlement_fetch_common import MORNING, FetchCommon


@tagged("post_install", "-at_install")
class TestSettlementWake(FetchCommon):
    """The scheduled action comes back when there is something to do, and only then."""

    def calls(self):
        """Return when the scheduled action is to be called besides its hours."""
        cron = self.env.ref("payment_sagepay.cron_fetch_statements")
        triggers = self.env["ir.cron.trigger"].sudo()
        return triggers.search([("cron_id", "=", cron.id)]).mapped("call_at")

    def clear(self):
        """Forget the calls, as the scheduled action does before it runs."""
        self.env["ir.cron.trigger"].sudo().search([]).unlink()
        self.env.flush_all()

    def waiting_day(self):
        self.closed_day()
        self.service.waits["900020260302"] = 9
        self.clear()
        self.run_fetch()
        self.assertEqual(self.day().state, "requested")

    def test_it_comes_back_for_a_day_that_is_being_made(self):
        self.waiting_day()
        self.assertIn(self.day().next_try_at, self.calls())
        self.assertGreater(self.day().next_try_at, MORNING)

    def test_it_does_not_come_back_for_what_it_leaves_alone(self):
        """A row nothing is done about must not call it without end."""
        self.waiting_day()
        for values in ({"sagepay_fetch": False}, {"state": "disabled"}):
            with self.subTest(values=values):
                self.sagepay.sudo().write({"sagepay_fetch": True, "state": "test"})
                self.sagepay.sudo().write(values)
                self.clear()
                self.run_fetch(MORNING + timedelta(hours=1))
                self.assertFalse(self.calls())

    def test_it_does_not_come_back_for_an_interim_statement_of_a_past_day(self):
        tx = self.make_tx(self.make_invoice(100.0))
        tx._set_pending()
        tx.flush_recordset()
        evening = datetime(2026, 3, 2, 20, 30)
        with freeze_time(evening):
            row = self.days._of(self.sagepay, evening.date(), "interim")
            row.write({"state": "requested", "next_try_at": evening})
            row.flush_recordset()
        self.clear()
        self.run_fetch(MORNING)
        self.assertTrue(all(call > MORNING for call in self.calls()), self.calls())

    def test_a_bookkeeper_fetches_days_of_the_own_company_alone(self):
        """A-12"""
        self.waiting_day()
        stranger = self.bookkeeper_elsewhere()
        with freeze_time(MORNING + timedelta(hours=30)):
            with self.assertRaises(AccessError):
                self.day().with_user(stranger).action_fetch_again()
        self.assertTrue(self.day().polling_id)
        self.assertFalse(self.day().refetch)
