from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import statement_fetch
from ..paynow.errors import Malformed, Rejected, RetryLater
from ..paynow.nif import StatementClient
from .settlement_common import DAY, Account, SettlementCommon

ACCOUNT_KEY = "22222222-2222-4333-8444-555555555555"
FETCH_LOG = "odoo.addons.payment_sagepay.statement_fetch"
# Nine in the morning in Johannesburg, the day after DAY.
MORNING = datetime(2026, 3, 3, 7, 0)


class RecordedService:
    """The statement service: files by day, and what it was asked for."""

    def __init__(self):
        self.files, self.waits, self.asked, self.faults = {}, {}, [], []
        self.interim = []

    def request(self, day):
        """Stand in for ``request_statement``."""
        self.asked.append(("request", day))
        if self.faults:
            raise self.faults.pop(0)
        if day not in self.files:
            raise RetryLater("The gateway answered 102: not there yet", code="102")
        return f"9000{day:%Y%m%d}"

    def retrieve(self, polling_id):
        """Stand in for ``retrieve_statement``."""
        self.asked.append(("retrieve", polling_id))
        if self.faults:
            raise self.faults.pop(0)
        if self.waits.get(polling_id, 0) > 0:
            self.waits[polling_id] -= 1
            raise RetryLater("The statement is not ready yet", code="not_ready")
        if polling_id == "90000":
            return self.interim.pop(0) if self.interim else ""
        day = date.fromisoformat(f"{polling_id[4:8]}-{polling_id[8:10]}-{polling_id[10:]}")
        return self.files[day].decode()

    def requests(self):
        """Return the days that were asked for."""
        return [day for what, day in self.asked if what == "request"]


@tagged("post_install", "-at_install")
class TestSettlementFetch(SettlementCommon):
    """The statement is fetched day by day, and no day is lost or asked for twice."""

    def setUp(self):
        super().setUp()
        self.sagepay.sudo().write(
            {"sagepay_account_key": ACCOUNT_KEY, "sagepay_catch_up_days": 1}
        )
        self.service = RecordedService()
        service = self.service
        answers = {
            "request_statement": lambda _self, _key, day: service.request(day),
            "retrieve_statement": lambda _self, _key, number: service.retrieve(number),
            "request_interim_statement": lambda _self, _key: "90000",
        }
        for name, answer in answers.items():
            self.startPatcher(patch.object(StatementClient, name, answer))
        self.startPatcher(patch.object(statement_fetch, "PAUSE", 0))

    def run_fetch(self, now=MORNING):
        """Run the scheduled action at a moment (UTC)."""
        with freeze_time(now), self.test_cursors():
            with self.env.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["sagepay.statement.day"]._cron_fetch()
        self.env.invalidate_all()

    def day(self, wanted=DAY):
        """Return the row of a day."""
        return self.days.search(
            [("date", "=", wanted), ("kind", "=", "day")]
        ).ensure_one()

    def closed_day(self):
        """Let the gateway have a day with one receipt; return its payment."""
        tx, number = self.paid_tx(100.0)
        self.account.receive(tx, number=number)
        wanted = self.account.day
        self.service.files[wanted] = self.account.close()
        return tx

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
        self.run_fetch(MORNING + timedelta(days=2, hours=4))
        self.assertFalse(self.open_exceptions())
        self.assertAgrees()

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

    def test_a_refused_key_stops_and_tells_a_person(self):
        """Asking on would only lock the account."""
        self.sagepay.sagepay_catch_up_days = 5
        for code in ("100", "311"):
            with self.subTest(code=code):
                self.service.asked.clear()
                self.days.search([]).write({"next_try_at": False, "state": "missing"})
                self.service.faults = [Rejected(f"refused {code}", code=code)] * 2
                self.run_fetch()
                self.assertEqual(len(self.service.asked), 1)
                row = self.open_exceptions("fetch_refused")
                self.assertEqual(len(row), 1)
                self.assertIn(code, row.advice)
                self.assertTrue(row.activity_ids)
        self.service.faults = []
        self.closed_day()
        row.day_id.action_fetch_again()
        self.days.search([]).write({"next_try_at": False})
        self.run_fetch()
        self.assertFalse(self.open_exceptions("fetch_refused"))

    def test_trouble_at_the_gateway_is_for_later(self):
        """G-01: each error once; the request number is kept while it may be good."""
        self.closed_day()
        troubles = [
            RetryLater("general error", code="200"),
            RetryLater("The gateway answered 502", code="http_502"),
            Malformed("The reply is not XML", code="xml"),
        ]
        now = MORNING
        for trouble in troubles:
            self.service.faults = [trouble]
            self.run_fetch(now)
            self.assertNotEqual(self.day().state, "imported")
            self.assertIn(str(trouble), self.day().failure)
            now += timedelta(hours=5)
        self.run_fetch(now)
        self.assertEqual(self.day().state, "imported")

    @mute_logger(FETCH_LOG)
    def test_a_faulty_file_is_refused_as_a_whole_with_its_line(self):
        """S-10"""
        self.closed_day()
        good = self.service.files[DAY]
        self.service.files[DAY] = good.replace(b"100.0000\t+", b"100.0001\t+", 1)
        self.run_fetch()
        day = self.day()
        self.assertEqual(day.state, "failed")
        self.assertIn("Line 3: ", day.failure)
        self.assertFalse(day.line_ids)
        self.assertEqual(self.balance(), 0)
        self.service.files[DAY] = good
        self.run_fetch(MORNING + timedelta(hours=21))
        self.assertEqual(day.state, "imported")

    @mute_logger(FETCH_LOG)
    def test_the_file_of_another_day_is_refused(self):
        self.service.files[DAY] = Account(first=DAY + timedelta(days=1)).close()
        self.run_fetch()
        self.assertEqual(self.day().state, "failed")
        self.assertFalse(self.day().checksum)

    @mute_logger(FETCH_LOG)
    def test_a_locked_period_is_booked_after_it_is_opened(self):
        """C-06: the lines wait, the reason is shown, nothing is lost."""
        tx = self.closed_day()
        book = type(self.lines)._book

        def locked(lines):
            raise UserError("The period is locked.")

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
