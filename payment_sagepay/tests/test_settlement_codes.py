from datetime import timedelta

from lxml import etree

from odoo.tests import tagged

from ..paynow.errors import PayNowError
from ..paynow.nif import read_polling_id
from .settlement_common import DAY
from .settlement_fetch_common import MORNING, FetchCommon

NUMBER = "900020260302"


def answered(code):
    """Return the error a code of the statement service is read as."""
    result = etree.Element("Result")
    result.text = code
    try:
        read_polling_id(result)
    except PayNowError as error:
        return error
    raise AssertionError(f"{code} is no error")


@tagged("post_install", "-at_install")
class TestSettlementCodes(FetchCommon):
    """Each code of the statement service, and what it does to the days."""

    def test_a_code_that_is_not_about_the_key_refuses_nobody(self):
        """G-12: the other days are asked for, and this one in minutes."""
        self.sagepay.sagepay_catch_up_days = 3
        for code in ("101", "103", "201", "202", "203", "300", "999"):
            with self.subTest(code=code):
                self.service.asked.clear()
                self.days.search([]).unlink()
                self.service.faults = [answered(code)]
                self.run_fetch()
                self.assertEqual(len(self.service.requests()), 3)
                self.assertFalse(self.open_exceptions("fetch_refused"))
                first = self.day(DAY - timedelta(days=2))
                self.assertIn(code, first.failure)
                self.assertEqual(first.next_try_at, MORNING + timedelta(minutes=5))

    def test_a_code_about_the_key_or_the_account_stops_the_run(self):
        """G-12"""
        self.sagepay.sagepay_catch_up_days = 3
        for code in ("100", "104", "105", "106", "311"):
            with self.subTest(code=code):
                self.service.asked.clear()
                self.open_exceptions().unlink()
                self.days.search([]).unlink()
                self.service.faults = [answered(code)]
                self.run_fetch()
                self.assertEqual(len(self.service.requests()), 1)
                self.assertIn(code, self.open_exceptions("fetch_refused").advice)

    def test_a_request_number_that_is_good_no_more_is_asked_for_afresh(self):
        """G-12: without a person, and within the day."""
        for code in ("202", "203"):
            with self.subTest(code=code):
                self.days.search([]).unlink()
                self.service.asked.clear()
                self.service.waits[NUMBER] = 5
                self.service.files[DAY] = b""
                self.run_fetch()
                self.assertEqual(self.day().polling_id, NUMBER)
                self.service.faults = [answered(code)]
                self.run_fetch(MORNING + timedelta(minutes=10))
                self.assertFalse(self.day().polling_id)
                self.assertFalse(self.open_exceptions("fetch_refused"))
                self.service.waits[NUMBER] = 1000
                self.run_fetch(MORNING + timedelta(hours=2))
                self.assertEqual(self.service.requests(), [DAY, DAY])
                self.assertEqual(self.day().state, "requested")

    def test_a_day_the_gateway_has_nothing_of_is_left_until_tomorrow(self):
        """Only of the newest day a statement may still come in the hours after."""
        self.sagepay.sagepay_catch_up_days = 2
        self.run_fetch()
        older = self.day(DAY - timedelta(days=1))
        self.assertEqual(older.next_try_at, MORNING + timedelta(hours=20))
        self.assertEqual(self.day().next_try_at, MORNING + timedelta(hours=3))
        self.assertEqual({*(older + self.day()).mapped("state")}, {"missing"})
