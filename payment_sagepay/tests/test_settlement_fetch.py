import os
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .settlement_common import DAY, Account
from .settlement_fetch_common import ACCOUNT_KEY, FETCH_LOG, MORNING, FetchCommon


@tagged("post_install", "-at_install")
class TestSettlementFetch(FetchCommon):
    """The statement is fetched day by day, and no day is lost or asked for twice."""

    def test_a_day_is_asked_for_waited_for_and_booked(self):
        """G-12: not ready is no error."""
        tx = self.closed_day()
        self.service.waits["900020260302"] = 2
        self.run_fetch()
        self.assertEqual(self.day().state, "imported")
        self.assertTrue(tx.payment_id.is_matched)
        self.assertEqual(self.service.requests(), [DAY])
        self.assertAgrees()

    def test_a_day_that_is_waiting_is_not_asked_for_again(self):
        """G-12: the request number is kept over runs and restarts."""
        self.closed_day()
        self.service.waits["900020260302"] = 9
        self.run_fetch()
        self.assertEqual(self.day().state, "requested")
        self.assertEqual(self.day().polling_id, "900020260302")
        self.run_fetch(MORNING + timedelta(minutes=10))
        self.run_fetch(MORNING + timedelta(minutes=20))
        self.assertEqual(self.day().state, "imported")
        self.assertEqual(self.service.requests(), [DAY])

    def test_a_request_that_is_never_answered_is_made_again_after_a_day(self):
        """G-12"""
        self.closed_day()
        self.sagepay.sagepay_catch_up_days = 3
        self.service.waits["900020260302"] = 6
        self.run_fetch()
        self.run_fetch(MORNING + timedelta(hours=30))
        self.run_fetch(MORNING + timedelta(hours=31))
        self.assertEqual(self.service.requests().count(DAY), 2)
        self.assertEqual(self.day().state, "imported")

    def test_missed_days_are_caught_up_in_their_order(self):
        self.sagepay.sagepay_catch_up_days = 7
        for _day in range(4):
            self.closed_day()
        self.run_fetch(MORNING + timedelta(days=3))
        days = self.days.search([("state", "=", "imported")], order="date")
        self.assertEqual(
            days.mapped("date"), [DAY + timedelta(days=n) for n in range(4)]
        )
        self.assertAgrees()
        self.assertFalse(self.open_exceptions("day_missing"))

    def test_a_day_that_comes_later_heals_the_calendar(self):
        """The day after was there first; nothing stays on the list."""
        self.sagepay.sagepay_catch_up_days = 3
        for _day in range(3):
            self.closed_day()
        late = self.service.files.pop(DAY + timedelta(days=1))
        self.run_fetch(MORNING + timedelta(days=2))
        self.assertEqual(
            self.open_exceptions("day_missing").date, DAY + timedelta(days=1)
        )
        self.assertTrue(self.open_exceptions("balance"))
        self.service.files[DAY + timedelta(days=1)] = late
        self.run_fetch(MORNING + timedelta(days=2, hours=21))
        self.assertFalse(self.open_exceptions())
        self.assertAgrees()

    def test_a_person_gets_a_day_that_is_too_old_to_be_caught_up(self):
        """G-12: no day is lost because nobody looked for a week."""
        for _day in range(3):
            self.closed_day()
        self.run_fetch()
        two_days_later = MORNING + timedelta(days=2)
        self.run_fetch(two_days_later)
        row = self.open_exceptions("day_missing")
        self.assertEqual(row.date, DAY + timedelta(days=1))
        self.run_fetch(two_days_later + timedelta(hours=1))
        self.assertEqual(row.state, "open")
        told = row.action_fetch_again()
        self.assertIn("is asked", told["params"]["message"])
        self.run_fetch(two_days_later + timedelta(hours=2))
        self.assertEqual(row.day_id.state, "imported")
        self.assertFalse(self.open_exceptions())
        self.assertAgrees()

    def test_a_day_that_is_waiting_is_not_asked_for_again_by_a_person(self):
        """G-12: told so; the other days are asked for, its file is collected."""
        self.sagepay.sagepay_catch_up_days = 2
        self.closed_day()
        number = "900020260302"
        self.service.waits[number] = 6
        self.run_fetch()
        waiting = self.day()
        with freeze_time(MORNING + timedelta(minutes=1)):
            told = waiting.action_fetch_again()["params"]["message"]
            self.assertEqual((waiting.polling_id, waiting.refetch), (number, False))
            self.assertIn("Already asked for", told)
            self.assertNotIn("The gateway is asked", told)
            both = waiting + self.day(DAY - timedelta(days=1))
            told = both.action_fetch_again()["params"]["message"]
        self.assertIn("2 Mar 2026", told)
        self.assertIn("The gateway is asked", told)
        self.run_fetch(MORNING + timedelta(minutes=2))
        self.assertEqual(self.service.requests().count(DAY), 1)
        self.assertEqual(self.service.requests().count(DAY - timedelta(days=1)), 2)
        self.assertEqual(waiting.state, "imported")

    def test_a_day_that_waited_too_long_is_asked_for_again_by_a_person(self):
        """G-12: a request of yesterday is not answered any more."""
        self.closed_day()
        self.service.waits["900020260302"] = 5
        self.run_fetch()
        with freeze_time(MORNING + timedelta(hours=25)):
            self.day().action_fetch_again()
        self.assertFalse(self.day().polling_id)
        self.assertTrue(self.day().refetch)

    def test_a_statement_is_asked_for_from_half_past_eight(self):
        """S-11: of the Johannesburg day."""
        self.closed_day()
        self.run_fetch(datetime(2026, 3, 3, 6, 29))
        self.assertNotIn(DAY, self.service.requests())
        self.run_fetch(datetime(2026, 3, 3, 6, 31))
        self.assertEqual(self.day().state, "imported")

    def test_a_day_without_a_statement_yet_is_missing_and_tried_again(self):
        self.run_fetch()
        self.assertEqual(self.day().state, "missing")
        self.assertTrue(self.day().failure)
        self.run_fetch(MORNING + timedelta(minutes=30))
        self.assertEqual(self.service.requests(), [DAY])
        self.closed_day()
        self.run_fetch(MORNING + timedelta(hours=4))
        self.assertEqual(self.day().state, "imported")

    @mute_logger(FETCH_LOG)
    def test_a_gateway_that_may_not_be_asked_stops_nothing_else(self):
        """O-05: the day says why, and the schedule goes on with the others."""
        tx = self.closed_day()
        simulated = {"SAGEPAY_SIMULATOR_URL": "http://127.0.0.1:8899"}
        self.sagepay.sudo().state = "enabled"
        with patch.dict(os.environ, simulated):
            self.run_fetch()
        self.assertIn("simulator", self.day().failure)
        self.run_fetch(MORNING + timedelta(hours=21))
        self.assertEqual(self.day().state, "imported")
        self.assertTrue(tx.payment_id.is_matched)

    @mute_logger(FETCH_LOG)
    def test_a_locked_period_is_booked_after_it_is_opened(self):
        """C-06: the lines wait, the reason is shown, nothing is lost."""
        tx = self.closed_day()
        book = type(self.lines)._book

        def locked(lines):
            raise UserError(lines.env._("The period is locked."))

        with patch.object(type(self.lines), "_book", locked):
            self.run_fetch()
        day = self.day()
        self.assertEqual(day.state, "booking")
        self.assertIn("locked", day.failure)
        self.assertTrue(self.open_exceptions("day_missing"))
        self.assertIs(type(self.lines)._book, book)
        self.run_fetch(MORNING + timedelta(hours=4))
        self.assertEqual(day.state, "imported")
        self.assertTrue(tx.payment_id.is_matched)
        self.assertFalse(self.open_exceptions())
        self.assertEqual(len(self.service.asked), 2)

    def test_a_pending_transfer_is_confirmed_the_same_day(self):
        """The interim statement confirms; the daily one is booked."""
        tx = self.make_tx(self.make_invoice(100.0))
        tx._set_pending()
        tx.flush_recordset()
        number = self.account.receive(tx, code="PNE")
        self.service.interim = [self.account.close().decode()]
        self.run_fetch(datetime(2026, 3, 2, 12, 0))
        self.assertPaidOnce(tx)
        self.assertFalse(tx.payment_id.is_matched)
        self.assertEqual(self.balance(), 0)
        self.account = Account()
        self.account.receive(tx, code="PNE", number=number)
        self.service.files[DAY] = self.account.close()
        self.run_fetch()
        self.assertTrue(tx.payment_id.is_matched)
        self.assertPaidOnce(tx)
        self.assertAgrees()

    def test_nothing_is_asked_without_a_key_or_when_switched_off(self):
        for values in (
            {"sagepay_account_key": False},
            {"sagepay_account_key": ACCOUNT_KEY, "sagepay_fetch": False},
        ):
            self.sagepay.sudo().write(values)
            self.run_fetch()
        self.assertFalse(self.service.asked)
