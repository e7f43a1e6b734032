from datetime import timedelta
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.settlement import sagepay_statement_day_book
from ..paynow.errors import Malformed, Rejected, RetryLater
from .settlement_common import DAY, Account
from .settlement_fetch_common import FETCH_LOG, MORNING, FetchCommon


@tagged("post_install", "-at_install")
class TestSettlementTrouble(FetchCommon):
    """What the gateway answers instead of a statement, and what becomes of the day."""

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

    def test_a_strange_page_instead_of_the_file_keeps_the_request(self):
        """G-12: a day that is being made is not asked for again, nobody is alarmed."""
        self.closed_day()
        self.service.waits["900020260302"] = 10
        self.run_fetch()
        now = MORNING
        for strange in (
            Malformed("The reply is not XML", code="xml"),
            Rejected("a redirect", code="redirect"),
        ):
            now += timedelta(hours=5)
            self.service.faults = [strange]
            self.run_fetch(now)
            self.assertFalse(self.open_exceptions("fetch_refused"))
        self.service.waits.clear()
        self.run_fetch(now + timedelta(hours=5))
        self.assertEqual(self.day().state, "imported")
        self.assertEqual(self.service.requests().count(DAY), 1)

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
    def test_a_worker_that_dies_between_two_pieces_leaves_no_gap(self):
        """C-05: what is in the books says so; the rest follows the next time."""
        for _time in range(5):
            tx, number = self.paid_tx(10.0)
            self.account.receive(tx, number=number)
        self.service.files[DAY] = self.account.close()
        kind = self.env.registry["sagepay.statement.line"]
        whole, pieces = kind._book, []

        def book(lines):
            pieces.append(len(lines))
            if len(pieces) == 2:
                raise OperationalError("terminating connection")
            return whole(lines)

        with (
            patch.object(sagepay_statement_day_book, "BOOK_BATCH", 2),
            patch.object(kind, "_book", book),
        ):
            self.run_fetch()
            day = self.day()
            self.assertEqual(day.state, "booking")
            self.assertEqual(day.line_ids.mapped("state").count("booked"), 2)
            self.run_fetch(MORNING + timedelta(hours=4))
        self.assertEqual(pieces, [2, 2, 2, 1])
        self.assertEqual(day.state, "imported")
        self.assertEqual(len(day.line_ids.statement_line_id), 5)
        self.assertEqual(len(day.statement_id.line_ids), 5)
        self.assertAgrees()
        self.assertFalse(self.open_exceptions())
